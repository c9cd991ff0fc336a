import type { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import type { listMotifs, ShownMotif } from '../contract/motif.ts'
import { findMotifs } from '../rules/motifs/find.ts'
import type { Motif, MotifMove } from '../rules/motifs/motif.ts'
import { type MoneyAccount, moneyAccounts } from './trace-accounts.ts'
import type { Money } from './trace-money.ts'

const mostShown = 100
const accountsEach = 50
const transfersEach = 100

/** The account of a victim that is not known: no account has this node. */
const victimNode = -1

/**
 * F229. Over every transfer that touches an account of the trace, as it was filtered for the person, and the payments no
 * statement tells of yet. Where one account was asked for, what touches its way.
 */
export async function motifsIn(tx: Tx, money: Money): Promise<z.output<typeof listMotifs.output>> {
	const { motifs, whole } = findMotifs(movesOf(money))
	const { shown } = money
	const own = shown === null ? motifs : motifs.filter(({ accounts }) => accounts.some(({ node }) => shown.has(node)))
	const told = own.slice(0, mostShown)
	const known = await accountsIn(tx, money, told)
	return {
		motifs: told.map((motif) => shownOf(motif, money, known)),
		total: { shown: told.length, of: own.length },
		whole: whole && money.whole && money.reached <= money.accounts.size,
	}
}

function movesOf({ moves, told, victims }: Money): MotifMove[] {
	const [from = victimNode] = victims
	const paid = told.flatMap(({ n, transfer, to, minor, at, timed }) =>
		transfer === null && timed ? [{ id: -n, from, to, minor, at: at.getTime() }] : [],
	)
	return [...moves.map((move) => ({ ...move, at: move.at.getTime() })), ...paid]
}

/** Accounts at the other side of a transfer are none of the trace's own; of them as little is shown as of those. */
async function accountsIn(tx: Tx, money: Money, motifs: readonly Motif[]): Promise<ReadonlyMap<number, MoneyAccount>> {
	const nodes = new Set(motifs.flatMap(({ accounts }) => accounts.slice(0, accountsEach).map(({ node }) => node)))
	const others = [...nodes].filter(
		(node) => node !== victimNode && !money.accounts.has(node) && !money.victims.has(node),
	)
	const read = await moneyAccounts(tx, others, [], money.report.currency)
	return new Map([...money.accounts, ...read.map((account) => [account.node, account] as const)])
}

function shownOf(motif: Motif, money: Money, known: ReadonlyMap<number, MoneyAccount>): ShownMotif {
	const isDrawn = (node: number) => money.accounts.has(node) && money.shown?.has(node) !== false
	const times = motif.transfers.map(({ at }) => at)
	return {
		kind: motif.kind,
		why: motif.why,
		accounts: motif.accounts.slice(0, accountsEach).map(({ node, role }) => {
			const account = known.get(node)
			return {
				account: account?.id ?? null,
				role,
				kind: account?.kind ?? null,
				tail: account?.number.slice(-4) ?? '',
				drawn: isDrawn(node),
			}
		}),
		accountsOf: motif.accounts.length,
		transfers: motif.transfers.slice(0, transfersEach).map(({ id }) => id),
		transfersOf: motif.transfers.length,
		minor: motif.minor,
		firstAt: new Date(times[0] ?? 0).toISOString(),
		lastAt: new Date(times.at(-1) ?? 0).toISOString(),
	}
}
