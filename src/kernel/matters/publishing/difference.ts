import type { DifferenceShape } from '../contract/drawings.ts'

/** Comparing two versions element by element (M90). Pure. */

/** An element of either language, made comparable: fields by name, and where it stands. */
export type Part = {
	readonly id: string
	readonly type: string
	readonly name: string
	/** What it says, by field. */
	readonly fields: ReadonlyMap<string, string>
	/** Place in the picture or the order; null: it has none. */
	readonly place: string | null
}

/** What was added, removed, changed and only moved: in the order of the new text, then what is gone. */
export function differences(was: readonly Part[], is: readonly Part[]): DifferenceShape[] {
	const before = new Map(was.map((part) => [part.id, part]))
	const after = new Set(is.map((part) => part.id))
	const found: DifferenceShape[] = []
	for (const part of is) {
		const old = before.get(part.id)
		if (old === undefined) found.push({ ...head(part), change: 'added', fields: [] })
		else found.push(...changed(old, part))
	}
	for (const part of was) if (!after.has(part.id)) found.push({ ...head(part), change: 'removed', fields: [] })
	return found
}

function head({ id, type, name }: Part) {
	return { element: id, type, name }
}

function changed(old: Part, part: Part): DifferenceShape[] {
	const fields = new Set([...old.fields.keys(), ...part.fields.keys()])
	const other = [...fields]
		.map((field) => ({ field, was: old.fields.get(field) ?? null, is: part.fields.get(field) ?? null }))
		.filter(({ was, is }) => was !== is)
	if (old.type !== part.type) other.unshift({ field: 'type', was: old.type, is: part.type })
	if (other.length > 0) return [{ ...head(part), change: 'changed', fields: other }]
	if (old.place === part.place) return []
	return [{ ...head(part), change: 'moved', fields: [{ field: 'place', was: old.place, is: part.place }] }]
}
