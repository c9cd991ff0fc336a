import { useView } from '#kernel/web/client.ts'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { money, when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { MeasureRow } from '../../contract/measure-shapes.ts'
import { showMeasure } from '../../contract/measure.ts'
import { Ways } from '../ways/Ways.tsx'
import { accountWords, clockOf, waitsFor } from './MeasureTable.tsx'
import { MeasureActs } from './MeasureActs.tsx'
import { Sheet } from './Sheet.tsx'

type Props = {
	readonly measure: MeasureRow
	readonly onChanged: () => void
	/** Goes to another measure: the freeze that was drafted. */
	readonly onGo: (measure: string) => void
}

/** F77, F79. One measure: where it stands and until when, what I may do; the holder and the four behind a purpose. */
export function OneMeasure({ measure, onChanged, onGo }: Props) {
	const t = useWords()
	const say = useSay()
	const bank = measure.account === null ? '' : ` · ${say(measure.account.bankName)}`
	return (
		<Pane
			className="fm-one"
			title={t(`funds.measures.kind.${measure.kind}`)}
			note={`${measure.report.number} · ${accountWords(t, measure)}${bank}`}
			foot={<MeasureActs measure={measure} onChanged={onChanged} onGo={onGo} />}
		>
			<Ways report={measure.report.id} here="funds.measures" />
			<Standing measure={measure} />
			<div className="fm-gate">
				<PurposeGate
					matter={measure.report.id}
					what={t('funds.measures.names')}
					keys="P"
					closed={<p className="pad t2 fm-why">{t('funds.measures.closed')}</p>}
				>
					{(purpose) => <Opened measure={measure} purpose={purpose} onChanged={onChanged} />}
				</PurposeGate>
			</div>
		</Pane>
	)
}

/** Where it stands: in words, its amount, and the clock that runs. */
function Standing({ measure }: { readonly measure: MeasureRow }) {
	const t = useWords()
	const say = useSay()
	const clock = clockOf(measure)
	return (
		<>
			<div className="fm-numbers">
				<div>
					<span className="t2">{t('funds.measures.asked')}</span>
					<b className="fm-big">{measure.askedMinor === null ? '—' : money(measure.askedMinor)}</b>
					<span className="t3">{measure.currency}</span>
				</div>
				<div>
					<span className="t2">{t(`funds.measures.held.${measure.kind}`)}</span>
					<b className={`fm-big ${measure.heldMinor === null ? '' : 'good'}`}>
						{measure.heldMinor === null ? '—' : money(measure.heldMinor)}
					</b>
					<span className="t3">
						{measure.untilAt === null ? measure.currency : t('funds.measures.until', { at: when(measure.untilAt) })}
					</span>
				</div>
			</div>
			<div className="pad col fm-standing">
				<p>{waitsFor(t, measure)}</p>
				{measure.approver === null || measure.approverPost === null ? null : (
					<p className="t2">
						{t('funds.measures.approver', {
							agency: say(measure.approver),
							post: t(`identity.post.${measure.approverPost}`),
						})}
					</p>
				)}
				{clock === null ? null : (
					<div className="row fm-clock">
						<Tide deadline={clock} />
						<Timer
							deadline={clock}
							what={t(
								measure.state === 'sent' ? 'funds.measures.clock.answer' : `funds.measures.clock.${measure.kind}`,
							)}
						/>
						<span className="t3">
							{t(measure.state === 'sent' ? 'funds.measures.clock.answer' : `funds.measures.clock.${measure.kind}`)}
						</span>
					</div>
				)}
			</div>
		</>
	)
}

function Opened(props: { readonly measure: MeasureRow; readonly purpose: Purpose; readonly onChanged: () => void }) {
	const t = useWords()
	const view = useView(
		showMeasure,
		{ measure: props.measure.id },
		{ purpose: props.purpose, keep: true, topics: ['funds.measure.', 'funds.request.'] },
	)
	const changed = (): void => {
		view.refresh()
		props.onChanged()
	}
	return (
		<Show view={view} doing={t('funds.measures.doing')} title={t('funds.measures.failed')}>
			{(sheet) => <Sheet sheet={sheet} onChanged={changed} />}
		</Show>
	)
}
