import { isTrue } from './expression.ts'
import { TokenFault } from './fault.ts'
import type { Element, Flow } from './model.ts'
import { dropWaits, elementOf, sightAt, note, type Run } from './run.ts'
import type { Token } from './state.ts'
import { removeToken, sendOut } from './tokens.ts'

/** A token is done with its element and leaves it: along its flows, or back to the compensation it worked for. */
export function leave(run: Run, token: Token): void {
	const element = elementOf(run, token)
	const flows = flowsOf(run, token, element)
	dropWaits(run, (wait) => wait.token === token.id)
	if (token.undo !== undefined) {
		removeToken(run, token)
		run.jobs.push({ do: 'undo next', undo: token.undo })
		return
	}
	sendOut(run, token, flows)
}

/** M23. Every flow without a condition, those whose condition is true, and the default when no condition is. */
function flowsOf(run: Run, token: Token, element: Element): readonly Flow[] {
	const conditional = element.outs.some((flow) => flow.condition !== null || flow.id === element.fallback)
	if (!conditional) return element.outs
	const chosen = chosenOf(run, token, element)
	if (chosen.length > 0) return chosen
	const sight = sightAt(run, token)
	const isDefault = (flow: Flow) => flow.id === element.fallback
	const isMet = (flow: Flow) => flow.condition !== null && !isDefault(flow) && isTrue(flow.condition, sight)
	const met = new Set(element.outs.filter(isMet))
	const flows = element.outs.filter(
		(flow) => met.has(flow) || (isDefault(flow) ? met.size === 0 : flow.condition === null),
	)
	if (flows.length === 0) throw noWay(element)
	return flows
}

function noWay(element: Element): TokenFault {
	return new TokenFault('M23', `${element.id}: no condition is true and there is no default flow`)
}

/** Flows an act chose: by id, by the element they lead to, or by name. The choice is used up. */
function chosenOf(run: Run, token: Token, element: Element): readonly Flow[] {
	const told = run.choice(element.id)
	const names = told.length > 0 ? told : (token.choose ?? [])
	const isNamed = (flow: Flow) => [flow.id, flow.to, flow.name].some((name) => name !== '' && names.includes(name))
	const chosen = names.length === 0 ? [] : element.outs.filter(isNamed)
	if (chosen.length > 0) delete token.choose
	return chosen
}

/** M24. Exclusive: the choice of the act, else the first flow in drawn order whose condition is true, else the default. */
export function passExclusive(run: Run, token: Token): void {
	const element = elementOf(run, token)
	const flows = exclusiveOf(run, token, element)
	note(run, 'complete', token)
	sendOut(run, token, flows)
}

function exclusiveOf(run: Run, token: Token, element: Element): readonly Flow[] {
	if (element.outs.length === 0) return []
	const [chosen] = chosenOf(run, token, element)
	if (chosen !== undefined) return [chosen]
	const sight = sightAt(run, token)
	for (const flow of element.outs) {
		if (flow.id === element.fallback) continue
		if (flow.condition === null || isTrue(flow.condition, sight)) return [flow]
	}
	const fallback = element.outs.filter((flow) => flow.id === element.fallback)
	if (fallback.length === 0) throw noWay(element)
	return fallback
}

/** M24. Inclusive: every choice of the act, else every flow whose condition is true or absent, else the default. */
export function splitInclusive(run: Run, token: Token): void {
	const element = elementOf(run, token)
	const chosen = chosenOf(run, token, element)
	const flows = chosen.length > 0 ? chosen : inclusiveOf(run, token, element)
	note(run, 'complete', token)
	sendOut(run, token, flows)
}

function inclusiveOf(run: Run, token: Token, element: Element): readonly Flow[] {
	if (element.outs.length === 0) return []
	const sight = sightAt(run, token)
	const others = element.outs.filter((flow) => flow.id !== element.fallback)
	const met = others.filter((flow) => flow.condition === null || isTrue(flow.condition, sight))
	if (met.length > 0) return met
	const fallback = element.outs.filter((flow) => flow.id === element.fallback)
	if (fallback.length === 0) throw noWay(element)
	return fallback
}
