import { tableElements, type TableElement } from '#kernel/tables/api.ts'
import type { Part } from './difference.ts'

/** How the parts of a table or model are told apart: decisions, columns and rows; a row's order is its place. */

/** Null when the file is refused or no DMN. */
export function partsOfTable(dmn: string): readonly Part[] | null {
	const read = tableElements(dmn)
	return read === null ? null : read.map(partOf)
}

function partOf({ id, type, name, fields, order }: TableElement): Part {
	return { id, type, name, fields, place: order === null ? null : String(order) }
}
