import { useState } from 'react'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { askView } from '#kernel/web/http.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { CopySheet, type SheetLine } from '#kernel/web/parts/CopySheet.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import {
	answerRequest,
	printRequest,
	type RequestRow,
	type RequestSheet,
	sendRequest,
	showRequest,
	withdrawRequest,
} from '../../contract/request.ts'
import { amountText } from '../../contract/decimal.ts'
import { Ways } from '../ways/Ways.tsx'
import { AnswerRequest } from './AnswerRequest.tsx'
import { fromBase64, saveFile } from '#kernel/web/save-file.ts'

type Props = { readonly request: RequestRow; readonly onChanged: () => void }

/** One request: its sheet to copy from or print, its approval, and what came back. */
export function OneRequest({ request, onChanged }: Props) {
	const t = useWords()
	const may = useMay()
	const send = useAct(sendRequest)
	const back = useAct(withdrawRequest)
	const [asking, setAsking] = useState<'answer' | 'back' | null>(null)
	const key = { request: request.id, version: request.version }
	const close = () => setAsking(null)
	const can = (name: string, ...states: readonly RequestRow['state'][]) =>
		may?.has(name) === true && states.includes(request.state)
	return (
		<Pane
			title={request.number}
			note={t(request.late ? 'funds.request.late' : `funds.request.state.${request.state}`)}
			tools={
				<>
					{can(sendRequest.name, 'drafted') ? (
						<Button
							kind="go"
							keys="S"
							busy={send.busy}
							onPress={() => void send.perform(key).then((done) => done !== null && onChanged())}
						>
							{t('funds.request.send')}
						</Button>
					) : null}
					{can(answerRequest.name, 'sent') ? (
						<Button keys="A" onPress={() => setAsking('answer')}>
							{t('funds.request.answer')}
						</Button>
					) : null}
					{can(withdrawRequest.name, 'drafted', 'sent') ? (
						<Button keys="X" onPress={() => setAsking('back')}>
							{t('funds.request.withdraw')}
						</Button>
					) : null}
				</>
			}
		>
			<Ways report={request.report.id} here="funds.requests" />
			{send.problem === null ? null : <Problem problem={send.problem} title={t('funds.statements.not-done')} />}
			<div className="pad">
				<PurposeGate matter={request.report.id} what={t('funds.request.sheet')} keys="L">
					{(purpose) => <Sheet request={request} purpose={purpose} />}
				</PurposeGate>
			</div>
			{asking === 'answer' ? <AnswerRequest request={request} onClose={close} onDone={onChanged} /> : null}
			{asking === 'back' ? (
				<ReasonDialog
					title={t('funds.request.withdraw')}
					label={t('funds.statement.reason')}
					hint={t('funds.request.withdraw.hint')}
					act={t('funds.request.withdraw')}
					maxLength={300}
					busy={back.busy}
					problem={back.problem}
					problemTitle={t('funds.statements.not-done')}
					onClose={close}
					onSend={(reason) =>
						void back.perform({ ...key, reason }).then((done) => {
							if (done === null) return
							close()
							onChanged()
						})
					}
				/>
			) : null}
		</Pane>
	)
}

function Sheet({ request, purpose }: { readonly request: RequestRow; readonly purpose: Purpose }) {
	const t = useWords()
	const language = useLanguage()
	const view = useView(showRequest, { request: request.id }, { purpose, topics: ['funds.request.'] })
	const print = async (): Promise<void> => {
		const { output } = await askView(printRequest, { request: request.id, language }, { purpose })
		saveFile(output.name, 'application/pdf', fromBase64(output.base64))
	}
	return (
		<Show view={view} doing={t('funds.requests.doing')} title={t('funds.requests.failed')}>
			{(sheet) => (
				<>
					<CopySheet lines={linesOf(sheet, t, language)} next="C" />
					<div className="row">
						<Button keys="P" onPress={() => void print()}>
							{t('funds.request.print')}
						</Button>
					</div>
				</>
			)}
		</Show>
	)
}

/** What the paper says, line by line. */
function linesOf(sheet: RequestSheet, t: (key: string) => string, language: 'en' | 'zh'): readonly SheetLine[] {
	const { payment } = sheet
	const said: readonly (readonly [string, string | null])[] = [
		['funds.request.number', sheet.number],
		['funds.statement.report', sheet.report.number],
		['funds.request.by', sheet.agency[language]],
		['funds.statement.bank', sheet.bank],
		[
			'funds.request.what',
			sheet.field === null ? t('funds.request.kind.statement') : t(`funds.request.field.${sheet.field}`),
		],
		['funds.column.account', sheet.account?.number ?? null],
		['funds.request.days', sheet.from === null ? null : `${sheet.from} – ${sheet.until ?? ''}`],
		['funds.request.victim', payment === null ? null : sheet.victim],
		['funds.request.payee', payment?.payeeName ?? null],
		['funds.request.payee-number', payment?.payeeNumber ?? null],
		[
			'funds.column.amount',
			payment?.amountMinor == null ? null : `${payment.currency} ${amountText(payment.amountMinor, payment.currency)}`,
		],
		['funds.request.paid', payment?.at == null ? null : when(payment.at)],
		['funds.column.reference', payment?.reference ?? null],
		['funds.statement.reason', sheet.reason],
		['funds.request.due', sheet.dueAt === null ? null : when(sheet.dueAt)],
		['funds.request.came', sheet.answer],
		['funds.request.reference', sheet.reference],
	]
	return said.flatMap(([key, text]) => (text === null ? [] : [{ key, label: t(key), text }]))
}
