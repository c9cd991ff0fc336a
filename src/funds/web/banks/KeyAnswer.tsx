import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { backInput, noBack, sendParts } from '#kernel/web/keyed-back.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { KeyedBack } from '#kernel/web/parts/KeyedBack.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { answerIs, type AnswerIs } from '../../contract/bank-lists.ts'
import { matchField, type MatchField } from '../../contract/measure-lists.ts'
import { keyAnswer, type OrderRow, putAnswerPhoto } from '../../contract/order.ts'
import { decimalOf, minorOf } from '../../contract/decimal.ts'

type Props = { readonly row: OrderRow; readonly onClose: () => void; readonly onDone: () => void }

/** F140. What the bank said: the amount it holds stands there already, since most hold what was asked. */
export function KeyAnswer({ row, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(keyAnswer)
	const put = useAct(putAnswerPhoto)
	const [is, setIs] = useState<AnswerIs>(row.is === 'release' ? 'released' : 'held')
	const [field, setField] = useState<MatchField | ''>('')
	const [amount, setAmount] = useState(decimalOf(row.amountMinor, row.currency))
	const [reason, setReason] = useState('')
	const [back, setBack] = useState(noBack)
	const sum = is === 'held' || is === 'returned'
	const minor = minorOf(amount.replaceAll(',', ''), row.currency)
	const missing =
		sum && minor === null
			? t('funds.answer.amount.wrong')
			: is === 'mismatch' && field === ''
				? t('funds.answer.field.first')
				: undefined
	const send = async (): Promise<void> => {
		const { reference, photo, at } = await backInput(back)
		const input = {
			order: row.id,
			is,
			...(is === 'mismatch' && field !== '' ? { field } : {}),
			...(sum && minor !== null ? { amountMinor: minor } : {}),
			...(reason.trim() === '' ? {} : { reason: reason.trim() }),
			...(reference === undefined ? {} : { reference }),
			...(photo === undefined ? {} : { photo }),
			...(at === undefined ? {} : { at }),
		}
		if ((await act.perform(input)) === null) return
		if (photo !== undefined && back.photo !== null)
			await sendParts(back.photo, (part, base64) => put.perform({ order: row.id, sha256: photo.sha256, part, base64 }))
		onDone()
		onClose()
	}
	const enter = () => {
		if (missing === undefined) void send()
	}
	return (
		<Dialog
			title={t('funds.answer.key')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy || put.busy} notYet={missing} onPress={() => void send()}>
					{t('funds.answer.key.do')}
				</Button>
			}
		>
			<Chips
				label={t('funds.answer')}
				value={is}
				onChange={setIs}
				chips={answerIs.options.map((value) => ({ value, label: t(`funds.answer.is.${value}`) }))}
			/>
			{sum ? (
				<Field
					label={t('funds.answer.amount', { currency: row.currency })}
					value={amount}
					onChange={setAmount}
					inputMode="decimal"
					maxLength={24}
					autoFocus
					onEnter={enter}
				/>
			) : null}
			{is === 'mismatch' ? (
				<Select
					label={t('funds.answer.field')}
					value={field}
					prompt={t('funds.answer.field.choose')}
					onChange={setField}
					required
					choices={matchField.options.map((value) => ({ value, label: t(`funds.field.${value}`) }))}
				/>
			) : null}
			{is === 'refused' || is === 'mismatch' ? (
				<Field label={t('funds.answer.reason')} value={reason} onChange={setReason} maxLength={140} onEnter={enter} />
			) : null}
			<KeyedBack back={back} onBack={setBack} label={t('funds.answer.reference')} onEnter={enter} />
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.orders.not-done')} />}
		</Dialog>
	)
}
