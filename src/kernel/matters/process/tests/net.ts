import fc from 'fast-check'
import { file, flows, node } from './drawn.ts'

/**
 * Unstructured drawings without rings, and a naive player of them: tokens are counts on flows, every rule is tried at
 * every flow, and ways are walked one by one. Slow and plain, so that it can be read against the standard.
 */
type Kind = 'task' | 'xor' | 'and' | 'or'
type Point = {
	readonly kind: Kind
	readonly minutes: number
	readonly pick: number
	readonly picks: readonly boolean[]
}
/** Point 0 is the start event; flows go from lower to higher numbers. */
export type Net = { readonly points: readonly Point[]; readonly flows: readonly (readonly [number, number])[] }

const point: fc.Arbitrary<Point> = fc.record({
	kind: fc.constantFrom<Kind>('task', 'task', 'xor', 'and', 'or', 'or'),
	minutes: fc.integer({ min: 1, max: 1_000_000 }),
	pick: fc.nat(5),
	picks: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
})

export const nets: fc.Arbitrary<Net> = fc
	.array(fc.tuple(point, fc.array(fc.nat(4), { minLength: 1, maxLength: 3 })), { minLength: 4, maxLength: 14 })
	.map((rows) => {
		const pairs = rows.flatMap(([, back], n) =>
			[...new Set(back.map((steps) => Math.max(0, n - steps)))].map((from) => [from, n + 1] as const),
		)
		return { points: [{ kind: 'and', minutes: 0, pick: 0, picks: [] }, ...rows.map(([one]) => one)], flows: pairs }
	})

const types = { task: 'userTask', xor: 'exclusiveGateway', and: 'parallelGateway', or: 'inclusiveGateway' }
const outsOf = (net: Net, at: number) => net.flows.filter(([from]) => from === at)
const insOf = (net: Net, at: number) => net.flows.filter(([, to]) => to === at)

/** The flows a gateway's data choose: indexes of its ways out. An inclusive one's first way is its default. */
function chosen(net: Net, at: number): readonly number[] {
	const all = outsOf(net, at).map((_, n) => n)
	const { kind, pick, picks } = net.points[at] ?? { kind: 'and', pick: 0, picks: [] }
	if (all.length < 2 || kind === 'and' || kind === 'task') return all
	if (kind === 'xor') return [pick % all.length]
	const true_ = all.filter((n) => n > 0 && picks[n % picks.length] === true)
	return true_.length === 0 ? [0] : true_
}

export function drawNet(net: Net): { bpmn: string; data: Record<string, unknown>; script: object } {
	const data: Record<string, unknown> = {}
	const answers: Record<string, { after: string }> = {}
	const lines = net.points.map(({ kind, minutes }, at) => {
		if (at === 0) return node('n0', 'startEvent')
		const first = outsOf(net, at)[0]
		if (kind === 'task') answers[`n${at}`] = { after: `PT${minutes}M` }
		const isSplit = kind === 'or' && outsOf(net, at).length > 1
		return node(`n${at}`, types[kind], isSplit ? `default="n${at}_n${first?.[1]}"` : '')
	})
	const drawn = net.flows.map(([from, to]) => {
		const outs = outsOf(net, from)
		const kind = from === 0 ? 'and' : net.points[from]?.kind
		if (outs.length < 2 || kind === 'and' || kind === 'task') return flows(`n${from}>n${to}`)
		const n = outs.findIndex((flow) => flow[1] === to)
		data[`f${from}_${to}`] = chosen(net, from).includes(n)
		return flows(`n${from}>n${to} if f${from}_${to}`)
	})
	return { bpmn: file(lines.join('') + drawn.join('')), data, script: { answers } }
}

export type Played = {
	/** Each task as often as it was done, with the minute: `n3 17`. */
	readonly done: readonly string[]
	/** Tokens left standing at joins. */
	readonly left: number
	/** Two inclusive joins were ready at once, or two tasks ended at once: the order is not laid down. */
	readonly unclear: boolean
}

type Play = {
	readonly net: Net
	/** Tokens on each flow. */
	readonly on: number[]
	working: { at: number; due: number }[]
	now: number
	unclear: boolean
}

/** Plays a net by hand. */
export function playNet(net: Net): Played {
	const play: Play = { net, on: net.flows.map(() => 0), working: [], now: 0, unclear: false }
	const done: string[] = []
	put(play, 0)
	for (;;) {
		while (move(play) || join(play));
		const next = play.working.toSorted((a, b) => a.due - b.due)[0]
		if (next === undefined) break
		if (play.working.some((one) => one.due === next.due && one.at !== next.at)) play.unclear = true
		play.working = play.working.filter((one) => one !== next)
		play.now = next.due
		done.push(`n${next.at} ${next.due}`)
		put(play, next.at)
	}
	return { done: done.toSorted(), left: play.on.reduce((a, b) => a + b, 0), unclear: play.unclear }
}

function put({ net, on }: Play, at: number): void {
	const outs = outsOf(net, at)
	for (const n of chosen(net, at)) {
		const flow = outs[n]
		if (flow !== undefined) on[net.flows.indexOf(flow)] = (on[net.flows.indexOf(flow)] ?? 0) + 1
	}
}

type Flows = readonly (readonly [number, number])[]

function filledOf({ net, on }: Play, at: number): Flows {
	return insOf(net, at).filter((flow) => (on[net.flows.indexOf(flow)] ?? 0) > 0)
}

function take({ net, on }: Play, list: Flows): void {
	for (const flow of list) on[net.flows.indexOf(flow)] = (on[net.flows.indexOf(flow)] ?? 0) - 1
}

/** One move of something that never waits; false when there is none. */
function move(play: Play): boolean {
	for (const [at, { kind, minutes }] of play.net.points.entries()) {
		const ins = insOf(play.net, at)
		const here = filledOf(play, at)
		const [one] = here
		if (one === undefined) continue
		if (kind === 'and' && here.length < ins.length) continue
		if (kind === 'or' && ins.length > 1) continue
		take(play, kind === 'and' ? here : [one])
		if (kind === 'task') play.working.push({ at, due: play.now + minutes })
		else put(play, at)
		return true
	}
	return false
}

/** One inclusive join; false when all must wait. */
function join(play: Play): boolean {
	const { net } = play
	const ready = [...net.points.keys()].filter((at) => {
		const isJoin = net.points[at]?.kind === 'or' && insOf(net, at).length > 1
		return isJoin && filledOf(play, at).length > 0 && mayJoin(play, at, filledOf(play, at))
	})
	if (ready.length > 1) play.unclear = true
	const [at] = ready
	if (at === undefined) return false
	take(play, filledOf(play, at))
	put(play, at)
	return true
}

/** The standard's sentence, path by path: every way to an empty flow in is matched by one to a filled flow in. */
function mayJoin({ net, on, working }: Play, gateway: number, filled: Flows): boolean {
	const reached = (start: readonly [number, number]): Flows => {
		if (start[1] === gateway) return [start]
		return outsOf(net, start[1]).flatMap(reached)
	}
	const isFine = (ends: Flows) => ends.every((end) => filled.includes(end)) || ends.some((end) => filled.includes(end))
	const flowsFine = net.flows.every((flow, n) => (on[n] ?? 0) === 0 || flow[1] === gateway || isFine(reached(flow)))
	return flowsFine && working.every(({ at }) => isFine(outsOf(net, at).flatMap(reached)))
}
