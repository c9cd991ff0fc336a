import { sql } from 'kysely'
import { shows } from '../../view.ts'
import { entryList } from '../contract.ts'
import { entriesFor, entriesWhere, filterOn, lineOf, wholeLedger } from '../entries.ts'

export const listEntries = shows(entryList, {
	async subject() {
		return wholeLedger
	},
	async show({ tx, who, now }, { before, kind, limit }) {
		const seen = filterOn(entriesFor(who, now))
		const earlier = before === undefined ? sql<boolean>`true` : sql<boolean>`e.n < ${before}`
		const ofKind = kind === undefined ? sql<boolean>`true` : sql<boolean>`e.kind = ${kind}`
		const rows = await entriesWhere(tx, sql<boolean>`${seen} and ${earlier} and ${ofKind}`, 'desc', limit)
		return { output: { entries: rows.map(lineOf), next: rows.length === limit ? (rows.at(-1)?.n ?? null) : null } }
	},
})
