import { useState } from 'react'
import { Button } from '#kernel/web/parts/Button.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { addPayment, correctPayment } from '../../contract/report-payment.ts'
import type { PaymentShown, ReportShown } from '../../contract/report-shapes.ts'
import { amountText } from '../../contract/decimal.ts'
import { PaymentForm } from './PaymentForm.tsx'
import { PaymentPath } from './PaymentPath.tsx'
import { Warnings } from './Warnings.tsx'

type Props = { readonly report: ReportShown; readonly onChanged: () => void }

/** F27 to F30. The payments in a grid, what looks wrong and what is missing beside each; one line adds the next. */
export function Payments({ report, onChanged }: Props) {
	const t = useWords()
	const [form, setForm] = useState<string | null>(null)
	const [at, setAt] = useState<string | null>(null)
	const one =
		report.payments.find((payment) => payment.id === at) ?? report.payments.find(isWhole) ?? report.payments.at(-1)
	const mayAdd = report.may.includes(addPayment.name)
	const mayCorrect = report.may.includes(correctPayment.name)
	const edited = report.payments.find((payment) => payment.id === form)
	return (
		<>
			<Section title={t('funds.report.payments')} note={t('funds.report.payments.note')} />
			<DataTable
				label={t('funds.report.payments')}
				rows={report.payments}
				rowKey={(row) => row.id}
				selected={one?.id ?? null}
				onSelect={(row) => setAt(row.id)}
				empty={<Empty title={t('funds.report.payments.none')}>{t('funds.report.payments.none.next')}</Empty>}
				columns={columns(t)}
			/>
			{form === 'new' || edited !== undefined ? (
				<PaymentForm
					key={form}
					report={report}
					payment={edited ?? null}
					onClose={() => {
						setForm(null)
						setAt(null)
					}}
					onDone={(payment) => {
						setAt(payment)
						if (edited !== undefined) setForm(null)
						onChanged()
					}}
				/>
			) : mayAdd || mayCorrect ? (
				<div className="row wrap pad">
					{mayAdd ? (
						<Button keys="A" onPress={() => setForm('new')}>
							{t('funds.report.add')}
						</Button>
					) : null}
					{mayCorrect && one !== undefined ? (
						<Button keys="E" onPress={() => setForm(one.id)}>
							{t('funds.report.correct', { n: one.n })}
						</Button>
					) : null}
				</div>
			) : null}
			{one === undefined ? null : <PaymentPath report={report} payment={one} />}
		</>
	)
}

/** F42. All that its bank needs is known: what is acted on first, unless another is chosen. */
const isWhole = ({ missing, path }: PaymentShown): boolean => missing.length === 0 && !path.dispatched

const columns = (t: ReturnType<typeof useWords>) => [
	{ key: 'n', head: '#', width: 32, right: true, cell: (row: PaymentShown) => row.n },
	{
		key: 'kind',
		head: t('funds.report.kind'),
		width: 112,
		cell: (row: PaymentShown) => t(`funds.report.kind.${row.payeeKind}`),
	},
	{
		key: 'payee',
		head: t('funds.report.payee'),
		cell: (row: PaymentShown) => (
			<span className="fr-payee">
				<span className="mono">{row.payeeNumber ?? '—'}</span>{' '}
				<span className="t2">{[row.payeeName, row.payeeBank].filter((one) => one !== null).join(' · ')}</span>
				<Warnings warnings={row.warnings} />
			</span>
		),
		wraps: true,
	},
	{
		key: 'amount',
		head: t('funds.report.amount'),
		width: 104,
		right: true,
		cell: (row: PaymentShown) => (row.amountMinor === null ? '—' : <Amount row={row} />),
	},
	{
		key: 'paid',
		head: t('funds.report.paid'),
		width: 84,
		right: true,
		cell: (row: PaymentShown) => (row.paidAt === null ? '—' : when(row.paidAt)),
	},
	{
		key: 'missing',
		head: t('funds.report.missing'),
		width: 126,
		cell: (row: PaymentShown) => <Missing row={row} />,
		wraps: true,
	},
]

function Amount({ row }: { readonly row: PaymentShown }) {
	return (
		<>
			{row.currency === 'CNY' ? null : <span className="t3">{row.currency} </span>}
			{amountText(row.amountMinor ?? 0, row.currency)}
		</>
	)
}

function Missing({ row }: { readonly row: PaymentShown }) {
	const t = useWords()
	const say = useSay()
	if (row.path.dispatched) return <span className="t2">{t('funds.report.not-stopped')}</span>
	if (row.missing.length === 0)
		return (
			<span className="good">
				<Icon name="tick" /> {t('funds.report.complete')}
			</span>
		)
	return (
		<span className="warn">
			{row.missing.map((field) => say(row.path.fields[field])).join(t('funds.report.comma'))}
		</span>
	)
}
