import { giveUpFault } from '../../../matters/contract/process.ts'
import { useAct } from '../../client.ts'
import { useNotices } from '../../notices.tsx'
import { ReasonDialog } from '../../parts/ReasonDialog.tsx'
import { useWords } from '../../words.ts'
import { asked, type FaultProps } from './shown.ts'

/** Ends the whole process of the matter, with the reason (M58). */
export function GiveUp({ shown, onChanged, onClose }: FaultProps & { readonly onClose: () => void }) {
	const t = useWords()
	const { tell } = useNotices()
	const { fault } = shown
	const act = useAct(giveUpFault)
	const go = async (reason: string): Promise<void> => {
		const answer = await act.perform({ fault: fault.id, version: fault.version, reason })
		if (answer === null) return
		tell({ title: t('faults.given-up'), receipt: answer.receipt })
		onChanged()
		onClose()
	}
	return (
		<ReasonDialog
			title={t('faults.do.give-up')}
			act={t('faults.do.give-up')}
			label={t('faults.reason')}
			hint={t('faults.reason.hint')}
			short={t('faults.reason.short')}
			shortest={4}
			lines={3}
			maxLength={1000}
			busy={act.busy}
			problem={act.problem}
			problemTitle={t('faults.not-done')}
			ask={asked(giveUpFault.name, fault.id)}
			onClose={onClose}
			onSend={(reason) => void go(reason)}
		>
			<p className="t2">{t('faults.give-up.what')}</p>
		</ReasonDialog>
	)
}
