import { useState } from 'react'
import { listOwnProcesses, openOwnMatter } from '../../../matters/contract/tasks.ts'
import { useAct, useView } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Select } from '../../parts/Select.tsx'
import { useSay, useWords } from '../../words.ts'

/** Opens a matter on a drawing of the bureau's own, where there is one (M79). */
export function Begin({ onOpened }: { readonly onOpened: () => void }) {
	const t = useWords()
	const own = useView(listOwnProcesses, {})
	const [open, setOpen] = useState(false)
	const processes = own.output?.processes ?? []
	if (processes.length === 0) return null
	return (
		<>
			<Button keys="M" onPress={() => setOpen(true)}>
				{t('tasks.do.open')}
			</Button>
			{open ? <Opening processes={processes} onClose={() => setOpen(false)} onOpened={onOpened} /> : null}
		</>
	)
}

function Opening(props: {
	readonly processes: readonly {
		readonly process: string
		readonly name: { readonly en: string; readonly zh: string }
	}[]
	readonly onClose: () => void
	readonly onOpened: () => void
}) {
	const t = useWords()
	const say = useSay()
	const [process, setProcess] = useState(props.processes[0]?.process ?? '')
	const [why, setWhy] = useState('')
	const act = useAct(openOwnMatter)
	const go = async (): Promise<void> => {
		const done = await act.perform({ process, why: why.trim() })
		if (done === null) return
		props.onOpened()
		props.onClose()
	}
	return (
		<Dialog
			title={t('tasks.do.open')}
			onClose={props.onClose}
			acts={
				<Button
					kind="go"
					main
					busy={act.busy}
					notYet={why.trim() === '' ? t('tasks.fill') : undefined}
					onPress={() => void go()}
				>
					{t('tasks.do.open')}
				</Button>
			}
		>
			<div className="col">
				<Select
					label={t('tasks.process')}
					value={process}
					onChange={setProcess}
					choices={props.processes.map((one) => ({ value: one.process, label: say(one.name) }))}
				/>
				<Field
					label={t('tasks.why')}
					hint={t('tasks.why.hint')}
					value={why}
					onChange={setWhy}
					required
					maxLength={300}
				/>
				{act.problem === null ? null : <Problem problem={act.problem} title={t('tasks.not-done')} />}
			</div>
		</Dialog>
	)
}
