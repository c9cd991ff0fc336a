import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { showAccountFlow } from '../contract/trace.ts'
import { attributionRule } from '../contract.ts'
import { recoverable } from '../rules/chance.ts'
import { linesOf } from '../rules/flow.ts'
import { returnedFrom, shareOut } from '../rules/share-out.ts'
import { measuredChances } from '../store/chance.ts'
import type { MoneyAccount } from '../store/trace-accounts.ts'
import { readMoney } from '../store/trace-money.ts'
import { traceSubject } from '../store/trace-report.ts'
import { chanceAt, frontierOf, workOut, type Worked } from '../store/trace-shape.ts'

/** The newest are shown where there are more. */
const mostLines = 400

/** F245, F250. */
export const showAccountFlowView = shows(showAccountFlow, {
	subject: (tx, input) => traceSubject(tx, input.report),
	async show({ tx, who, now }, input) {
		const { account: wanted, ...asked } = input
		const money = await readMoney(tx, who, now, asked)
		const account = [...money.accounts.values()].find(({ id }) => id === wanted)
		if (account === undefined) throw notFound(`account ${wanted} is not on the way of ${input.report}`)
		const worked = workOut(money, input.rule)
		const measured = await measuredChances(tx, money.report.agency.id, now)
		const row = frontierOf(worked, measured, now).find((one) => one.account === wanted)
		const chance = row === undefined ? chanceAt(worked, account, measured, now) : row.chance
		const estimateMinor = worked.shares.held.get(account.node) ?? 0
		return {
			output: {
				account: wanted,
				rule: input.rule,
				...linesShown(worked, account),
				openingKnown: account.opening !== null,
				balanceMinor: worked.shares.balance.get(account.node) ?? 0,
				estimateMinor,
				rules: rulesOf(worked, account),
				chance,
				recoverableMinor: chance === null ? 0 : recoverable(estimateMinor, chance),
				fields: fieldsOf(worked, account),
			},
			records: [{ type: 'FraudReport', id: input.report }],
			matter: input.report,
		}
	},
})

/** F250. Of what is held there, else of what should stand there. */
function rulesOf({ money, facts, shares }: Worked, { id, node }: MoneyAccount) {
	const victim = money.report.number
	const minor = money.measures.get(id)?.heldMinor ?? Math.max(0, shares.balance.get(node) ?? 0)
	return [
		{ rule: 'return' as const, minor: returnedFrom(facts, { node, minor, victim }) },
		...attributionRule.options.map((rule) => ({ rule, minor: shareOut(rule, facts, victim).held.get(node) ?? 0 })),
	]
}

function linesShown({ money, facts, shares }: Worked, account: MoneyAccount) {
	const lines = linesOf(account.node, facts, shares, account.opening?.at ?? null)
	return {
		lines: lines.slice(-mostLines).map(({ otherNode, ...line }) => ({
			...line,
			other: otherNode === null ? null : (money.accounts.get(otherNode)?.id ?? null),
		})),
		total: { shown: Math.min(mostLines, lines.length), of: lines.length },
	}
}

/** What a bank matches a stop on: of the newest transfer that brought money of the victim. */
function fieldsOf({ facts, shares }: Worked, account: MoneyAccount) {
	const last = facts.moves.findLast(({ id, to }) => to === account.node && (shares.carried.get(id) ?? 0) > 0)
	return {
		holder: account.holder !== null,
		number: account.number !== '',
		amountMinor: last?.minor ?? null,
		at: last === undefined ? null : new Date(last.at).toISOString(),
	}
}
