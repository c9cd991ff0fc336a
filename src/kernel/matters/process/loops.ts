import { endActivity, openScope } from './activities.ts'
import { armBoundaries } from './arm.ts'
import { isTrue, valueOf } from './expression.ts'
import { TokenFault } from './fault.ts'
import type { Loop } from './model.ts'
import { elementOf, sightAt, needScope, needToken, nextId, note, type Run, setData } from './run.ts'
import type { Data, Many, Scope, Token } from './state.ts'
import { killScope, needRoom } from './tokens.ts'

type Standard = Extract<Loop, { is: 'standard' }>
type Multi = Extract<Loop, { is: 'many' }>

const mostInstances = 2000

/** A token comes to an activity that repeats (M31). */
export function beginLoop(run: Run, token: Token): void {
	const { loop } = elementOf(run, token)
	if (loop?.is === 'standard') beginStandard(run, token, loop)
	else if (loop?.is === 'many') beginMany(run, token, loop)
}

/** A round or an instance is done. */
export function endRound(run: Run, token: Token): void {
	const { loop } = elementOf(run, token)
	if (loop?.is === 'standard') {
		if (goesOn(run, token, loop)) nextRound(run, token)
		else {
			endActivity(run, token)
			run.jobs.push({ do: 'leave', token: token.id })
		}
	} else if (loop?.is === 'many') endInstance(run, token, loop)
}

function beginStandard(run: Run, token: Token, loop: Standard): void {
	token.round = 0
	token.data = { loopCounter: 0 }
	if (loop.testBefore && !goesOn(run, token, loop)) {
		run.jobs.push({ do: 'leave', token: token.id })
		return
	}
	armBoundaries(run, token)
	nextRound(run, token)
}

function goesOn(run: Run, token: Token, loop: Standard): boolean {
	if (loop.maximum !== null && (token.round ?? 0) >= loop.maximum) return false
	return loop.condition === null || isTrue(loop.condition, sightAt(run, token))
}

function nextRound(run: Run, token: Token): void {
	token.round = (token.round ?? 0) + 1
	token.data = { loopCounter: token.round }
	token.state = 'go'
	run.jobs.push({ do: 'perform', token: token.id })
}

function beginMany(run: Run, token: Token, loop: Multi): void {
	const items = itemsOf(run, token, loop)
	const total = items?.length ?? countOf(run, token, loop)
	if (total > mostInstances)
		throw new TokenFault('M31', `${token.element}: ${total} instances are more than ${mostInstances}`)
	if (total === 0) {
		leaveOutputs(run, token, loop, [])
		run.jobs.push({ do: 'leave', token: token.id })
		return
	}
	const first = loop.sequential ? 1 : total
	needRoom(run, token.element, first)
	armBoundaries(run, token)
	token.state = 'host'
	const scope = openScope(run, token.element, needScope(run, token.scope), token)
	const many: Many = { total, begun: 0, ended: 0 }
	scope.many = many
	if (items !== null && loop.sequential) many.items = items
	for (let n = 0; n < first; n += 1) beginInstance(run, scope, many, loop, items?.[n])
}

function itemsOf(run: Run, token: Token, loop: Multi): unknown[] | null {
	if (loop.list === null) return null
	const items = valueOf(loop.list, sightAt(run, token))
	if (Array.isArray(items)) return items
	throw new TokenFault('M31', `${token.element}: \`${loop.list.text}\` is no list`)
}

function countOf(run: Run, token: Token, loop: Multi): number {
	const count = loop.cardinality === null ? null : valueOf(loop.cardinality, sightAt(run, token))
	const number = typeof count === 'string' && count.trim() !== '' ? Number(count) : count
	if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number
	throw new TokenFault('M31', `${token.element}: \`${loop.cardinality?.text ?? ''}\` is no whole number`)
}

function beginInstance(run: Run, scope: Scope, many: Many, loop: Multi, item: unknown): void {
	many.begun += 1
	const data: Data = { loopCounter: many.begun }
	if (loop.outputName !== null) data[loop.outputName] = null
	if (loop.item !== null) data[loop.item] = item ?? null
	const token: Token = {
		id: nextId(run),
		scope: scope.id,
		element: scope.element,
		state: 'go',
		round: many.begun,
		data,
	}
	run.state.tokens.push(token)
	note(run, 'enter', token)
	run.jobs.push({ do: 'perform', token: token.id })
}

function endInstance(run: Run, token: Token, loop: Multi): void {
	const scope = needScope(run, token.scope)
	const many = scope.many
	if (many === undefined || scope.host === null) throw new Error(`${token.element} is no instance`)
	const sight = sightAt(run, token)
	const output: [number, unknown] | null = loop.output === null ? null : [token.round ?? 0, valueOf(loop.output, sight)]
	const counters = countersOf({ ...many, ended: many.ended + 1 })
	const isEnough =
		loop.completion !== null && isTrue(loop.completion, { ...sight, facts: { ...sight.facts, ...counters } })
	if (output !== null) many.outputs = [...(many.outputs ?? []), output]
	many.ended += 1
	run.state.tokens.splice(run.state.tokens.indexOf(token), 1)
	if (isEnough || many.ended === many.total) endMany(run, scope, many, loop)
	else if (loop.sequential) beginInstance(run, scope, many, loop, many.items?.[many.begun])
}

/** The standard's counters (10.3.8), and the short names other engines give them. */
function countersOf({ total, begun, ended }: Many): Data {
	return {
		numberOfInstances: total,
		numberOfActiveInstances: begun - ended,
		numberOfCompletedInstances: ended,
		numberOfTerminatedInstances: 0,
		nrOfInstances: total,
		nrOfActiveInstances: begun - ended,
		nrOfCompletedInstances: ended,
	}
}

function endMany(run: Run, scope: Scope, many: Many, loop: Multi): void {
	const host = needToken(run, scope.host ?? 0)
	killScope(run, scope)
	endActivity(run, host)
	leaveOutputs(run, host, loop, many.outputs ?? [])
	run.jobs.push({ do: 'leave', token: host.id })
}

/** Results of the instances that ended, in the order of the instances. */
function leaveOutputs(run: Run, host: Token, loop: Multi, outputs: readonly [number, unknown][]): void {
	note(run, 'finish', host)
	if (loop.outputs === null) return
	const list = outputs.toSorted(([a], [b]) => a - b).map(([, value]) => value)
	setData(run, host, { [loop.outputs]: list })
}
