import { sql } from 'kysely'
import type { ActContext, Message } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Handed, HandsOver, Lendable, Lends } from '#kernel/handing.ts'
import type { Slice } from '#kernel/slice.ts'

/** What every slice says of its matters, by kind. The machine has one set of slices. */
const byKind = new Map<string, HandsOver>()
let lends: readonly Lends[] = []

/** Learns from all slices how their matters pass. Called once at start, before the first act; repeatable. */
export function equipCommand(slices: readonly Pick<Slice, 'handsOver' | 'lends'>[]): void {
	byKind.clear()
	lends = slices.flatMap((slice) => (slice.lends === undefined ? [] : [slice.lends]))
	for (const slice of slices)
		for (const [kind, said] of Object.entries(slice.handsOver ?? {})) {
			if (byKind.has(kind)) throw new Error(`two slices hand over matters of kind ${kind}`)
			byKind.set(kind, said)
		}
}

/** Lets the record of a matter follow it; nothing to do for a kind that no slice names. @throws Refusal */
export async function followOwner(
	context: Pick<ActContext, 'tx' | 'who' | 'now'>,
	kind: string,
	handed: Handed,
): Promise<readonly Message[]> {
	return (await byKind.get(kind)?.follow(context, handed)) ?? []
}

/** The number people read out; null when there is none. */
export async function numberOf(tx: Tx, kind: string, matter: string): Promise<string | null> {
	return (await byKind.get(kind)?.number(tx, matter)) ?? null
}

/** Every unit an agency could lend, whichever slice it belongs to. */
export async function lendable(tx: Tx, agency: string): Promise<readonly Lendable[]> {
	const found: Lendable[] = []
	for (const { units } of lends) found.push(...(await units(tx, agency)))
	return found
}

/** K53. Units go to the borrower, or with null back to their own; gives the messages to send on. */
export async function passUnits(tx: Tx, units: readonly string[], to: string | null): Promise<readonly Message[]> {
	const told: Message[] = []
	if (units.length > 0) for (const { pass } of lends) told.push(...(await pass(tx, units, to)))
	return told
}

/** Those of the units that are on loan now. */
export async function lentNow(tx: Tx, units: readonly string[]): Promise<readonly string[]> {
	if (units.length === 0) return []
	const { rows } = await sql<{
		id: string
	}>`select u.unit_id as id from command.aid_unit u join command.aid g on g.id = u.aid_id
		where g.state in ('offered', 'on_loan') and u.unit_id in (${sql.join([...units])})`.execute(tx)
	return rows.map((row) => row.id)
}
