import { useLocation } from 'wouter'
import { useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { useOpening } from '#kernel/web/opening.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { draftStop } from '../../contract/measure.ts'
import { requestField } from '../../contract/request.ts'
import type { PaymentShown, ReportShown } from '../../contract/report-shapes.ts'
import { SendUnit } from './SendUnit.tsx'

type Props = { readonly report: ReportShown; readonly payment: PaymentShown }

/** F27. How this payment is stopped: to whom it goes, what the four fields are there, and which is not known. */
export function PaymentPath({ report, payment }: Props) {
	const t = useWords()
	const say = useSay()
	const { path } = payment
	return (
		<>
			<Section title={t('funds.report.path', { n: payment.n })} note={t(`funds.report.to.${path.to}`)} />
			<div className="pad col fr-path">
				<p title={path.rule}>
					<b>{say(path.what)}</b>
					{payment.followed ? <span className="t2"> {t('funds.report.followed')}</span> : null}
				</p>
				<table aria-label={t('funds.report.four')}>
					<tbody>
						{requestField.options.map((field) => (
							<tr key={field}>
								<td className="t2">{t(`funds.report.field.${field}`)}</td>
								<td>{say(path.fields[field])}</td>
								<td className="r">
									{payment.missing.includes(field) ? (
										<span className="warn">{t('funds.report.unknown')}</span>
									) : (
										<span className="good">
											<Icon name="tick" /> {t('funds.report.known')}
										</span>
									)}
								</td>
							</tr>
						))}
					</tbody>
				</table>
				{path.dispatched ? <SendUnit report={report} /> : <DraftStop report={report} payment={payment} />}
			</div>
		</>
	)
}

/** F60, F42. The stop of this payment with one key, and on to where it is signed. */
function DraftStop({ report, payment }: Props) {
	const t = useWords()
	const may = useMay()
	const [, go] = useLocation()
	const opening = useOpening('FundsMeasure')
	const act = useAct(draftStop)
	if (opening === null || !['open', 'signed', 'case'].includes(report.state) || may?.has(draftStop.name) !== true)
		return null
	const draft = async (): Promise<void> => {
		const done = await act.perform({ report: report.id, payment: payment.id })
		if (done !== null) go(opening(done.output.measure))
	}
	return (
		<>
			<div className="row">
				<Button keys="T" busy={act.busy} onPress={() => void draft()}>
					{t('funds.report.stop', { n: payment.n })}
				</Button>
			</div>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.report.not-done')} />}
		</>
	)
}
