import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { callBack, closeCall } from '../../contract/calls.ts'
import { closeReason } from '../../contract/lists.ts'
import type { CallRow } from '../../contract/shapes.ts'
import { useTerms } from '../shared/terms.ts'

type Props = { readonly call: CallRow; readonly onClose: () => void; readonly onTake: (id: string) => void }

/** D3. An abandoned call leaves the queue only when called back, or closed with a reason. */
export function Abandoned({ call, onClose, onTake }: Props) {
	const t = useWords()
	const terms = useTerms()
	const back = useAct(callBack)
	const close = useAct(closeCall)
	const [reason, setReason] = useState('')
	const [text, setText] = useState('')
	const chosen = closeReason.safeParse(reason)
	const reached = async (outcome: 'reached' | 'not_reached') => {
		const answer = await back.perform({ call: call.id, version: call.version, outcome })
		if (answer === null) return
		onClose()
		if (outcome === 'reached') onTake(call.id)
	}
	const end = async () => {
		if (!chosen.success) return
		const words = text.trim() === '' ? {} : { words: text.trim() }
		if ((await close.perform({ call: call.id, version: call.version, reason: chosen.data, ...words })) !== null)
			onClose()
	}
	const problem = back.problem ?? close.problem
	return (
		<Dialog title={t('dispatch.abandoned.title', { number: call.number })} onClose={onClose}>
			<p className="t2">{t('dispatch.abandoned.why')}</p>
			<div className="row wrap">
				<Button kind="go" busy={back.busy} onPress={() => void reached('reached')}>
					{t('dispatch.abandoned.reached')}
				</Button>
				<Button busy={back.busy} onPress={() => void reached('not_reached')}>
					{t('dispatch.abandoned.notReached')}
				</Button>
			</div>
			<Select
				label={t('dispatch.abandoned.reason')}
				value={reason}
				prompt={t('dispatch.ending.choose')}
				choices={terms.options('closeReasons').map((each) => ({ value: each.code, label: each.word }))}
				onChange={setReason}
			/>
			<Field label={t('dispatch.abandoned.words')} value={text} onChange={setText} maxLength={300} />
			<Button
				busy={close.busy}
				onPress={() => void end()}
				{...(chosen.success ? {} : { notYet: t('dispatch.abandoned.chooseFirst') })}
			>
				{t('dispatch.abandoned.close')}
			</Button>
			{problem !== null && (
				<Problem problem={problem} ask={{ action: 'dispatch.call.close', on: { type: 'Call', id: call.id } }} />
			)}
		</Dialog>
	)
}
