import { sql } from 'kysely'
import type { ActContext, Fact, Message } from '#kernel/act.ts'
import { followOwner } from '../handing.ts'
import type { HandOverOf } from './hand-over.ts'
import { entryOf } from './hand-over-entries.ts'
import { moveOwner } from './owner.ts'

export type Passed = {
	readonly at: Date
	/** For the line of the act: who owned it, who owns it, from when, and the offerer's line. */
	readonly fact: Fact
	readonly messages: readonly Message[]
}

/** K44. Moves the matter of a hand-over to its new owner with deadlines and record. @throws Refusal */
export async function passMatter(context: ActContext, row: HandOverOf, why: 'handed' | 'ordered'): Promise<Passed> {
	const { tx } = context
	const offer = await entryOf(tx, { handOver: row.id, matter: row.matter, state: 'offered' })
	const { from, to, at } = await moveOwner(context, { matter: row.matter, to: row.to, why, handOver: row.id })
	const { rows } = await sql<{ kind: string }>`select kind from matters.matter where id = ${row.matter}`.execute(tx)
	const messages = await followOwner(context, rows[0]?.kind ?? '', { matter: row.matter, from, to })
	const fact = { handOver: row.id, from, to, at: at.toISOString(), offer: offer?.hash ?? null }
	return { at, fact, messages }
}
