import './returns.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useAct, useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { proposeReturn } from '../../contract/return.ts'
import { showAttribution } from '../../contract/return-views.ts'
import { ConfirmReading } from './ConfirmReading.tsx'
import { Ways } from '../ways/Ways.tsx'
import { Plan } from './Plan.tsx'
import { VerifyLoss } from './VerifyLoss.tsx'

/** F276, F283. Whose frozen money it is as the record stands, before anything is proposed. */
export function Attribution() {
	const t = useWords()
	const { id } = useParams<{ id: string }>()
	const view = useView(showAttribution, { report: id }, { topics: ['funds.return.', 'funds.measure.'] })
	return (
		<Pane level={1} title={t('funds.attribution.title')} note={view.output?.number ?? ''}>
			<Ways report={id} here="funds.attribution" />
			<Show view={view} doing={t('funds.returns.doing')} title={t('funds.returns.failed')}>
				{({ plan, currency, reading }) => (
					<div className="r-alone">
						<div className="pad col r-head">
							<p className="t2">{t(`funds.returns.by.${reading?.reading ?? 'none'}`)}</p>
						</div>
						<div className="row wrap pad">
							<Propose report={id} />
							<VerifyLoss victims={plan.victims} currency={currency} report={id} onChanged={view.refresh} />
							<ConfirmReading onChanged={view.refresh} />
						</div>
						<Plan plan={plan} currency={currency} of={{ is: 'report', id }} />
					</div>
				)}
			</Show>
		</Pane>
	)
}

function Propose({ report }: { readonly report: string }) {
	const t = useWords()
	const may = useMay()
	const [, go] = useLocation()
	const [asking, setAsking] = useState(false)
	const propose = useAct(proposeReturn)
	if (may?.has(proposeReturn.name) !== true) return null
	return (
		<>
			<Button kind="go" main keys="A" onPress={() => setAsking(true)}>
				{t('funds.returns.do.propose')}
			</Button>
			{asking ? (
				<ReasonDialog
					title={t('funds.returns.do.propose')}
					label={t('funds.returns.ask.propose')}
					act={t('funds.returns.do.propose')}
					maxLength={1000}
					busy={propose.busy}
					problem={propose.problem}
					problemTitle={t('funds.returns.not-done')}
					onClose={() => setAsking(false)}
					onSend={(reason) =>
						void propose.perform({ report, reason }).then((done) => {
							if (done !== null) go(`/funds/returns/${done.output.round}`)
						})
					}
				/>
			) : null}
		</>
	)
}
