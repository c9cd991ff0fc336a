import { useState } from 'react'
import { serverNow } from '#kernel/web/clock.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { useKept } from '#kernel/web/outbox/use-outbox.ts'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import type { Problem as ProblemFacts } from '#kernel/web/http.ts'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Icon, type IconName } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useSession } from '#kernel/web/session.tsx'
import type { WhyQuestion } from '#kernel/web/why.tsx'
import { useWords } from '#kernel/web/words.ts'
import { noteIncident, placeIncident } from '../../contract/incidents.ts'
import type { IncidentRow, UnitShown } from '../../contract/shapes.ts'
import { setStatus } from '../../contract/units.ts'
import type { Mine } from './Phone.tsx'

type Props = {
	readonly mine: Mine
	readonly unit: UnitShown
	readonly incident: IncidentRow
	readonly refresh: () => void
}

/** Four small acts: a note, back-up, transport, the way there. */
export function SmallActs({ mine, unit, incident, refresh }: Props) {
	const t = useWords()
	const { tell } = useNotices()
	const post = useSession().session?.post.id ?? ''
	const note = useKept(noteIncident, post)
	const move = useKept(setStatus, post)
	const [writing, setWriting] = useState(false)
	const [off, setOff] = useState<'transport' | 'way' | null>(null)
	const [text, setText] = useState('')
	const save = async (words: string) => {
		if (words === '') return
		setText('')
		setWriting(false)
		const answer = await note.perform(
			{ incident: incident.id, text: words, at: new Date(serverNow()).toISOString() },
			words,
		)
		if (answer === null) return
		tell({ kind: 'good', title: t('dispatch.phone.noted'), receipt: answer.receipt })
		refresh()
	}
	const transport = async () => {
		const at = new Date(Math.max(serverNow(), Date.parse(unit.statusAt))).toISOString()
		const input = { unit: unit.id, version: unit.version, to: 'transporting' as const, at }
		if ((await move.perform(input, t('dispatch.phone.transport'))) !== null) refresh()
	}
	const point = incident.place.point
	// Said while it still holds: a unit that has moved on is not told of before.
	const why =
		off === 'transport' && !mine.moves.includes('transporting')
			? transportOff(unit, t)
			: off === 'way' && point === null
				? wayOff(incident, t)
				: null
	const problem = note.problem ?? move.problem
	return (
		<>
			<div className="small-acts">
				<Small icon="file" words={t('dispatch.phone.note')} onPress={() => setWriting(true)} />
				<Small
					icon="escalate"
					words={t('dispatch.phone.backup')}
					onPress={() => void save(t('dispatch.phone.backup.said'))}
				/>
				<Small
					icon="play"
					words={t('dispatch.phone.transport')}
					{...(mine.moves.includes('transporting') ? {} : { off: () => setOff('transport') })}
					onPress={() => void transport()}
				/>
				{point === null ? (
					<Small icon="link" words={t('dispatch.phone.navigate')} off={() => setOff('way')} />
				) : (
					<a className="small-act" href={`geo:${point[1]},${point[0]}?q=${point[1]},${point[0]}`}>
						<Icon name="link" size={18} />
						{t('dispatch.phone.navigate')}
					</a>
				)}
			</div>
			{problem !== null && (
				<Problem
					problem={problem}
					ask={{ action: 'dispatch.incident.note', on: { type: 'Incident', id: incident.id } }}
				/>
			)}
			{why !== null && <Problem {...why} />}
			{writing && (
				<Dialog
					title={t('dispatch.phone.note')}
					onClose={() => setWriting(false)}
					acts={
						<button type="button" className="big-act" aria-busy={note.busy} onClick={() => void save(text.trim())}>
							{t('dispatch.phone.note.save')}
						</button>
					}
				>
					<Field
						label={t('dispatch.note.label')}
						value={text}
						onChange={setText}
						lines={4}
						maxLength={1000}
						autoFocus
					/>
				</Dialog>
			)}
		</>
	)
}

type Off = { readonly title: string; readonly problem: ProblemFacts; readonly ask: WhyQuestion }
type Words = (key: string, values?: Record<string, string>) => string

/** The server's own refusal, said before it is asked: D17. */
function transportOff(unit: UnitShown, t: Words): Off {
	const now = t(`web.unit.${unit.status}`)
	return {
		title: t('dispatch.phone.off'),
		problem: refused(t('dispatch.phone.off.transport', { now }), 'D17'),
		ask: { action: setStatus.name, on: { type: 'Unit', id: unit.id } },
	}
}

/** No point, no way there; who may put it on the map is asked. */
function wayOff(incident: IncidentRow, t: Words): Off {
	return {
		title: t('dispatch.phone.off'),
		problem: refused(t('dispatch.phone.off.navigate'), null),
		ask: { action: placeIncident.name, on: { type: 'Incident', id: incident.id }, about: incident.number },
	}
}

function refused(detail: string, rule: string | null): ProblemFacts {
	return { code: 'wrong_state', status: 409, title: '', detail, rule, field: null, extra: {} }
}

function Small({
	icon,
	words,
	onPress,
	off,
}: {
	readonly icon: IconName
	readonly words: string
	readonly onPress?: () => void
	/** It cannot be done now; a press says why (W10). */
	readonly off?: () => void
}) {
	return (
		<button
			type="button"
			className={off === undefined ? 'small-act' : 'small-act off'}
			aria-disabled={off !== undefined || undefined}
			onClick={off ?? onPress}
		>
			<Icon name={icon} size={18} />
			{words}
		</button>
	)
}
