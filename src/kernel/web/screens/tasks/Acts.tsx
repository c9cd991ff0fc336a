import { useState } from 'react'
import {
	allocateTask,
	decideTask,
	delegateTask,
	escalateTask,
	failTask,
	giveBackTask,
	takeBackTask,
	takeTask,
} from '../../../matters/contract/tasks.ts'
import { useAct } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { useWords } from '../../words.ts'
import { Complete } from './Complete.tsx'
import { Hand, type HandKind } from './Hand.tsx'
import { Say, type SayKind } from './Say.tsx'
import { type ActsProps, refusedBy } from './shown.ts'

type Form = HandKind | SayKind | 'decide'

/** What may be done with a task where it stands. What my post may not do stays visible and says why. */
export function Acts(props: ActsProps) {
	const t = useWords()
	const { shown } = props
	const { row } = shown
	const [open, setOpen] = useState<Form | null>(null)
	const take = useAct(takeTask)
	const back = useAct(giveBackTask)
	const recall = useAct(takeBackTask)
	const on = { task: row.id, version: row.version }
	const after = (answer: unknown): void => {
		if (answer !== null) props.onChanged()
	}
	const close = (): void => setOpen(null)
	const problem = take.problem ?? back.problem ?? recall.problem
	const has = (name: string): boolean => shown.may.some((one) => one.act === name && one.allowed)
	const form = (kind: Form, name: string, keys: string, shownAlways: boolean) =>
		shownAlways || has(name) ? (
			<Button keys={keys} refused={refusedBy(shown, name)} onPress={() => setOpen(kind)}>
				{t(`tasks.do.${kind}`)}
			</Button>
		) : null
	return (
		<>
			{row.stands === 'mine' && row.byAct === null ? <Complete {...props} act="complete" /> : null}
			<div className="row wrap pad task-acts">
				{row.stands === 'mine' ? null : (
					<Button
						kind="go"
						main
						keys="Enter"
						busy={take.busy}
						refused={refusedBy(shown, takeTask.name)}
						onPress={() => void take.perform(on).then(after)}
					>
						{t('tasks.do.take')}
					</Button>
				)}
				{has(giveBackTask.name) ? (
					<Button keys="B" busy={back.busy} onPress={() => void back.perform(on).then(after)}>
						{t(row.stands === 'first_mine' ? 'tasks.do.leave' : 'tasks.do.give-back')}
					</Button>
				) : null}
				{has(takeBackTask.name) ? (
					<Button keys="V" busy={recall.busy} onPress={() => void recall.perform(on).then(after)}>
						{t('tasks.do.take-back')}
					</Button>
				) : null}
				{form('delegate', delegateTask.name, 'D', row.stands === 'mine')}
				{form('allocate', allocateTask.name, 'A', false)}
				{form('escalate', escalateTask.name, 'E', true)}
				{form('decide', decideTask.name, 'O', row.escalated)}
				{shown.errors.length > 0 ? form('fail', failTask.name, 'N', row.stands === 'mine') : null}
			</div>
			{problem === null ? null : (
				<Problem
					problem={problem}
					title={t('tasks.not-done')}
					ask={{ action: takeTask.name, on: { type: 'Task', id: row.id } }}
				/>
			)}
			{open === 'delegate' || open === 'allocate' ? (
				<Hand kind={open} shown={shown} onClose={close} onChanged={props.onChanged} />
			) : null}
			{open === 'escalate' || open === 'fail' ? <Say kind={open} {...props} onClose={close} /> : null}
			{open === 'decide' ? <Complete {...props} act="decide" onClose={close} /> : null}
		</>
	)
}
