import { useContext } from 'react'
import { Link } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { ScreensContext } from '#kernel/web/opening.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { ShareBar } from '#kernel/web/parts/Tide.tsx'
import { money, when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { AccountFlow, FrontierRow, ShownAccount } from '../../contract/trace-shapes.ts'
import { showAccountFlow, type Trace } from '../../contract/trace.ts'
import { waysOf } from '../ways/ways.ts'
import type { Doing } from './doing.ts'
import { Arithmetic } from './Arithmetic.tsx'
import { BalanceLine } from './Lines.tsx'
import { askedOf, type Look } from './look.ts'
import { Paper } from './Paper.tsx'
import { NamesContext, useAccountName } from './naming.ts'

type Props = {
	readonly trace: Trace
	readonly account: ShownAccount
	readonly look: Look
	readonly onLook: (look: Look) => void
	readonly doing: Doing
}

/** One account: what of it is the victim's and how that was reached, what a bank matches on, six rules side by side. */
export function AccountPanel({ trace, account, look, onLook, doing }: Props) {
	const t = useWords()
	const say = useSay()
	const name = useAccountName()
	const row = trace.frontier.find((one) => one.account === account.id)
	const { direction: _direction, account: _start, ...asked } = askedOf(trace.report.id, look)
	const flow = useView(showAccountFlow, { ...asked, account: account.id }, { keep: true, every: 60_000 })
	const bank = account.bank.code === '' ? t('funds.trace.no-bank') : say(account.bank)
	return (
		<Pane
			className="ft-one"
			title={name(account)}
			head={
				<div className="ph tall">
					<div className="el">
						<h2 className="first el">{name(account)}</h2>
						<div className="sm t3 el">
							{bank} · {t('funds.trace.column.hop', { hop: account.hop })} · {t(`funds.trace.end.${account.end}`)}
						</div>
					</div>
					<span className="sp" />
					<PurposeGate matter={trace.report.id} what={t('funds.trace.names')} keys="P">
						{() => <span className="sm t3">{t('funds.trace.names.open')}</span>}
					</PurposeGate>
				</div>
			}
			foot={<Acts {...{ row, look, onLook, doing, account }} report={trace.report.id} />}
		>
			<Show view={flow} title={t('funds.trace.not-loaded')}>
				{(output) => <Body flow={output} trace={trace} account={account} look={look} />}
			</Show>
		</Pane>
	)
}

function Body({
	flow,
	trace,
	account,
	look,
}: Pick<Props, 'trace' | 'account' | 'look'> & { readonly flow: AccountFlow }) {
	const t = useWords()
	const first = flow.lines[0]
	const times = account.line.map(([at]) => Date.parse(at))
	return (
		<>
			<div className="ft-two">
				<div>
					<h3>{t('funds.trace.estimate')}</h3>
					<b>{money(flow.estimateMinor)}</b>
					<div className="sm t3">{t('funds.trace.should-be', { balance: money(flow.balanceMinor) })}</div>
				</div>
				<div>
					<h3>{t('funds.trace.now-worth')}</h3>
					<b className="acc">{money(flow.recoverableMinor)}</b>
					<div className="sm t3">{t('funds.trace.rounded')}</div>
				</div>
			</div>
			<Section
				title={t('funds.trace.how')}
				note={first === undefined ? undefined : t('funds.trace.how.since', { time: when(first.at) })}
			/>
			{times.length > 1 ? (
				<div className="ft-theme">
					<BalanceLine
						line={account.line}
						from={Math.min(...times)}
						until={Math.max(...times, Math.min(...times) + 60_000)}
					/>
				</div>
			) : null}
			<Arithmetic flow={flow} trace={trace} rule={look.rule} />
			<Fields flow={flow} account={account} />
			<Rules flow={flow} look={look} report={trace.report.id} />
		</>
	)
}

/** What a bank matches a stop on: of each, whether it is known. */
function Fields({ flow, account }: { readonly flow: AccountFlow; readonly account: ShownAccount }) {
	const t = useWords()
	const named = useContext(NamesContext).get(account.id)
	const { holder, number, amountMinor, at } = flow.fields
	const rows = [
		[
			'holder',
			holder || named?.holder != null,
			named?.holder ?? t(holder ? 'funds.trace.field.behind' : 'funds.trace.field.missing'),
		],
		['number', number, named?.number ?? `**** ${account.tail}`],
		['amount', amountMinor !== null, amountMinor === null ? t('funds.trace.field.missing') : money(amountMinor)],
		['time', at !== null, at === null ? t('funds.trace.field.missing') : when(at)],
	] as const
	return (
		<>
			<Section title={t('funds.trace.fields')} note={t('funds.trace.fields.note')} />
			<table className="ft-fields" aria-label={t('funds.trace.fields')}>
				<tbody>
					{rows.map(([key, known, shown]) => (
						<tr key={key}>
							<th scope="row">{t(`funds.trace.field.${key}`)}</th>
							<td className={known ? '' : 't3'} title={shown}>
								{shown}
							</td>
							<td className={known ? 'r good' : 'r warn'}>
								<Icon name={known ? 'tick' : 'alert'} />
								<span className="hid">{t(known ? 'funds.trace.field.is-known' : 'funds.trace.field.missing')}</span>
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	)
}

/** F250. Five rules of attribution and the return rule, one beside the other. */
function Rules(props: { readonly flow: AccountFlow; readonly look: Look; readonly report: string }) {
	const t = useWords()
	const { flow, look, report } = props
	const attribution = waysOf(useContext(ScreensContext), report).find(({ key }) => key === 'funds.attribution')
	const most = Math.max(1, ...flow.rules.map(({ minor }) => minor))
	return (
		<>
			<Section title={t('funds.trace.rules')} note={t('funds.trace.rules.note')} />
			<table className="ft-rules" aria-label={t('funds.trace.rules')}>
				<tbody>
					{flow.rules.map(({ rule, minor }) => (
						<tr key={rule} className={rule === look.rule ? 'sel' : undefined}>
							<th scope="row">
								{t(`funds.trace.rule.${rule}`)}
								{rule === look.rule ? <span className="t2"> {t('funds.trace.rule.used')}</span> : null}
							</th>
							<td className="acc">
								<ShareBar used={minor} of={most} target={most} />
							</td>
							<td className="r">{money(minor)}</td>
						</tr>
					))}
				</tbody>
			</table>
			<p className="pad sm t2">
				{t('funds.trace.rules.says')}
				{attribution === undefined ? null : (
					<>
						{' '}
						<Link className="ft-opens" href={attribution.path}>
							{t('funds.trace.rules.opens')}
						</Link>
					</>
				)}
			</p>
		</>
	)
}

function Acts({
	report,
	row,
	look,
	onLook,
	doing,
	account,
}: Pick<Props, 'look' | 'onLook' | 'doing' | 'account'> & {
	readonly report: string
	readonly row: FrontierRow | undefined
}) {
	const t = useWords()
	const word = row === undefined ? null : doing.actOf(row)
	const here = look.account === account.id
	return (
		<div className="col ft-acts">
			{doing.problem === null ? null : <Problem problem={doing.problem} title={t('funds.trace.not-done')} />}
			<div className="row wrap">
				{row === undefined || word === null ? null : (
					<Button kind="go" main keys="Ctrl Enter" busy={doing.busy} onPress={() => doing.act(row)}>
						{word}
					</Button>
				)}
				{row !== undefined && doing.mayRequest(row) && word !== t('funds.trace.do.request') ? (
					<Button keys="Q" busy={doing.busy} onPress={() => doing.request(row)}>
						{t('funds.trace.do.request')}
					</Button>
				) : null}
				<Button
					keys="B"
					onPress={() =>
						onLook(
							here
								? { ...look, account: null, direction: 'forward' }
								: { ...look, account: account.id, direction: 'backward' },
						)
					}
				>
					{t(here ? 'funds.trace.do.whole' : 'funds.trace.do.back')}
				</Button>
				<Paper report={report} look={look} />
			</div>
		</div>
	)
}
