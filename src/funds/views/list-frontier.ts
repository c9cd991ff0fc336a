import type { Who } from '#kernel/who.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { shows } from '#kernel/view.ts'
import { type FrontierList, listFrontier, traceAsked } from '../contract/trace.ts'
import type { FrontierOrder } from '../contract/trace-shapes.ts'
import { lostHundredths } from '../rules/lost.ts'
import { measuredChances } from '../store/chance.ts'
import { deskSubject } from '../store/desk.ts'
import { readMoney } from '../store/trace-money.ts'
import { openReportsFor } from '../store/trace-report.ts'
import { bySaved, frontierOf, totalsOf, workOut, type Worked } from '../store/trace-shape.ts'

/** Open reports worked through: more would take longer than a board may. */
const mostReports = 40
const mostRows = 300

type Row = FrontierList['rows'][number]

/** F254 to F258. */
export const showFrontierList = shows(listFrontier, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }, { order }) {
		const { ids, of } = await openReportsFor(tx, who, now, mostReports)
		const rows: Row[] = []
		const totals: Totals = new Map()
		for (const report of ids) rows.push(...(await rowsOf(tx, { who, now, report, totals })))
		return {
			output: {
				rows: rows.sort(orders[order]).slice(0, mostRows),
				reports: { shown: ids.length, of },
				totals: [...totals.values()],
			},
			records: ids.map((id) => ({ type: 'FraudReport', id })),
		}
	},
})

type Totals = Map<string, FrontierList['totals'][number]>
type Asked = { readonly who: Who; readonly now: Date; readonly report: string; readonly totals: Totals }

async function rowsOf(tx: Tx, { who, now, report, totals }: Asked): Promise<Row[]> {
	const asked = traceAsked.parse({ report })
	const money = await readMoney(tx, who, now, asked)
	const worked = workOut(money, asked.rule)
	const frontier = frontierOf(worked, await measuredChances(tx, money.report.agency.id, now), now)
	const untried = money.report.firstStopAt === null
	count(totals, worked, { untried, ...totalsOf(worked, frontier) })
	const accounts = new Map([...money.accounts.values()].map((account) => [account.id, account]))
	return frontier.flatMap((row) => {
		const account = accounts.get(row.account)
		if (account === undefined) return []
		const { id, number, lossMinor, currency, savedMinor } = money.report
		return [
			{
				...row,
				report: { id, number, lossMinor, currency, lostHundredths: lostHundredths(lossMinor, savedMinor), untried },
				bank: account.bank,
				kind: account.kind,
				tail: account.number.slice(-4),
			},
		]
	})
}

type Counted = { readonly untried: boolean; readonly heldMinor: number; readonly recoverableMinor: number }

function count(totals: Totals, { money }: Worked, { untried, heldMinor, recoverableMinor }: Counted): void {
	const { currency, lossMinor } = money.report
	const known = totals.get(currency) ?? {
		currency,
		lossMinor: 0,
		heldMinor: 0,
		recoverableMinor: 0,
		untried: 0,
		reports: 0,
	}
	totals.set(currency, {
		currency,
		lossMinor: known.lossMinor + lossMinor,
		heldMinor: known.heldMinor + heldMinor,
		recoverableMinor: known.recoverableMinor + recoverableMinor,
		untried: known.untried + (untried ? 1 : 0),
		reports: known.reports + 1,
	})
}

/** F258. No stop tried first, then who lost most of what they had; whoever was not asked stands after those who were. */
const byUntried = (a: Row, b: Row): number =>
	Number(b.report.untried) - Number(a.report.untried) ||
	(b.report.lostHundredths ?? -1) - (a.report.lostHundredths ?? -1) ||
	bySaved(a, b)

const orders: Readonly<Record<FrontierOrder, (a: Row, b: Row) => number>> = { saved: bySaved, untried: byUntried }
