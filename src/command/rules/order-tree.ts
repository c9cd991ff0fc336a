import type { OrderState } from '../contract/order-lists.ts'

/** One order of a tree, as the roll-up reads it. Times in milliseconds. */
export type Part = {
	readonly id: string
	readonly parent: string | null
	readonly state: OrderState
	readonly ended: boolean
	readonly due: number
}

export type Rolled = {
	readonly depth: number
	/** The earliest due of it and its parts that is still open. */
	readonly worst: number | null
	readonly open: number
	readonly done: number
	readonly late: number
}

const waiting: readonly OrderState[] = ['spoken', 'given', 'refused', 'in_work', 'to_check']

/** Whether somebody still has to do or decide something before it is done. */
export const isOpen = (part: Pick<Part, 'state'>): boolean => waiting.includes(part.state)

/**
 * K20. Every order with what it and all below it come to: parts open, done and late, and the worst due. A part that fell
 * (upheld, withdrawn, superseded, disputed) is neither open nor done. Parts stand after the order they are a part of.
 */
export function rollUp(parts: readonly Part[], root: string, now: number): ReadonlyMap<string, Rolled> {
	const below = new Map<string, Part[]>()
	for (const part of parts)
		if (part.parent !== null && part.id !== root) below.set(part.parent, [...(below.get(part.parent) ?? []), part])
	const rolled = new Map<string, Rolled>()
	const walk = (part: Part, depth: number): Rolled => {
		const place: Rolled = { depth, worst: null, open: 0, done: 0, late: 0 }
		rolled.set(part.id, place)
		const inner = (below.get(part.id) ?? []).map((each) => walk(each, depth + 1))
		const own = isOpen(part)
		const sum = (of: 'open' | 'done' | 'late') => inner.reduce((all, each) => all + each[of], 0)
		const dues = [...(own ? [part.due] : []), ...inner.flatMap((each) => (each.worst === null ? [] : [each.worst]))]
		const whole = {
			depth,
			worst: dues.length === 0 ? null : Math.min(...dues),
			open: sum('open') + Number(own),
			done: sum('done') + Number(part.state === 'closed' || part.state === 'recheck'),
			late: sum('late') + Number(own && part.due < now),
		}
		rolled.set(part.id, whole)
		return whole
	}
	const top = parts.find((part) => part.id === root)
	if (top !== undefined) walk(top, 0)
	return rolled
}
