import type { Element, Flow, Model } from '../process/model.ts'

/** What a drawing leaves open after a task: ways to choose and errors to raise. Pure. */

export type Ways = {
	readonly ways: readonly Flow[]
	/** `one`: exactly one must be chosen; `some`: at least one; `may`: the drawing decides when none is. */
	readonly choose: 'none' | 'may' | 'one' | 'some'
}

/**
 * M71. The ways that part at the first gateway after a task. Where every way but one bears a condition the drawing decides;
 * where two or more bear none, somebody must.
 */
export function waysAfter(model: Model, task: Element): Ways {
	const met = new Set<string>()
	let at: Element | undefined = task
	while (at !== undefined && !met.has(at.id)) {
		met.add(at.id)
		const parts = at.kind === 'exclusive' || at.kind === 'inclusive'
		if (parts && at.outs.length > 1) return partsOf(at)
		const passes: boolean = at === task || parts || (at.kind === 'throw' && at.trigger.on === 'none')
		const [only, second] = at.outs
		if (!passes || only === undefined || second !== undefined || at.loop !== null) break
		at = model.elements.get(only.to)
	}
	return { ways: [], choose: 'none' }
}

function partsOf(gateway: Element): Ways {
	const open = gateway.outs.filter((flow) => flow.condition === null && flow.id !== gateway.fallback)
	const undecided = gateway.kind === 'exclusive' ? open.length > 1 : false
	const none = open.length === gateway.outs.length && gateway.kind === 'inclusive'
	return { ways: gateway.outs, choose: undecided ? 'one' : none ? 'some' : 'may' }
}

export type DrawnError = { readonly code: string; readonly name: string }

/** M72. Errors caught on the task's edge or around it, in its process. One that catches all is raised as `error`. */
export function errorsAround(model: Model, task: Element): readonly DrawnError[] {
	const found = new Map<string, DrawnError>()
	const note = (id: string) => {
		const event = model.elements.get(id)
		if (event?.trigger.on !== 'error') return
		const code = event.trigger.code ?? 'error'
		if (!found.has(code)) found.set(code, { code, name: event.name })
	}
	let at: Element | undefined = task
	while (at !== undefined) {
		for (const id of at.boundaries) note(id)
		for (const id of model.places.get(at.parent)?.eventStarts ?? []) note(id)
		at = model.elements.get(at.parent)
	}
	return [...found.values()]
}

/** What stands against the ways chosen; null when they may be taken. */
export function faultOfChoice({ ways, choose }: Ways, chosen: readonly string[]): 'unknown' | 'needed' | 'many' | null {
	if (chosen.some((id) => !ways.some((flow) => flow.id === id))) return 'unknown'
	if (chosen.length === 0) return choose === 'one' || choose === 'some' ? 'needed' : null
	return chosen.length > 1 && choose === 'one' ? 'many' : null
}
