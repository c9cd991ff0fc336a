import { useView } from '#kernel/web/client.ts'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { AttributionRule } from '../../contract/attribution.ts'
import type { FrozenIn } from '../../contract/return-shapes.ts'
import { showRoundSteps, showSteps } from '../../contract/return-views.ts'
import { amountText } from '../../contract/decimal.ts'

/** Whose figures are opened: a report's as the record is now, or a round's as it was proposed. */
export type StepsOf = { readonly is: 'report' | 'round'; readonly id: string }

/** F276. How one figure was reached: what came and went, whose it was, what was left of whose. */
export function Steps(props: {
	readonly of: StepsOf
	readonly account: FrozenIn
	readonly rule: AttributionRule
	readonly currency: string
	readonly onClose: () => void
}) {
	const t = useWords()
	const { of, account, rule, currency } = props
	const asked = { account: account.id, rule }
	const now = useView(showSteps, { report: of.id, ...asked }, { enabled: of.is === 'report' })
	const kept = useView(showRoundSteps, { round: of.id, ...asked }, { enabled: of.is === 'round' })
	const view = of.is === 'report' ? now : kept
	const whose = (parts: Readonly<Record<string, number>>) =>
		Object.entries(parts).map(([victim, amount]) => (
			<span key={victim} className="r-part">
				<span className="mono">{victim}</span> {amountText(amount, currency)}
			</span>
		))
	return (
		<Dialog
			title={`${t('funds.returns.account', { tail: account.tail })} · ${t(`funds.returns.rule.${rule}`)}`}
			onClose={props.onClose}
			wide
		>
			<Show view={view} doing={t('funds.returns.doing')} title={t('funds.returns.failed')}>
				{({ steps, total }) => (
					<div className="r-scroll">
						{total > steps.length ? (
							<p className="t2">{t('funds.returns.shown', { shown: steps.length, of: total })}</p>
						) : null}
						<table className="tbl r-tbl">
							<thead>
								<tr>
									<th>{t('funds.returns.step.time')}</th>
									<th>{t('funds.returns.step.what')}</th>
									<th className="num">{t('funds.returns.step.amount')}</th>
									<th className="num">{t('funds.returns.step.whose')}</th>
									<th className="num">{t('funds.returns.step.balance')}</th>
									<th className="num">{t('funds.returns.step.after')}</th>
								</tr>
							</thead>
							<tbody>
								{steps.map((step) => (
									<tr key={`${step.is}-${step.transfer ?? 0}`}>
										<td>{step.at === null ? '' : when(step.at)}</td>
										<td>{t(`funds.returns.step.${step.is}`)}</td>
										<td className="num">{amountText(step.amountMinor, currency)}</td>
										<td className="num">{whose(step.parts)}</td>
										<td className="num">{amountText(step.balanceMinor, currency)}</td>
										<td className="num">{whose(step.after)}</td>
									</tr>
								))}
							</tbody>
						</table>
					</div>
				)}
			</Show>
		</Dialog>
	)
}
