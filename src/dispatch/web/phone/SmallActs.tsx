import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Icon, type IconName } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { noteIncident } from '../../contract/incidents.ts'
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
	const note = useAct(noteIncident)
	const move = useAct(setStatus)
	const [writing, setWriting] = useState(false)
	const [text, setText] = useState('')
	const save = async (words: string) => {
		if (words === '' || (await note.perform({ incident: incident.id, text: words })) === null) return
		setText('')
		setWriting(false)
		tell({ kind: 'good', title: t('dispatch.phone.noted') })
		refresh()
	}
	const transport = async () => {
		if ((await move.perform({ unit: unit.id, version: unit.version, to: 'transporting' })) !== null) refresh()
	}
	const point = incident.place.point
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
					off={!mine.moves.includes('transporting')}
					onPress={() => void transport()}
				/>
				{point === null ? (
					<Small icon="link" words={t('dispatch.phone.navigate')} off onPress={() => undefined} />
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

function Small({
	icon,
	words,
	onPress,
	off = false,
}: {
	readonly icon: IconName
	readonly words: string
	readonly onPress: () => void
	readonly off?: boolean
}) {
	return (
		<button
			type="button"
			className={off ? 'small-act off' : 'small-act'}
			aria-disabled={off || undefined}
			onClick={off ? undefined : onPress}
		>
			<Icon name={icon} size={18} />
			{words}
		</button>
	)
}
