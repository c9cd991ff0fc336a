import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type HazardKind, hazardKind, hazardsOfIncident, proposeHazard } from '../../contract/hazards.ts'
import { HazardTags } from './HazardTags.tsx'

const spans = [1, 3, 6, 12] as const

/** D173. What is known of the address of an incident, for those who may know the address; and one more, proposed. */
export function HazardsHere({ incident, plain = false }: { readonly incident: string; readonly plain?: boolean }) {
	const t = useWords()
	const view = useView(hazardsOfIncident, { incident }, { keep: true, topics: ['dispatch.hazard.'] })
	const [asking, setAsking] = useState(false)
	if (view.output === undefined) return null
	const { rows } = view.output
	const mayPropose = view.output.mayPropose && !plain
	if (rows.length === 0 && !mayPropose) return null
	return (
		<div className="pad col">
			{rows.length === 0 ? null : <HazardTags rows={rows} />}
			{mayPropose ? (
				<div>
					<Button onPress={() => setAsking(true)}>{t('dispatch.hazard.propose')}</Button>
				</div>
			) : null}
			{asking ? <Propose incident={incident} onClose={() => setAsking(false)} onDone={view.refresh} /> : null}
		</div>
	)
}

/** D170 to D172, D174. */
function Propose(props: { readonly incident: string; readonly onClose: () => void; readonly onDone: () => void }) {
	const t = useWords()
	const act = useAct(proposeHazard)
	const [kind, setKind] = useState<HazardKind | ''>('')
	const [note, setNote] = useState('')
	const [months, setMonths] = useState('6')
	const send = async (): Promise<void> => {
		if (kind === '') return
		const words = note.trim() === '' ? {} : { note: note.trim() }
		if ((await act.perform({ incident: props.incident, kind, months: Number(months), ...words })) === null) return
		props.onDone()
		props.onClose()
	}
	return (
		<Dialog
			title={t('dispatch.hazard.propose')}
			onClose={props.onClose}
			acts={
				<Button
					kind="go"
					main
					busy={act.busy}
					notYet={kind === '' ? t('dispatch.hazard.choose') : undefined}
					onPress={() => void send()}
				>
					{t('dispatch.hazard.do')}
				</Button>
			}
		>
			<Select
				label={t('dispatch.hazard.kind')}
				value={kind}
				prompt={t('dispatch.hazard.choose')}
				required
				onChange={setKind}
				choices={hazardKind.options.map((value) => ({ value, label: t(`dispatch.hazard.${value}`) }))}
			/>
			<Field
				label={t('dispatch.hazard.note')}
				hint={t('dispatch.hazard.note.hint')}
				value={note}
				onChange={setNote}
				maxLength={120}
			/>
			<Select
				label={t('dispatch.hazard.months')}
				value={months}
				onChange={setMonths}
				choices={spans.map((count) => ({ value: String(count), label: t('dispatch.hazard.month', { count }) }))}
			/>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.hazard.not')} />}
		</Dialog>
	)
}
