import type { ReactNode } from 'react'
import { money, span, when } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { Trace } from '../../contract/trace.ts'
import { share } from './naming.ts'

/** Measures of a report: what was lost, is held, can still be saved, and where the rest went; every figure opens. */
export function Strip({ trace, onOpen }: { readonly trace: Trace; readonly onOpen: (what: Opened) => void }) {
	const t = useWords()
	const language = useLanguage()
	const { report, totals, frontier } = trace
	const held = frontier.filter((row) => row.section === 'stopped').length
	const next = frontier.filter((row) => row.recoverableMinor > 0).length
	const took = report.firstStopAt === null ? null : Date.parse(report.firstStopAt) - Date.parse(report.reportedAt)
	return (
		<div className="ft-strip">
			<div>
				<span className="sm t3 mono">{report.number}</span>
				<h1>{t(`funds.report.scheme.${report.scheme}`)}</h1>
				<span className="sm t2">
					{t('funds.trace.reported', { time: when(report.reportedAt) })}{' '}
					{took === null || report.firstStopAt === null ? (
						<b className="warn">{t('funds.trace.no-stop-yet')}</b>
					) : (
						<>
							{t('funds.trace.first-stop', { time: when(report.firstStopAt) })}{' '}
							<span className="good">{t('funds.trace.took', { time: span(Math.max(0, took), language) })}</span>
						</>
					)}
				</span>
			</div>
			<Figure title={t('funds.trace.loss')} minor={report.lossMinor} onOpen={() => onOpen('loss')}>
				{t('funds.trace.payments', {
					count: report.payments,
					currency: t('funds.trace.unit', { currency: report.currency }),
				})}
			</Figure>
			<Figure title={t('funds.trace.held')} minor={totals.heldMinor} onOpen={() => onOpen('held')}>
				{share(totals.heldMinor, report.lossMinor)} · {t('funds.trace.accounts', { count: held })}
			</Figure>
			<Figure title={t('funds.trace.next')} minor={totals.recoverableMinor} onOpen={() => onOpen('next')}>
				{share(totals.recoverableMinor, report.lossMinor)} · {t('funds.trace.accounts', { count: next })}
			</Figure>
			<Whither trace={trace} />
		</div>
	)
}

export type Opened = 'loss' | 'held' | 'next'

function Figure(props: {
	readonly title: string
	readonly minor: number
	readonly onOpen: () => void
	readonly children: ReactNode
}) {
	return (
		<div>
			<h3>{props.title}</h3>
			<button type="button" className="why" onClick={props.onOpen}>
				<b className="big">{money(props.minor)}</b>
			</button>
			<span className="sm t3">{props.children}</span>
		</div>
	)
}

/** Where all of it went, to scale: held, can be saved, not known, lost. */
function Whither({ trace: { report, totals } }: { readonly trace: Trace }) {
	const t = useWords()
	const lost = totals.goneMinor
	const rest = Math.max(0, report.lossMinor - totals.heldMinor - totals.recoverableMinor - lost)
	const parts = [
		['held', totals.heldMinor],
		['next', totals.recoverableMinor],
		['unknown', rest],
		['lost', lost],
	] as const
	const width = (minor: number): string => `${report.lossMinor === 0 ? 0 : (minor * 100) / report.lossMinor}%`
	return (
		<div>
			<h3>{t('funds.trace.whither')}</h3>
			<span className="ft-bar" aria-hidden="true">
				{parts.map(([key, minor]) =>
					minor === 0 ? null : <i key={key} className={key} style={{ width: width(minor) }} />,
				)}
			</span>
			<span className="sm t2 ft-key">
				{parts.map(([key, minor]) => (
					<span key={key} className={key} title={money(minor)}>
						{t(`funds.trace.whither.${key}`)} {share(minor, report.lossMinor)}
					</span>
				))}
			</span>
		</div>
	)
}
