import type { Element, Model } from './model.ts'
import { elementOf, note, type Run } from './run.ts'
import { nextOf } from './shape.ts'
import type { Token } from './state.ts'
import { sendOut } from './tokens.ts'

/** Tokens resting on the flows into a gateway, oldest first. */
function standing(run: Run, gateway: string, scope: number): Map<string, Token[]> {
	const here = run.state.tokens.filter(
		(token) => token.element === gateway && token.scope === scope && token.state === 'join',
	)
	return Map.groupBy(here, (token) => token.flow ?? '')
}

/** M24. Parallel: one token from every flow in goes on as one; more on a flow stay for the next time. */
export function joinParallel(run: Run, token: Token): void {
	const element = elementOf(run, token)
	token.state = 'join'
	const waiting = standing(run, element.id, token.scope)
	const taken = element.ins.flatMap((flow) => waiting.get(flow.id)?.[0] ?? [])
	if (taken.length < element.ins.length) return
	merge(run, taken.length === 0 ? [token] : taken)
	note(run, 'complete', taken[0] ?? token)
	sendOut(run, taken[0] ?? token, element.outs)
}

/** The first of the tokens goes on for all. */
function merge(run: Run, taken: readonly Token[]): void {
	const gone = new Set(taken.slice(1))
	const [first] = taken
	if (first === undefined) return
	first.state = 'go'
	for (const token of gone) {
		if (token.choose !== undefined) first.choose = [...(first.choose ?? []), ...token.choose]
		run.state.tokens.splice(run.state.tokens.indexOf(token), 1)
	}
}

/**
 * M25. The oldest inclusive gateway that may go on now, merged into one token that is still to be split; null when all
 * must wait. Asked when nothing else moves.
 */
export function joinInclusive(run: Run): Token | null {
	const tried = new Set<string>()
	for (const token of run.state.tokens) {
		if (token.state !== 'join' || tried.has(`${token.scope} ${token.element}`)) continue
		tried.add(`${token.scope} ${token.element}`)
		const element = elementOf(run, token)
		if (element.kind !== 'inclusive' || !isReady(run, element, token.scope)) continue
		const waiting = standing(run, element.id, token.scope)
		const taken = element.ins.flatMap((flow) => waiting.get(flow.id)?.[0] ?? [])
		merge(run, taken)
		return taken[0] ?? null
	}
	return null
}

/**
 * BPMN 2.0.2, 13.4.3: ready when for every token elsewhere that can come to a flow in without a token (not through the
 * gateway itself), that token can also come to a flow in that has one. The standard speaks of ways along flows. An activity
 * may also be left by an event on its edge: that counts for what may still come, not for what would come anyway.
 */
function isReady(run: Run, gateway: Element, scope: number): boolean {
	const filled = new Set(standing(run, gateway.id, scope).keys())
	const { drawn, any } = upstreamOf(run.model, gateway)
	const reaches = (from: Upstream, element: string, has: boolean) =>
		gateway.ins.some((flow) => filled.has(flow.id) === has && from.get(flow.id)?.has(element) === true)
	return run.state.tokens.every((token) => {
		run.rows += 1
		if (token.scope !== scope || token.element === gateway.id) return true
		run.rows += gateway.ins.length
		return !reaches(any, token.element, false) || reaches(drawn, token.element, true)
	})
}

/** For each flow into a gateway, the elements from which a token can come to it without passing the gateway. */
type Upstream = ReadonlyMap<string, ReadonlySet<string>>
type Ways = { readonly drawn: Upstream; readonly any: Upstream }
const kept = new WeakMap<Element, Ways>()

function upstreamOf(model: Model, gateway: Element): Ways {
	const known = kept.get(gateway)
	if (known !== undefined) return known
	const ways = { drawn: upstream(model, gateway, false), any: upstream(model, gateway, true) }
	kept.set(gateway, ways)
	return ways
}

/** `edges`: ways by boundary events count too. */
function upstream(model: Model, gateway: Element, edges: boolean): Upstream {
	const before = new Map<string, string[]>()
	for (const element of model.elements.values()) {
		if (element.parent !== gateway.parent) continue
		const next = [...nextOf(model, element), ...(edges ? element.boundaries : [])]
		for (const to of next) before.set(to, [...(before.get(to) ?? []), element.id])
	}
	return new Map(gateway.ins.map((flow) => [flow.id, reachBack(flow.from, gateway.id, before)]))
}

function reachBack(from: string, gateway: string, before: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
	if (from === gateway) return new Set()
	const seen = new Set([from])
	const open = [from]
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		for (const earlier of before.get(id) ?? []) {
			if (earlier === gateway || seen.has(earlier)) continue
			seen.add(earlier)
			open.push(earlier)
		}
	}
	return seen
}
