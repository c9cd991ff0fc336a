import type { Model } from './model/model.ts'
import type { RuleTable } from './table.ts'

/** What a bureau published in place of what is shipped (T21), asked before it. Nothing until the program follows publications. */

export type PublishedTable = { readonly table: RuleTable } | { readonly model: Model }

let inForce: (name: string) => PublishedTable | null = () => null

/** Hands in who knows what is published now. */
export function usePublishedTables(find: (name: string) => PublishedTable | null): void {
	inForce = find
}

export function publishedTable(name: string): RuleTable | null {
	const found = inForce(name)
	return found !== null && 'table' in found ? found.table : null
}

export function publishedModel(name: string): Model | null {
	const found = inForce(name)
	return found !== null && 'model' in found ? found.model : null
}
