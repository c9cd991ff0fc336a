import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { useTitle } from '#kernel/web/page.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'
import { Ways } from '../ways/Ways.tsx'
import { amountText } from '../../contract/decimal.ts'
import { Payments } from './Payments.tsx'
import { Since } from './Rows.tsx'
import { FraudScript } from './Script.tsx'

type Props = { readonly report: ReportShown; readonly onChanged: () => void }

/** One report as it is taken: what is asked first, then the payments, with the loss running above. */
export function One({ report, onChanged }: Props) {
	const t = useWords()
	useTitle(`${report.number} ${t(`funds.report.scheme.${report.scheme}`)}`)
	return (
		<Pane
			title={report.number}
			head={
				<div className="fr-tiles">
					<Tile label={report.number} mono>
						<b>{t(`funds.report.scheme.${report.scheme}`)}</b>
						<span className="t2 sm">
							{t(`funds.report.state.${report.state}`)} · {when(report.reportedAt)}
						</span>
					</Tile>
					<Tile label={t('funds.report.loss')}>
						<b className="fr-sum">{amountText(report.lossMinor, report.currency)}</b>
						<span className="t2 sm">
							{t('funds.report.loss.of', { currency: report.currency, count: report.payments.length })}
							{report.others.map((one) => ` + ${one.currency} ${amountText(one.minor, one.currency)}`)}
						</span>
					</Tile>
					<Tile label={t('funds.report.held')}>
						<b className={`fr-sum ${report.heldMinor > 0 ? 'good' : ''}`}>
							{amountText(report.heldMinor, report.currency)}
						</b>
						<span className="t2 sm">{t('funds.report.held.by')}</span>
					</Tile>
					<Tile label={t('funds.report.since')}>
						<b className="fr-sum">
							<Since at={report.firstPaidAt} />
						</b>
						<span className="t2 sm">
							{report.firstPaidAt === null ? t('funds.report.since.none') : when(report.firstPaidAt)}
						</span>
					</Tile>
					<Tile label={t('funds.report.due')}>
						<Due report={report} />
					</Tile>
				</div>
			}
		>
			<Ways report={report.id} here="funds.reports" />
			<FraudScript report={report} onChanged={onChanged} />
			<Payments report={report} onChanged={onChanged} />
		</Pane>
	)
}

function Due({ report }: { readonly report: ReportShown }) {
	const t = useWords()
	if (report.due === null)
		return (
			<span className="t2">{t(report.decidedAt === null ? 'funds.report.due.none' : 'funds.report.due.done')}</span>
		)
	return (
		<>
			<b>
				<Timer
					what={t('funds.report.due')}
					deadline={{ from: Date.parse(report.due.from), due: Date.parse(report.due.at) }}
				/>
			</b>
			<span className="t2 sm" title={report.due.rule}>
				{t('funds.report.due.by', { when: when(report.due.at) })}
			</span>
		</>
	)
}

function Tile(props: { readonly label: string; readonly mono?: boolean; readonly children: React.ReactNode }) {
	return (
		<div className="fr-tile">
			<span className={props.mono === true ? 't3 sm mono' : 't3 sm'}>{props.label}</span>
			{props.children}
		</div>
	)
}
