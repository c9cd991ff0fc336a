import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { momentOf } from '#kernel/web/local-time.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { minorOf } from '../../contract/decimal.ts'
import { answerRequest, type RequestRow } from '../../contract/request.ts'

/** F192. The field that was asked for, or what the bank wrote instead; and their number. */
export function AnswerRequest(props: {
	readonly request: RequestRow
	readonly onClose: () => void
	readonly onDone: () => void
}) {
	const t = useWords()
	const { request } = props
	const act = useAct(answerRequest)
	const [value, setValue] = useState('')
	const [answer, setAnswer] = useState('')
	const [reference, setReference] = useState('')
	const missing = value.trim() === '' && answer.trim() === '' ? t('funds.request.answer.first') : undefined
	const send = async (): Promise<void> => {
		const done = await act.perform({
			request: request.id,
			version: request.version,
			...fieldOf(request, value.trim()),
			...(answer.trim() === '' ? {} : { answer: answer.trim() }),
			...(reference.trim() === '' ? {} : { reference: reference.trim() }),
		})
		if (done === null) return
		props.onDone()
		props.onClose()
	}
	return (
		<Dialog
			title={t('funds.request.answer')}
			onClose={props.onClose}
			acts={
				<Button kind="go" main busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('funds.request.answer.do')}
				</Button>
			}
		>
			{request.field === null ? null : (
				<Field
					label={t(`funds.request.field.${request.field}`)}
					{...(request.field === 'time' ? { type: 'datetime-local' as const } : {})}
					value={value}
					onChange={setValue}
					maxLength={120}
					autoFocus
				/>
			)}
			<Field label={t('funds.request.wrote')} value={answer} onChange={setAnswer} lines={3} maxLength={1000} />
			<Field label={t('funds.request.reference')} value={reference} onChange={setReference} maxLength={70} />
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.statements.not-done')} />}
		</Dialog>
	)
}

function fieldOf(request: RequestRow, value: string) {
	if (value === '' || request.field === null) return {}
	if (request.field === 'holder') return { holder: value }
	if (request.field === 'number') return { number: value }
	if (request.field === 'time') return { time: momentOf(value) }
	const minor = minorOf(value, 'CNY')
	return minor === null ? {} : { amountMinor: minor, currency: 'CNY' }
}
