import { findShippedTable } from '#kernel/tables/api.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { shows } from '../../view.ts'
import { type Edition, listDrawings, type WhatIs } from '../contract/drawings.ts'
import { findShipped } from '../processes.ts'
import { needText, type Version, versionsAt } from '../publishing/editions.ts'
import { drawingBookSubject } from '../publishing/store.ts'
import { titleOf } from '../publishing/title.ts'

/** M89. */
export const listDrawingsView = shows(listDrawings, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show({ tx, who, now }, input) {
		const rows = []
		for (const what of ['drawing', 'table'] as const) {
			if (input.what !== undefined && input.what !== what) continue
			for (const [name, versions] of await versionsAt(tx, { what, agency: who.bureau, now })) {
				const row = await rowOf(tx, what, name, versions)
				if (row !== null) rows.push(row)
			}
		}
		return { output: { rows } }
	},
})

async function rowOf(tx: Tx, what: WhatIs, name: string, versions: readonly Version[]) {
	const current = versions.find(({ edition }) => edition.inForce)?.edition
	if (current === undefined) return null
	const text = await needText(tx, what, name, current.version)
	const runs =
		what === 'drawing'
			? findShipped(name) === null
				? ('engine' as const)
				: ('steps' as const)
			: findShippedTable(name) !== null && 'model' in (findShippedTable(name) ?? {})
				? ('model' as const)
				: ('table' as const)
	const editions = versions.map(({ edition }) => edition)
	return {
		what,
		name,
		title: titleOf(what, text) ?? name,
		runs,
		current,
		available: available(current, editions),
		versions: editions,
	}
}

/** M84. What a release brought since the bureau published its own; null when there is nothing newer, or it is in force. */
function available(current: Edition, editions: readonly Edition[]): Edition | null {
	if (current.draft === null) return null
	const newest = editions.filter((one) => one.shipped).toSorted((a, b) => b.number - a.number)[0]
	return newest === undefined || newest.number <= current.number ? null : newest
}
