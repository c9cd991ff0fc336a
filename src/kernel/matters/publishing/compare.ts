import type { DifferenceShape, WhatIs } from '../contract/drawings.ts'
import { differences } from './difference.ts'
import { inOrder } from './order.ts'
import { partsOfDrawing } from './parts-of-drawing.ts'
import { partsOfTable } from './parts-of-table.ts'

/** M90. What differs between two texts; null when one of them cannot be read. */
export async function compareTexts(what: WhatIs, was: string, is: string): Promise<DifferenceShape[] | null> {
	if (was === is) return []
	if (what === 'drawing') {
		const [before, after] = [await partsOfDrawing(was), await partsOfDrawing(is)]
		return before === null || after === null ? null : differences(before, after)
	}
	const [before, after] = [partsOfTable(was), partsOfTable(is)]
	if (before === null || after === null) return null
	const rows = inOrder(before, after)
	return differences(rows.was, rows.is)
}
