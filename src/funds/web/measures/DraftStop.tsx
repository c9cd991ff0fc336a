import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { money, when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { draftStop } from '../../contract/measure.ts'
import { listReports, showReport } from '../../contract/report.ts'
import { toSend, type Typed, untyped, wrongAmounts } from './fields.ts'
import { FieldsForm } from './FieldsForm.tsx'

type Props = { readonly onClose: () => void; readonly onDone: (measure: string) => void }

/** F60. A stop for a report, with any field. */
export function DraftStop({ onClose, onDone }: Props) {
	const t = useWords()
	const draft = useAct(draftStop)
	const reports = useView(listReports, { section: 'running' }).output?.rows ?? []
	const [chosen, setChosen] = useState('')
	const [typed, setTyped] = useState<Typed>(untyped)
	const [paid, setPaid] = useState<string | null>(null)
	const report = reports.find(({ id }) => id === chosen) ?? reports[0]
	const told = useView(showReport, { report: report?.id ?? '' }, { enabled: report !== undefined })
	const payments = told.output?.payments ?? []
	// The first payment unless another was chosen; `none` for an account further on.
	const payment = paid === 'none' ? undefined : (payments.find(({ id }) => id === paid) ?? payments[0])
	const missing =
		report === undefined
			? t('funds.draft.no-report')
			: wrongAmounts(typed).length > 0
				? t('funds.fields.amount.wrong')
				: undefined
	const send = async (): Promise<void> => {
		if (report === undefined || missing !== undefined) return
		const done = await draft.perform({
			report: report.id,
			...(payment === undefined ? {} : { payment: payment.id }),
			...toSend(typed),
		})
		if (done !== null) onDone(done.output.measure)
	}
	return (
		<Dialog
			title={t('funds.measures.draft')}
			onClose={onClose}
			keys={{ 'Ctrl Enter': () => void send() }}
			acts={
				<Button kind="go" keys="Ctrl Enter" bind={false} busy={draft.busy} notYet={missing} onPress={() => void send()}>
					{t('funds.draft.do')}
				</Button>
			}
		>
			<Select
				label={t('funds.measures.report')}
				value={report?.id ?? ''}
				onChange={setChosen}
				choices={reports.map((row) => ({
					value: row.id,
					label: `${row.number} · ${money(row.lossMinor)} ${row.currency}`,
				}))}
			/>
			<Select
				label={t('funds.draft.payment')}
				value={payment?.id ?? 'none'}
				onChange={setPaid}
				choices={[
					...payments.map((one) => ({
						value: one.id,
						label: t('funds.draft.payment.n', {
							n: one.n,
							amount: one.amountMinor === null ? '—' : money(one.amountMinor),
							at: one.paidAt === null ? '—' : when(one.paidAt),
						}),
					})),
					{ value: 'none', label: t('funds.draft.no-payment') },
				]}
			/>
			<p className="t2">{t('funds.draft.any')}</p>
			<FieldsForm typed={typed} onChange={setTyped} />
			{draft.problem === null ? null : <Problem problem={draft.problem} title={t('funds.measures.not-done')} />}
		</Dialog>
	)
}
