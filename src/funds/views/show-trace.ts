import { shows, type ViewContext } from '#kernel/view.ts'
import { showTrace, type Trace, type TraceAsked, type TraceTransfer } from '../contract/trace.ts'
import { measuredChances } from '../store/chance.ts'
import { readMoney } from '../store/trace-money.ts'
import { traceSubject, type TracedReport } from '../store/trace-report.ts'
import { frontierOf, shownAccounts, totalsOf, workOut, type Worked } from '../store/trace-shape.ts'

/** F241 to F256. */
export const showTraceView = shows(showTrace, {
	subject: (tx, input) => traceSubject(tx, input.report),
	async show(context, input) {
		const output = await traceOf(context, input)
		return { output, records: [{ type: 'FraudReport', id: input.report }], matter: input.report }
	},
})

/** The trace as it is shown, and as it is printed. */
export async function traceOf(
	{ tx, who, now }: Pick<ViewContext, 'tx' | 'who' | 'now'>,
	asked: TraceAsked,
): Promise<Trace> {
	const money = await readMoney(tx, who, now, asked)
	const worked = workOut(money, asked.rule)
	const accounts = shownAccounts(worked)
	const frontier = frontierOf(worked, await measuredChances(tx, money.report.agency.id, now), now)
	return {
		report: reportOf(money.report),
		accounts,
		transfers: transfersOf(worked),
		cuts: money.cuts.flatMap(({ node, shown, of }) => {
			const account = money.accounts.get(node)?.id
			return account === undefined ? [] : [{ account, shown, of }]
		}),
		total: { shown: accounts.length, of: money.shown?.size ?? money.reached },
		frontier,
		totals: totalsOf(worked, frontier),
	}
}

function reportOf({ savedMinor: _saved, ...report }: TracedReport) {
	return {
		...report,
		reportedAt: report.reportedAt.toISOString(),
		firstStopAt: report.firstStopAt?.toISOString() ?? null,
	}
}

/** The payments and the way that was walked, oldest first; both ends among the accounts shown. */
function transfersOf({ money, shares }: Worked): TraceTransfer[] {
	const cited = new Set(money.moves.filter((move) => move.cited).map(({ id }) => id))
	const idOf = (node: number): string | null => money.accounts.get(node)?.id ?? null
	const line = (id: number, from: string | null, to: string | null, about: { minor: number; at: Date; hop: number }) =>
		to === null
			? []
			: [
					{
						id,
						from,
						to,
						minor: about.minor,
						victimMinor: shares.carried.get(id) ?? 0,
						at: about.at.toISOString(),
						hop: about.hop,
						cited: cited.has(id),
					},
				]
	const payments = money.shown === null ? money.told : []
	const paid = payments.flatMap(({ n, transfer, to, minor, at }) =>
		line(transfer ?? -n, null, idOf(to), { minor, at, hop: 1 }),
	)
	const known = new Set(paid.map(({ id }) => id))
	const walked = money.walked.flatMap(({ id, from, to, minor, at, hop }) => {
		const source = idOf(from)
		if (known.has(id) || (source === null && !money.victims.has(from))) return []
		return line(id, source, idOf(to), { minor, at, hop })
	})
	return [...paid, ...walked].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id)
}
