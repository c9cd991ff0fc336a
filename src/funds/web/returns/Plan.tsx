import { useState } from 'react'
import { Section } from '#kernel/web/parts/Section.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { AttributionRule } from '../../contract/attribution.ts'
import { attributionRule } from '../../contract/attribution.ts'
import type { FrozenAccount, ShownPlan } from '../../contract/return-shapes.ts'
import { amountText } from '../../contract/decimal.ts'
import { Steps, type StepsOf } from './Steps.tsx'

type Props = {
	readonly plan: ShownPlan
	readonly currency: string
	readonly of: StepsOf
}

/** F276 to F283. What each victim gets, what stays, and each account's six rules side by side; figures open. */
export function Plan({ plan, currency, of }: Props) {
	const t = useWords()
	return (
		<>
			<Sums plan={plan} currency={currency} />
			<Section title={t('funds.returns.victims')} note={String(plan.victims.length)}>
				<div className="r-scroll">
					<table className="tbl r-tbl">
						<thead>
							<tr>
								<th>{t('funds.returns.report')}</th>
								<th className="num">{t('funds.returns.verified')}</th>
								<th className="num">{t('funds.returns.before')}</th>
								<th className="num">{t('funds.returns.gets')}</th>
							</tr>
						</thead>
						<tbody>
							{plan.victims.map((victim) => (
								<tr key={victim.number}>
									<td className="mono">{victim.number}</td>
									<td className="num">
										{victim.verifiedMinor === null ? (
											<span className="warn">{t('funds.returns.unverified')}</span>
										) : (
											amountText(victim.verifiedMinor, currency)
										)}
									</td>
									<td className="num">{amountText(victim.beforeMinor, currency)}</td>
									<td className="num">
										<b>{amountText(victim.getsMinor, currency)}</b>
									</td>
								</tr>
							))}
						</tbody>
					</table>
				</div>
			</Section>
			{plan.accounts.map((one) => (
				<Account key={one.account.id} one={one} currency={currency} of={of} />
			))}
			{plan.pool.shares.length === 0 ? null : <Pool plan={plan} currency={currency} />}
			<Limits plan={plan} />
		</>
	)
}

function Sums({ plan, currency }: { readonly plan: ShownPlan; readonly currency: string }) {
	const t = useWords()
	return (
		<dl className="r-sums">
			{(['frozen', 'given', 'stays'] as const).map((key) => (
				<div key={key}>
					<dt>{t(`funds.returns.${key}`)}</dt>
					<dd className={key === 'given' ? 'good' : undefined}>{amountText(plan[`${key}Minor`], currency)}</dd>
				</div>
			))}
		</dl>
	)
}

/** One account: the return rule first, then the five, each with its bar of the balance. */
function Account({ one, currency, of }: { readonly one: FrozenAccount } & Omit<Props, 'plan'>) {
	const t = useWords()
	const [open, setOpen] = useState<AttributionRule | null>(null)
	const whole = Math.max(1, one.balanceMinor, one.heldMinor)
	const given = total(one.gives)
	return (
		<Section
			title={t('funds.returns.account', { tail: one.account.tail })}
			note={`${one.account.bank} · ${t('funds.returns.held', { amount: amountText(one.heldMinor, currency) })}`}
		>
			<ul className="r-rules">
				<li className="chosen">
					<span>
						{t('funds.returns.rule')} <span className="t2">{t(`funds.returns.way.${one.way ?? 'none'}`)}</span>
					</span>
					<Bar share={given / whole} />
					<b className="num">{amountText(given, currency)}</b>
				</li>
				{attributionRule.options.map((rule) => {
					const sum = rule === 'poison' ? Math.max(0, ...Object.values(one.byRule[rule])) : total(one.byRule[rule])
					return (
						<li key={rule}>
							<span>{t(`funds.returns.rule.${rule}`)}</span>
							<Bar share={sum / whole} />
							<button
								type="button"
								className="num opens"
								aria-label={t('funds.returns.opens', {
									rule: t(`funds.returns.rule.${rule}`),
									amount: amountText(sum, currency),
								})}
								onClick={() => setOpen(rule)}
							>
								{amountText(sum, currency)}
							</button>
						</li>
					)
				})}
			</ul>
			<p className="pad t2 r-stays">
				{t('funds.returns.stays-here', { amount: amountText(one.staysMinor, currency) })}
			</p>
			{open === null ? null : (
				<Steps of={of} account={one.account} rule={open} currency={currency} onClose={() => setOpen(null)} />
			)}
		</Section>
	)
}

/** F281. Both readings, line by line, with the arithmetic of the one that is paid. */
function Pool({ plan, currency }: { readonly plan: ShownPlan; readonly currency: string }) {
	const t = useWords()
	const { pool } = plan
	const text = (minor: number) => amountText(minor, currency)
	return (
		<Section title={t('funds.returns.pool')} note={text(pool.heldMinor)}>
			{pool.letterExceeds ? (
				<p className="pad warn">
					{t('funds.returns.exceeds', { letter: text(pool.lossMinor), held: text(pool.heldMinor) })}
				</p>
			) : null}
			<div className="r-scroll">
				<table className="tbl r-tbl">
					<thead>
						<tr>
							<th>{t('funds.returns.report')}</th>
							<th className="num">{t('funds.returns.letter')}</th>
							<th className="num">{t('funds.returns.reading')}</th>
						</tr>
					</thead>
					<tbody>
						{pool.shares.map((share) => (
							<tr key={share.victim}>
								<td className="mono">{share.victim}</td>
								<td className="num">{text(share.letterMinor)}</td>
								<td className="num">
									<details>
										<summary className="opens">{text(share.readingMinor)}</summary>
										<span className="t2">
											{text(Math.min(pool.heldMinor, pool.lossMinor))} × {text(share.lossMinor)} ÷{' '}
											{text(pool.lossMinor)}
											{share.plusOne ? ` · ${t('funds.returns.plus-one')}` : ''}
										</span>
									</details>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</Section>
	)
}

function Limits({ plan }: { readonly plan: ShownPlan }) {
	const t = useWords()
	const { withoutStatement, notFollowed, unverified } = plan.limits
	return (
		<Section title={t('funds.returns.limits')}>
			<ul className="pad r-limits t2">
				<li>{t('funds.returns.limit.statements', { count: withoutStatement })}</li>
				<li>{t('funds.returns.limit.payments', { count: notFollowed })}</li>
				<li className={unverified.length > 0 ? 'warn' : undefined}>
					{t('funds.returns.limit.unverified', { count: unverified.length })}
					{unverified.length > 0 ? ` ${unverified.join(' ')}` : ''}
				</li>
			</ul>
		</Section>
	)
}

function Bar({ share }: { readonly share: number }) {
	return (
		<span className="r-bar" aria-hidden="true">
			<i style={{ width: `${(Math.min(1, share) * 100).toFixed(1)}%` }} />
		</span>
	)
}

const total = (amounts: Readonly<Record<string, number>>) => Object.values(amounts).reduce((sum, one) => sum + one, 0)
