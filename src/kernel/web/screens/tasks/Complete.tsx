import { useState } from 'react'
import type { FormAnswer } from '../../../matters/contract/form.ts'
import { type FieldFault, faultsOfAnswer } from '../../../matters/contract/form-answer.ts'
import { completeTask, decideTask, showTaskValues } from '../../../matters/contract/tasks.ts'
import { useAct, useView } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { Check } from '../../parts/Check.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Select } from '../../parts/Select.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSay, useWords } from '../../words.ts'
import { answerOf, type Raw, rawOf } from './raw.ts'
import { type ActsProps, refusedBy, type Shown } from './shown.ts'
import { TaskForm } from './TaskForm.tsx'

type Props = ActsProps & { readonly act: 'complete' | 'decide'; readonly onClose?: () => void }

/** The form and the choice of ways, and the act that ends the task. In place for the holder, in a dialog for who decides. */
export function Complete(props: Props) {
	const t = useWords()
	const { shown } = props
	const values = useView(showTaskValues, { id: shown.row.id }, { enabled: shown.readable && shown.form !== null })
	if (shown.readable && shown.form !== null)
		return (
			<Show view={values} doing={t('tasks.doing')} title={t('tasks.failed')}>
				{(output) => <Filling {...props} values={output.values} />}
			</Show>
		)
	return <Filling {...props} values={{}} />
}

function Filling(props: Props & { readonly values: FormAnswer }) {
	const t = useWords()
	const { shown } = props
	const [raw, setRaw] = useState<Raw>(() => (shown.form === null ? {} : rawOf(shown.form, props.values)))
	const [chosen, setChosen] = useState<readonly string[]>([])
	const [reason, setReason] = useState('')
	const [faults, setFaults] = useState<readonly FieldFault[]>([])
	const act = useEnding(props)
	const decides = props.act === 'decide'
	const missing =
		decides && reason.trim() === ''
			? t('tasks.fill')
			: chosen.length === 0 && (shown.choose === 'one' || shown.choose === 'some')
				? t('tasks.choose-way')
				: undefined
	const go = async (): Promise<void> => {
		const data = shown.form === null ? {} : answerOf(shown.form, raw)
		const found = shown.form === null ? [] : faultsOfAnswer(shown.form, data)
		setFaults(found)
		if (found.length > 0) return
		if (await act.perform({ data, choose: chosen, reason })) props.onDone()
	}
	const button = (
		<Button
			kind="go"
			main
			{...(decides ? {} : { keys: 'Enter' })}
			busy={act.busy}
			notYet={missing}
			refused={refusedBy(shown, decides ? decideTask.name : completeTask.name)}
			onPress={() => void go()}
		>
			{t(decides ? 'tasks.do.decide' : 'tasks.do.complete')}
		</Button>
	)
	const fields = (
		<div className="col">
			{shown.form === null ? null : <TaskForm form={shown.form} raw={raw} faults={faults} onChange={setRaw} />}
			<Ways shown={shown} chosen={chosen} onChange={setChosen} />
			{decides ? (
				<Field label={t('tasks.reason')} value={reason} onChange={setReason} lines={2} required maxLength={1000} />
			) : null}
			{act.problem === null ? null : <Problem problem={act.problem} title={t('tasks.not-done')} />}
		</div>
	)
	if (!decides)
		return (
			<div className="pad col">
				{fields}
				<div className="row">{button}</div>
			</div>
		)
	return (
		<Dialog title={t('tasks.do.decide')} onClose={props.onClose ?? props.onChanged} acts={button}>
			<p className="t2">{t('tasks.decide.what')}</p>
			{fields}
		</Dialog>
	)
}

type Ending = { readonly data: FormAnswer; readonly choose: readonly string[]; readonly reason: string }

/** Completing and deciding take the same answer; deciding its reason too. */
function useEnding({ act, shown }: Props) {
	const complete = useAct(completeTask)
	const decide = useAct(decideTask)
	const { busy, problem } = act === 'decide' ? decide : complete
	const perform = async ({ data, choose, reason }: Ending): Promise<boolean> => {
		const answer = {
			task: shown.row.id,
			version: shown.row.version,
			data,
			...(choose.length === 0 ? {} : { choose: [...choose] }),
		}
		const done = act === 'decide' ? await decide.perform({ ...answer, reason }) : await complete.perform(answer)
		return done !== null
	}
	return { busy, problem, perform }
}

/** Which way it goes on, where the drawing leaves it open. */
function Ways(props: {
	readonly shown: Shown
	readonly chosen: readonly string[]
	readonly onChange: (chosen: readonly string[]) => void
}) {
	const t = useWords()
	const say = useSay()
	const { ways, choose } = props.shown
	if (choose === 'none' || choose === 'may') return null
	if (choose === 'one')
		return (
			<Select
				label={t('tasks.way')}
				prompt={t('tasks.form.choose')}
				required
				value={props.chosen[0] ?? ''}
				onChange={(flow) => props.onChange([flow])}
				choices={ways.map(({ flow, name }) => ({ value: flow, label: say(name) }))}
			/>
		)
	return (
		<fieldset className="col tight task-ways">
			<legend>{t('tasks.way.some')}</legend>
			{ways.map(({ flow, name }) => (
				<Check
					key={flow}
					on={props.chosen.includes(flow)}
					onChange={(on) => props.onChange(on ? [...props.chosen, flow] : props.chosen.filter((one) => one !== flow))}
				>
					{say(name)}
				</Check>
			))}
		</fieldset>
	)
}
