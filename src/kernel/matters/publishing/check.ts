import { findShippedTable } from '#kernel/tables/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { FaultShape, WhatIs } from '../contract/drawings.ts'
import { findShipped, wholeDrawings } from '../processes.ts'
import { drawingFaults } from './check-drawing.ts'
import type { At } from './check-names.ts'
import { isOwn } from '../own.ts'
import { checkedTable } from './check-table.ts'

/** Faults told of one text; a text with this many is drawn anew. */
export const mostFaults = 200

/** M85. All that stands against publishing a text under a name, where it would apply. Empty: it may be proposed. */
export async function faultsOf(
	{ what, name, body }: { readonly what: WhatIs; readonly name: string; readonly body: string },
	at: At,
): Promise<FaultShape[]> {
	const faults = what === 'drawing' ? await drawingFaults(name, body, at) : checkedTable(name, body).faults
	return faults.slice(0, mostFaults)
}

/**
 * M80. A name is one that is shipped, or of the bureau's own.
 * @throws Refusal `invalid` for a name that nothing would ever ask for
 */
export function needName(what: WhatIs, name: string): void {
	const shipped =
		what === 'table'
			? findShippedTable(name) !== null
			: findShipped(name) !== null || wholeDrawings().some(({ process }) => process === name)
	if (shipped || isOwn(name)) return
	throw new Refusal(
		'invalid',
		{
			en: `Nothing shipped is called ${name}; one of the bureau’s own begins with own.`,
			zh: `系统中没有 ${name}；本局自建的名称以 own. 开头。`,
		},
		{ rule: 'M80', field: 'name' },
	)
}
