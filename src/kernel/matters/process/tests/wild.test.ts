import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Advanced, advance, type Happening, type Model, readProcesses, type State, type Wait } from '../api.ts'
import { migrate } from '../migrate.ts'
import { wildDrawings } from './wild.ts'

const now = Date.UTC(2026, 0, 1)

/** Something that may happen to an instance as it stands. */
function happeningTo(state: State, [which, how]: readonly [number, number]): Happening {
	const wait = state.waits[which % Math.max(1, state.waits.length)]
	const fault = state.tokens.find((token) => token.fault !== undefined)
	if (wait === undefined || (fault !== undefined && how === 0))
		return fault === undefined ? { is: 'cancel' } : { is: 'resume', token: fault.id, data: { x: 2 } }
	return happeningOf(wait, how)
}

function happeningOf(wait: Wait, how: number): Happening {
	const { id, kind, name = '' } = wait
	if (kind === 'timer') return { is: 'timer', wait: id }
	if (kind === 'message') return { is: 'message', name }
	if (kind === 'signal') return { is: 'signal', name }
	if (how === 1) return { is: 'error', wait: id, code: 'E1' }
	if (how === 2) return { is: 'escalate', wait: id, code: 'X1' }
	if (how === 3) return { is: 'failed', wait: id, sentence: 'no line' }
	return { is: 'complete', wait: id, data: { x: how } }
}

/** What must hold of every state at rest. */
function checkRest({ state, effects }: Advanced, before: State | null, happening: Happening): void {
	const tokens = new Map(state.tokens.map((token) => [token.id, token]))
	const scopes = new Map(state.scopes.map((scope) => [scope.id, scope]))
	for (const token of state.tokens) {
		expect(scopes.has(token.scope)).toBe(true)
		expect(token.state).not.toBe('go')
		if (token.state === 'host') expect(state.scopes.some((scope) => scope.host === token.id)).toBe(true)
	}
	for (const scope of state.scopes) {
		if (scope.host !== null) expect(tokens.get(scope.host)?.state).toBe('host')
		if (scope.parent !== null) expect(scopes.has(scope.parent)).toBe(true)
		const holds = state.tokens.some((token) => token.scope === scope.id)
		const around = state.scopes.some((one) => one.parent === scope.id)
		expect(holds || around || state.ended !== undefined).toBe(true)
	}
	for (const wait of state.waits) {
		expect(scopes.has(wait.scope)).toBe(true)
		if (wait.token !== undefined) expect(tokens.has(wait.token)).toBe(true)
	}
	for (const undo of state.undos) expect(scopes.has(undo.scope)).toBe(true)
	if (state.ended !== undefined) expect([state.tokens, state.waits, state.undos]).toEqual([[], [], []])
	expect(JSON.parse(JSON.stringify(state))).toEqual(state)
	checkAsked(state, effects, before, happening)
}

/** What is asked and not dropped, and did not come, is what is waited for. */
function checkAsked(state: State, effects: Advanced['effects'], before: State | null, happening: Happening): void {
	const open = new Set(before?.waits.map((wait) => wait.id))
	for (const effect of effects) {
		if (effect.is === 'asked') open.add(effect.wait.id)
		if (effect.is === 'dropped') expect(open.delete(effect.wait.id)).toBe(true)
	}
	const left = new Set(state.waits.map((wait) => wait.id))
	for (const id of left) expect(open.has(id)).toBe(true)
	const came = [...open].filter((id) => !left.has(id))
	const isSpread = effects.some((effect) => effect.is === 'signal') || happening.is === 'signal'
	if (!isSpread) expect(came.length).toBeLessThanOrEqual(1)
}

/** M41. Moved to the same drawing, nothing changes and nothing is lost. */
function checkStays(model: Model, state: State): void {
	if (state.undos.length === 0) expect(migrate(model, model, state, {}, now)).toEqual({ lost: [], state, effects: [] })
}

describe('whatever is drawn and happens', () => {
	it('M23 to M35 tokens, scopes and waits fit together after every step, and an ended instance leaves nothing', async () => {
		let ended = 0
		let taken = 0
		await fc.assert(
			fc.asyncProperty(
				wildDrawings,
				fc.array(fc.tuple(fc.nat(50), fc.nat(9)), { minLength: 5, maxLength: 40 }),
				async (bpmn, happenings) => {
					const model = await modelOf(bpmn)
					if (model === null) return
					let last = advance(model, null, { is: 'start', data: { x: 1 } }, now)
					checkRest(last, null, { is: 'start' })
					for (const choice of happenings) {
						if (last.state.ended !== undefined) break
						const happening = happeningTo(last.state, choice)
						const next = advance(model, last.state, happening, now)
						expect(next.taken).toBe(true)
						taken += 1
						checkRest(next, last.state, happening)
						checkStays(model, next.state)
						last = next
					}
					if (last.state.ended !== undefined) ended += 1
				},
			),
			{ numRuns: 120 },
		)
		expect(ended).toBeGreaterThan(40)
		expect(taken).toBeGreaterThan(300)
	}, 120_000)
})

/** Some drawings at random may not be published (a ring that never waits): those are passed over. */
async function modelOf(bpmn: string): Promise<Model | null> {
	const [process] = (await readProcesses(bpmn)).processes
	if (process === undefined) throw new Error('nothing drawn')
	return process.faults.length === 0 ? process.model : null
}
