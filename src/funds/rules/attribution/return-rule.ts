import type {
	AttributionInput,
	FrozenMoney,
	PoolShare,
	ReturnPlan,
	ReturnRow,
	ReturnWay,
	VerifiedLoss,
} from '../../contract/attribution.ts'
import { attribute } from './attribute.ts'
import { shareOut } from './share.ts'
import { stamped } from './stamped.ts'

type Decided = {
	readonly account: number
	readonly heldMinor: number
	readonly way: ReturnWay | null
	readonly traced: Readonly<Record<string, number>>
	left: number
}

/**
 * F278 to F284. What frozen money gives back to whom. Direct first, account by account; then the rest of the accounts that
 * cannot be told apart is one pool. Victims in the order of their reports' numbers, accounts as given.
 */
export function returnRule(
	frozen: readonly FrozenMoney[],
	losses: readonly VerifiedLoss[],
	input: AttributionInput,
): ReturnPlan {
	const victims = [...losses].sort((a, b) => (a.victim < b.victim ? -1 : 1))
	const open = new Map(victims.map((one) => [one.victim, one.lossMinor]))
	const decided = decide(frozen, input)
	const rows: ReturnRow[] = []
	for (const account of decided) {
		if (account.way === null || account.way === 'pro_rata') continue
		for (const [victim, amountMinor] of direct(account, open)) {
			rows.push({ victim, account: account.account, amountMinor, way: account.way })
			account.left -= amountMinor
			open.set(victim, (open.get(victim) ?? 0) - amountMinor)
		}
	}
	const pooled = decided.filter((account) => account.way === 'pro_rata')
	const reached = new Set(pooled.flatMap((account) => Object.keys(account.traced)))
	const pool = poolOf(
		pooled.reduce((sum, account) => sum + account.left, 0),
		victims.filter((one) => reached.has(one.victim)).map((one) => ({ ...one, lossMinor: open.get(one.victim) ?? 0 })),
	)
	rows.push(...drawn(pooled, pool.shares))
	return {
		rows,
		accounts: decided.map(({ left, ...account }) => ({ ...account, staysMinor: left })),
		pool,
	}
}

/** F279. By its single inflow, by time stamps, else by shares; null where no victim's money came. */
function decide(frozen: readonly FrozenMoney[], input: AttributionInput): Decided[] {
	const touched = attribute(input, 'poison')
	const shares = attribute(input, 'pro_rata')
	const stamps = stamped(input)
	const inflows = new Map<number, number>()
	for (const one of input.transfers) if (one.from !== one.to) inflows.set(one.to, (inflows.get(one.to) ?? 0) + 1)
	for (const { account, amountMinor } of input.openings)
		if (amountMinor > 0) inflows.set(account, (inflows.get(account) ?? 0) + 1)
	return frozen.map(({ account, heldMinor }) => {
		const shared = shares.accounts.get(account)
		const owners = Object.entries(shared?.byVictim ?? {})
		const alone = owners.length === 1 && owners[0]?.[1] === shared?.balanceMinor
		const stamp = stamps.get(account)
		const start = { account, heldMinor, left: heldMinor }
		if (alone && inflows.get(account) === 1) return { ...start, way: 'single' as const, traced: shared?.byVictim ?? {} }
		if (stamp?.sure === true && Object.keys(stamp.byVictim).length > 0)
			return { ...start, way: 'stamped' as const, traced: stamp.byVictim }
		const claims = touched.accounts.get(account)?.byVictim ?? {}
		return Object.keys(claims).length === 0
			? { ...start, way: null, traced: {} }
			: { ...start, way: 'pro_rata' as const, traced: claims }
	})
}

/** F280. What is traced to a victim, never more than their open loss; when less is frozen than that, by shares of it. */
function direct(account: Decided, open: ReadonlyMap<string, number>): [string, number][] {
	const due = Object.entries(account.traced)
		.map(([victim, amount]): [string, number] => [victim, Math.min(amount, open.get(victim) ?? 0)])
		.sort(([a], [b]) => (a < b ? -1 : 1))
	const sum = due.reduce((total, [, amount]) => total + amount, 0)
	const parts = shareOut(
		Math.min(account.left, sum),
		due.map(([, amount]) => amount),
	)
	return due.map(([victim], index): [string, number] => [victim, parts[index] ?? 0]).filter(([, amount]) => amount > 0)
}

/** F281 to F283. The letter and the reading over one pool. The letter's share is loss over frozen, of the frozen sum. */
function poolOf(heldMinor: number, victims: readonly VerifiedLoss[]): ReturnPlan['pool'] {
	const losses = victims.map((one) => one.lossMinor)
	const lossMinor = losses.reduce((sum, loss) => sum + loss, 0)
	const given = shareOut(Math.min(heldMinor, lossMinor), losses)
	const shares = victims.map((one, index): PoolShare => {
		const readingMinor = given[index] ?? 0
		const exact = BigInt(Math.min(heldMinor, lossMinor)) * BigInt(one.lossMinor)
		const floorMinor = lossMinor === 0 ? 0 : Number(exact / BigInt(lossMinor))
		const letterMinor = heldMinor === 0 ? 0 : one.lossMinor
		return { ...one, readingMinor, floorMinor, plusOne: readingMinor > floorMinor, letterMinor }
	})
	return { heldMinor, lossMinor, shares, letterExceeds: heldMinor > 0 && lossMinor > heldMinor }
}

/** F284. Accounts are drawn down in their order, victims in theirs: the fewest payments the banks can make of it. */
function drawn(accounts: readonly Decided[], shares: readonly PoolShare[]): ReturnRow[] {
	const rows: ReturnRow[] = []
	let index = 0
	for (const { victim, readingMinor } of shares) {
		for (let open = readingMinor; open > 0; ) {
			const account = accounts[index]
			if (account === undefined) return rows
			const amountMinor = Math.min(open, account.left)
			if (amountMinor > 0) rows.push({ victim, account: account.account, amountMinor, way: 'pro_rata' })
			account.left -= amountMinor
			open -= amountMinor
			if (account.left === 0) index += 1
		}
	}
	return rows
}
