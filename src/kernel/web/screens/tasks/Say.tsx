import { useState } from 'react'
import { escalateTask, failTask } from '../../../matters/contract/tasks.ts'
import { useAct } from '../../client.ts'
import { ReasonDialog } from '../../parts/ReasonDialog.tsx'
import { Select } from '../../parts/Select.tsx'
import { useSay, useWords } from '../../words.ts'
import type { ActsProps } from './shown.ts'

export type SayKind = 'escalate' | 'fail'

/** What is done with a reason: put before the tier above, or said to be impossible as drawn. */
export function Say(props: ActsProps & { readonly kind: SayKind; readonly onClose: () => void }) {
	const t = useWords()
	const say = useSay()
	const { kind, shown } = props
	const [code, setCode] = useState(shown.errors[0]?.code ?? '')
	const escalate = useAct(escalateTask)
	const fail = useAct(failTask)
	const acting = kind === 'escalate' ? escalate : fail
	const go = async (reason: string): Promise<void> => {
		const on = { task: shown.row.id, version: shown.row.version, reason }
		const done = kind === 'escalate' ? await escalate.perform(on) : await fail.perform({ ...on, code })
		if (done === null) return
		props.onClose()
		if (kind === 'escalate') props.onChanged()
		else props.onDone()
	}
	return (
		<ReasonDialog
			title={t(`tasks.do.${kind}`)}
			act={t(`tasks.do.${kind}`)}
			label={t('tasks.reason')}
			short={t('tasks.fill')}
			shortest={1}
			lines={3}
			maxLength={1000}
			busy={acting.busy}
			problem={acting.problem}
			problemTitle={t('tasks.not-done')}
			onClose={props.onClose}
			onSend={(reason) => void go(reason)}
		>
			{kind === 'escalate' ? <p className="t2">{t('tasks.escalate.what')}</p> : null}
			{kind === 'fail' ? (
				<Select
					label={t('tasks.error')}
					value={code}
					onChange={setCode}
					choices={shown.errors.map((one) => ({ value: one.code, label: say(one.name) }))}
				/>
			) : null}
		</ReasonDialog>
	)
}
