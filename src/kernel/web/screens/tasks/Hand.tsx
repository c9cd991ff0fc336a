import { useState } from 'react'
import { allocateTask, delegateTask, listColleagues } from '../../../matters/contract/tasks.ts'
import { useAct, useView } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Note } from '../../parts/Note.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { RuleTag } from '../../parts/RuleTag.tsx'
import { Select } from '../../parts/Select.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSay, useWords } from '../../words.ts'
import type { Shown } from './shown.ts'

export type HandKind = 'delegate' | 'allocate'

/** Gives a task to one of its post. Those who may not do this one are named with the rule. */
export function Hand(props: {
	readonly kind: HandKind
	readonly shown: Shown
	readonly onClose: () => void
	readonly onChanged: () => void
}) {
	const t = useWords()
	const say = useSay()
	const { kind, shown } = props
	const [to, setTo] = useState('')
	const people = useView(listColleagues, { id: shown.row.id })
	const delegate = useAct(delegateTask)
	const allocate = useAct(allocateTask)
	const acting = kind === 'delegate' ? delegate : allocate
	const go = async (): Promise<void> => {
		const done = await acting.perform({ task: shown.row.id, version: shown.row.version, to })
		if (done === null) return
		props.onChanged()
		props.onClose()
	}
	return (
		<Dialog
			title={t(`tasks.do.${kind}`)}
			onClose={props.onClose}
			acts={
				<Button
					kind="go"
					main
					busy={acting.busy}
					notYet={to === '' ? t('tasks.choose-person') : undefined}
					onPress={() => void go()}
				>
					{t(`tasks.do.${kind}`)}
				</Button>
			}
		>
			<Show view={people} doing={t('tasks.doing')} title={t('tasks.failed')}>
				{(output) => (
					<div className="col">
						<Select
							label={t('tasks.person')}
							prompt={t('tasks.form.choose')}
							required
							value={to}
							onChange={setTo}
							choices={output.people
								.filter((one) => one.not === null)
								.map((one) => ({ value: one.post, label: say(one.name) }))}
						/>
						{output.people
							.filter((one) => one.not !== null)
							.map((one) => (
								<Note
									key={one.post}
									kind="refused"
									title={
										<>
											<span>{t('tasks.person-not', { name: say(one.name) })}</span>
											<RuleTag id={one.not ?? ''} />
										</>
									}
								/>
							))}
					</div>
				)}
			</Show>
			{acting.problem === null ? null : <Problem problem={acting.problem} title={t('tasks.not-done')} />}
		</Dialog>
	)
}
