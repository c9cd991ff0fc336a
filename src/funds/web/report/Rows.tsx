import { useNow } from '#kernel/web/clock.ts'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { span, when } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { ReportRow } from '../../contract/report-shapes.ts'
import { amountText } from '../../contract/decimal.ts'

/** F38. */
export function Rows(props: {
	readonly rows: readonly ReportRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: ReportRow) => void
}) {
	const t = useWords()
	return (
		<DataTable
			label={t('funds.report.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			two={() => true}
			empty={<Empty title={t('funds.report.empty')}>{t('funds.report.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{
					key: 'number',
					head: t('funds.report.number'),
					cell: (row) => (
						<>
							<b className="mono">{row.number}</b>
							<span className="t2 el fr-second" title={t(`funds.report.scheme.${row.scheme}`)}>
								{t(`funds.report.scheme.${row.scheme}`)}
							</span>
						</>
					),
				},
				{
					key: 'state',
					head: t('funds.report.state'),
					width: 78,
					cell: (row) => (
						<>
							<span className={`fr-state ${row.state}`}>{t(`funds.report.state.${row.state}`)}</span>
							<span className="fr-second t3">
								{row.lacking > 0 ? (
									<span className="warn">{t('funds.report.lacking', { count: row.lacking })}</span>
								) : (
									when(row.reportedAt)
								)}
							</span>
						</>
					),
				},
				{
					key: 'loss',
					head: t('funds.report.loss'),
					width: 98,
					right: true,
					cell: (row) => (
						<>
							<span>{amountText(row.lossMinor, row.currency)}</span>
							<span className={`fr-second ${row.heldMinor > 0 ? 'good' : 't3'}`}>
								{row.heldMinor > 0
									? t('funds.report.held-of', { amount: amountText(row.heldMinor, row.currency) })
									: '—'}
							</span>
						</>
					),
				},
				{
					key: 'since',
					head: t('funds.report.since'),
					width: 64,
					right: true,
					cell: (row) => <Since at={row.firstPaidAt} />,
				},
			]}
		/>
	)
}

/** Minutes since the money is on its way; days when it is long. */
export function Since({ at }: { readonly at: string | null }) {
	const t = useWords()
	const language = useLanguage()
	const now = useNow()
	if (at === null) return <>—</>
	const passed = Math.max(0, now - Date.parse(at))
	const minutes = Math.floor(passed / 60_000)
	return <time dateTime={at}>{minutes < 600 ? t('funds.report.minutes', { n: minutes }) : span(passed, language)}</time>
}
