import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { localText, momentOf } from '#kernel/web/local-time.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { proposeDrill } from '../../contract/drill.ts'
import { useDeskAgency } from '../shared/useDeskAgency.ts'

const fourHours = 4 * 3_600_000

/** D250. What for, until when, with how many units. */
export function ProposeDrill({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
	const t = useWords()
	const bureau = useDeskAgency()
	const act = useAct(proposeDrill)
	const [why, setWhy] = useState('')
	const [until, setUntil] = useState(() => localText(Date.now() + fourHours))
	const [crews, setCrews] = useState('2')
	const whole = bureau !== null && why.trim() !== '' && until !== ''
	const missing = whole ? undefined : t('dispatch.drill.why.needed')
	const send = async (): Promise<void> => {
		if (bureau === null || missing !== undefined || act.busy) return
		const input = { agency: bureau, why: why.trim(), endsAt: momentOf(until), crews: Number(crews) }
		if ((await act.perform(input)) === null) return
		onDone()
		onClose()
	}
	useKeys({ F9: () => void send() }, { modal: true })
	return (
		<Dialog
			title={t('dispatch.drill.propose')}
			onClose={onClose}
			acts={
				<Button kind="go" main keys="F9" bind={false} busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('dispatch.drill.propose.do')}
				</Button>
			}
		>
			<Field label={t('dispatch.drill.why')} value={why} onChange={setWhy} maxLength={300} required />
			<Field
				label={t('dispatch.drill.ends')}
				hint={t('dispatch.drill.ends.hint')}
				type="datetime-local"
				value={until}
				onChange={setUntil}
				required
			/>
			<Select
				label={t('dispatch.drill.crews')}
				value={crews}
				onChange={setCrews}
				choices={['1', '2', '3', '4', '5', '6'].map((value) => ({ value, label: value }))}
			/>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.drill.not')} />}
		</Dialog>
	)
}
