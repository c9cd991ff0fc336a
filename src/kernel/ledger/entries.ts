import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { type Filter, whereOf } from '../powers/filter.ts'
import { mustSee } from '../powers/powers.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound } from '../refusal.ts'
import type { Who } from '../who.ts'
import { hex } from './bytes.ts'
import { type EntryLine, entryResource, ledgerResource } from './contract.ts'
import { type LeafText, readLeaf, WHAT } from './leaf.ts'
import { powersInUse } from './machine.ts'

/** Entries as views read them. Who may see which entry is said once, here. */

export const wholeLedger: Subject = { resource: ledgerResource, id: 'ledger', attributes: {} }

const contextAt = (now: Date, purpose: boolean) => ({ now: Math.floor(now.getTime() / 1000), purpose })

export function entriesFor(who: Who, now: Date): Filter {
	return powersInUse().filter(who, entryResource.see, entryResource, contextAt(now, false))
}

export type EntryOf = {
	readonly n: number
	readonly at: Date
	readonly kind: EntryLine['kind']
	readonly outcome: EntryLine['outcome']
	readonly agency: string | null
	readonly matter: string | null
	readonly leaf: Uint8Array
	readonly leaf_hash: Uint8Array
	/** The opened facts; null only in a damaged ledger. */
	readonly what: string | null
}

/** What an opened `what` says. */
export type WhatText = {
	readonly name: string
	readonly rules: readonly string[]
	readonly fact: Record<string, unknown>
}

/** Entries that meet a condition on `e`, in order of their numbers. */
export async function entriesWhere(
	tx: Tx,
	where: RawBuilder<boolean>,
	order: 'asc' | 'desc',
	limit: number,
): Promise<EntryOf[]> {
	const { rows } = await sql<EntryOf>`
		select e.n, e.at, e.kind, e.outcome, e.agency, e.matter, e.leaf, e.leaf_hash, o.value as what
		from (select * from ledger.entry e where ${where} order by e.n ${sql.raw(order)} limit ${limit}) e
		left join ledger.opening o on o.leaf_hash = e.leaf_hash and o.name = ${WHAT}
		order by e.n ${sql.raw(order)}`.execute(tx)
	return rows
}

export const filterOn = (filter: Filter): RawBuilder<boolean> => whereOf(filter, 'e')

export async function needEntry(tx: Tx, n: number): Promise<EntryOf> {
	const [entry] = await entriesWhere(tx, sql<boolean>`e.n = ${n}`, 'asc', 1)
	if (entry === undefined) throw notFound(`no entry ${n}`)
	return entry
}

export function entrySubject(entry: Pick<EntryOf, 'n' | 'agency' | 'kind'>): Subject {
	return { resource: entryResource, id: String(entry.n), attributes: { agency: entry.agency, kind: entry.kind } }
}

/** @throws Refusal `not_found` when the person may not know of the entry */
export function mustSeeEntry(who: Who, entry: EntryOf, now: Date): void {
	mustSee(powersInUse(), who, entrySubject(entry), contextAt(now, false))
}

export function whatOf(entry: EntryOf): WhatText {
	if (entry.what === null) return { name: 'unknown', rules: [], fact: {} }
	// The kernel wrote it (leaf.ts); its commitment stands in the leaf.
	return JSON.parse(entry.what) as WhatText
}

export function leafOf(entry: EntryOf): LeafText {
	return readLeaf(entry.leaf)
}

export function lineOf(entry: EntryOf): EntryLine {
	const { name, rules } = whatOf(entry)
	return {
		n: entry.n,
		at: entry.at.toISOString(),
		kind: entry.kind,
		outcome: entry.outcome,
		agency: entry.agency,
		matter: entry.matter,
		name,
		rules: [...rules],
		leafHash: hex(entry.leaf_hash),
	}
}
