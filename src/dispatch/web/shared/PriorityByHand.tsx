import { useState } from 'react'
import type { z } from 'zod'
import { useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { classifyIncident, type IncidentShown } from '../../contract/incidents.ts'
import { priority } from '../../contract/lists.ts'
import { byWords } from './sentences.tsx'
import { tableAnswer } from './table-answer.ts'

export type Classified = z.output<(typeof classifyIncident)['output']>

type ByHandProps = {
	readonly incident: IncidentShown
	/** What came of it, and the reason; null when the table decides again. */
	readonly onSet?: (set: Classified, reason: string | null) => void
}

/** D8. Sets the priority by hand, with a reason; the table's answer stays beside it and can be gone back to. */
export function PriorityByHand({ incident, onSet }: ByHandProps) {
	const t = useWords()
	const may = useMay()
	const [open, setOpen] = useState(false)
	const ask = { action: classifyIncident.name, on: { type: 'Incident', id: incident.id }, about: incident.number }
	if (incident.section === 'done') return null
	const refused = may !== null && !may.has(classifyIncident.name)
	return (
		<>
			<Button
				kind="bare"
				keys="Alt P"
				onPress={() => setOpen(true)}
				refused={refused ? { rule: null, ask } : undefined}
			>
				{t('dispatch.priority.set')}
			</Button>
			{open && <PriorityDialog incident={incident} ask={ask} onSet={onSet} onClose={() => setOpen(false)} />}
		</>
	)
}

type DialogProps = Omit<ByHandProps, 'onSet'> & {
	readonly onSet: ByHandProps['onSet'] | undefined
	readonly ask: { readonly action: string; readonly on: { readonly type: string; readonly id: string } }
	readonly onClose: () => void
}

function PriorityDialog({ incident, ask, onSet, onClose }: DialogProps) {
	const t = useWords()
	const act = useAct(classifyIncident)
	const [chosen, setChosen] = useState('')
	const table = tableAnswer(incident)
	const byHand = (incident.classifications[0]?.reason ?? null) !== null
	const level = chosen === '' ? null : Number(chosen)
	const back = level !== null && byHand && level === table
	const missing =
		level === null
			? t('dispatch.priority.choose')
			: level === incident.priority && !back
				? t('dispatch.priority.same')
				: undefined
	const send = async (reason: string) => {
		const value = priority.parse(level)
		const how = back ? { type: incident.type } : { priority: { value, reason } }
		const answer = await act.perform({ incident: incident.id, version: incident.version, ...how })
		if (answer === null) return
		onSet?.(answer.output, back ? null : reason)
		onClose()
	}
	return (
		<ReasonDialog
			title={t('dispatch.priority.title')}
			label={t('dispatch.priority.reason')}
			act={
				level === null
					? t('dispatch.priority.do')
					: t(back ? 'dispatch.priority.back' : 'dispatch.priority.doLevel', { level })
			}
			maxLength={200}
			missing={missing}
			none={back}
			busy={act.busy}
			problem={act.problem}
			ask={ask}
			onClose={onClose}
			onSend={(reason) => void send(reason)}
		>
			<div className="row">
				<Priority level={incident.priority} big />
				<p>
					<PriorityGround incident={incident} />
				</p>
			</div>
			<Select
				label={t('dispatch.intake.priority')}
				value={chosen}
				prompt={t('dispatch.ending.choose')}
				required
				choices={levels.map((each) => ({
					value: String(each),
					label: t(each === table ? 'dispatch.priority.asTable' : 'dispatch.priority.level', { level: each }),
				}))}
				onChange={setChosen}
			/>
			<p className="t2 sm">{t('dispatch.priority.kept')}</p>
		</ReasonDialog>
	)
}

const levels = [1, 2, 3, 4, 5] as const

/** What the priority rests on: the table's row with its rule, and the words of whoever set it otherwise. */
export function PriorityGround({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const say = useSay()
	const last = incident.classifications[0]
	if (last === undefined) return null
	const { rule } = last
	const row = rule.rows.join(', ')
	const table = tableAnswer(incident)
	return (
		<>
			{last.reason !== null && (
				<>
					{t('dispatch.incident.byHand', { level: last.priority, reason: last.reason })}{' '}
					<span className="t2">{byWords(last.by, t, say)}</span>
					<br />
				</>
			)}
			{table === null
				? t('dispatch.priority.row', { row, version: rule.version })
				: t('dispatch.priority.table', { level: table, row, version: rule.version })}{' '}
			<RuleTag id={rule.rule} />
		</>
	)
}
