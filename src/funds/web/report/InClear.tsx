import type { Purpose } from '#kernel/contract/scalars.ts'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { showVictim } from '../../contract/report.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'

/** F31. Names, numbers and words in clear, after a purpose was written; the look is entered. */
export function InClear({ report }: { readonly report: ReportShown }) {
	const t = useWords()
	const may = useMay()
	if (may?.has(showVictim.name) !== true) return null
	return (
		<Section title={t('funds.report.clear')}>
			<div className="pad col fr-victim">
				<PurposeGate
					matter={report.id}
					what={t('funds.report.clear.what')}
					keys="P"
					closed={<p className="t2">{t('funds.report.clear.closed')}</p>}
				>
					{(purpose) => <Clear report={report} purpose={purpose} />}
				</PurposeGate>
			</div>
		</Section>
	)
}

const fields = ['victimName', 'victimPhone', 'victimIdentity', 'victimNumber', 'said'] as const

function Clear({ report, purpose }: { readonly report: ReportShown; readonly purpose: Purpose }) {
	const t = useWords()
	const view = useView(showVictim, { report: report.id }, { purpose, topics: ['funds.report.'] })
	return (
		<Show view={view} title={t('funds.report.failed')}>
			{(shown) => (
				<table className="fr-clear" aria-label={t('funds.report.clear')}>
					<tbody>
						{fields.flatMap((name) =>
							shown[name] === null
								? []
								: [
										<tr key={name}>
											<th scope="row">{t(`funds.report.${name}`)}</th>
											<td>{shown[name]}</td>
										</tr>,
									],
						)}
						{shown.payments.map((one, at) => (
							<tr key={one.id}>
								<th scope="row">{t('funds.report.payee-n', { n: report.payments[at]?.n ?? at + 1 })}</th>
								<td>
									{one.payeeName ?? '—'} <span className="mono">{one.payeeNumber ?? ''}</span>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</Show>
	)
}
