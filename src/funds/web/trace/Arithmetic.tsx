import { useState } from 'react'
import { Button } from '#kernel/web/parts/Button.tsx'
import { money, when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { AccountFlow, FlowLine } from '../../contract/trace-shapes.ts'
import type { Trace } from '../../contract/trace.ts'
import { useAccountName } from './naming.ts'

/** Lines shown before all are asked for. */
const few = 9

type Run = { readonly line: FlowLine; readonly last: FlowLine; readonly minor: number; readonly times: number }

/** F245. The arithmetic of an estimate, as it is added up: what was there, what came and went, what of it is the victim's. */
export function Arithmetic({
	flow,
	trace,
	rule,
}: {
	readonly flow: AccountFlow
	readonly trace: Trace
	readonly rule: string
}) {
	const t = useWords()
	const [all, setAll] = useState(false)
	const runs = runsOf(flow.lines)
	const shown = all ? runs : runs.slice(-few)
	const { chance } = flow
	return (
		<>
			<table className="ft-arith" aria-label={t('funds.trace.how')}>
				<tbody>
					{flow.openingKnown ? null : (
						<tr>
							<td className="t3">{t('funds.trace.how.no-opening')}</td>
							<td className="r t3">—</td>
						</tr>
					)}
					{shown.map((run) => (
						<Row key={`${run.line.at} ${run.line.transfer}`} run={run} trace={trace} />
					))}
					<tr className="sum">
						<td>{t('funds.trace.how.balance')}</td>
						<td className="r">{money(flow.balanceMinor)}</td>
					</tr>
					<tr>
						<td>
							{t('funds.trace.how.of-it')} <span className="t3">{t(`funds.trace.rule.${rule}`)}</span>
						</td>
						<td className="r">
							<b>{money(flow.estimateMinor)}</b>
						</td>
					</tr>
					{chance === null ? null : (
						<tr>
							<td title={chance.rule}>
								{t('funds.trace.how.chance')}{' '}
								<span className="t3">
									{chance.from === 'measured'
										? t('funds.trace.how.measured', { held: chance.held, cases: chance.cases })
										: t('funds.trace.how.assumed', { cases: chance.cases })}
								</span>
							</td>
							<td className="r">{chance.hundredths} %</td>
						</tr>
					)}
				</tbody>
			</table>
			{runs.length > few ? (
				<div className="pad row">
					<span className="sm t3">{t('funds.trace.how.shown', { shown: shown.length, of: runs.length })}</span>
					<span className="sp" />
					<Button kind="bare" onPress={() => setAll(!all)}>
						{t(all ? 'funds.trace.how.fewer' : 'funds.trace.how.all')}
					</Button>
				</div>
			) : null}
		</>
	)
}

/** Transfers of one kind to or from the same account, one after the other, are one line. */
function runsOf(lines: readonly FlowLine[]): Run[] {
	const runs: Run[] = []
	for (const line of lines) {
		const before = runs.at(-1)
		if (before !== undefined && line.other !== null && before.line.is === line.is && before.line.other === line.other)
			runs[runs.length - 1] = { ...before, last: line, minor: before.minor + line.minor, times: before.times + 1 }
		else runs.push({ line, last: line, minor: line.minor, times: 1 })
	}
	return runs
}

function Row({ run, trace }: { readonly run: Run; readonly trace: Trace }) {
	const t = useWords()
	const name = useAccountName()
	const other = trace.accounts.find(({ id }) => id === run.line.other)
	const paid = trace.transfers.some(({ id, from }) => id === run.line.transfer && from === null)
	const who = other !== undefined ? name(other) : t(paid ? 'funds.trace.victim' : 'funds.trace.how.other')
	const times =
		run.times === 1
			? when(run.line.at)
			: t('funds.trace.how.span', { from: when(run.line.at), until: when(run.last.at) })
	const words = t(`funds.trace.how.${run.line.is}`, { who })
	return (
		<tr>
			<td title={`${times} ${words}`}>
				<span className="t3">{times}</span> {words}
				{run.times === 1 ? null : <span className="t3"> {t('funds.trace.how.times', { count: run.times })}</span>}
			</td>
			<td className="r">{run.line.is === 'out' ? `−${money(run.minor)}` : money(run.minor)}</td>
		</tr>
	)
}
