import type { Report } from './fault.ts'
import type { Element, Model } from './model.ts'
import { nextOf } from './shape.ts'

/**
 * M20. Rings that never wait. A ring of elements that pass and change nothing would turn for ever, whatever its conditions
 * say; so would a ring of scripts or plain tasks that no flow leaves.
 */
export function checkRings(model: Model, report: Report): void {
	const all = [...model.elements.values()]
	for (const ring of ringsOf(
		model,
		all.filter((element) => passes(model, element)),
	)) {
		const first = ring[0]
		if (first !== undefined) report('M20', first.id, 'a ring that never waits', '环路中没有等待环节，将无限循环')
	}
	for (const ring of ringsOf(
		model,
		all.filter((element) => passes(model, element) || isUnowned(element)),
	)) {
		const first = ring.find(isUnowned)
		if (first === undefined || !ring.some(isUnowned) || leaves(model, ring)) continue
		report('M20', first.id, 'a ring without a way out that waits for nothing', '环路没有出口，也不等待任何事件')
	}
}

const passing = new Set(['exclusive', 'parallel', 'inclusive', 'throw', 'send', 'start', 'end', 'boundary'])

/** Goes on at once and changes no data, so that the next round is like the last. */
function passes(model: Model, element: Element): boolean {
	if (passing.has(element.kind)) return element.loop === null
	if (element.kind === 'catch') return element.trigger.on === 'link'
	if (element.kind !== 'sub-process' || element.loop !== null) return false
	const inside = model.places.get(element.id)?.nodes.flatMap((id) => model.elements.get(id) ?? []) ?? []
	return inside.every((one) => passes(model, one))
}

/** Goes on by itself although it may change data or is only ticked off. */
function isUnowned(element: Element): boolean {
	return element.kind === 'script' || element.type === 'Task' || element.type === 'ManualTask'
}

/** Boundary events lead on too. */
function waysFrom(model: Model, element: Element): readonly string[] {
	return [...nextOf(model, element), ...element.boundaries]
}

function leaves(model: Model, ring: readonly Element[]): boolean {
	const inside = new Set(ring.map((element) => element.id))
	return ring.some((element) => waysFrom(model, element).some((to) => !inside.has(to)))
}

/** Strongly connected parts with a cycle (Tarjan 1972, without recursion). */
function ringsOf(model: Model, elements: readonly Element[]): readonly (readonly Element[])[] {
	const among = new Map(elements.map((element) => [element.id, element]))
	const next = new Map(elements.map((e) => [e.id, waysFrom(model, e).filter((to) => among.has(to))]))
	const index = new Map<string, number>()
	const low = new Map<string, number>()
	const stack: string[] = []
	const onStack = new Set<string>()
	const rings: Element[][] = []
	const open = (id: string) => {
		index.set(id, index.size)
		low.set(id, index.size - 1)
		stack.push(id)
		onStack.add(id)
		return { id, at: 0 }
	}
	const lower = (id: string, to: number) => low.set(id, Math.min(low.get(id) ?? 0, to))
	const close = (id: string) => {
		const part = stack.splice(stack.lastIndexOf(id))
		for (const one of part) onStack.delete(one)
		if (part.length > 1 || next.get(id)?.includes(id) === true)
			rings.push(part.reverse().flatMap((p) => among.get(p) ?? []))
	}
	for (const element of elements) {
		if (index.has(element.id)) continue
		const path = [open(element.id)]
		for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
			const to = next.get(top.id)?.[top.at]
			top.at += 1
			if (to !== undefined) {
				if (!index.has(to)) path.push(open(to))
				else if (onStack.has(to)) lower(top.id, index.get(to) ?? 0)
				continue
			}
			path.pop()
			if (low.get(top.id) === index.get(top.id)) close(top.id)
			const above = path.at(-1)
			if (above !== undefined) lower(above.id, low.get(top.id) ?? 0)
		}
	}
	return rings
}
