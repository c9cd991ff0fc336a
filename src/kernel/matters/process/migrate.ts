import { listenAt, listenIn } from './arm.ts'
import { TokenFault } from './fault.ts'
import type { Effect } from './happening.ts'
import { type Element, type Model, needElement } from './model.ts'
import type { Run } from './run.ts'
import type { Done, Scope, State, Token, Wait } from './state.ts'

/** Which element of the new drawing stands for one of the old; what is not named keeps its id. Flows likewise. */
export type Plan = Readonly<Record<string, string>>

/** Something that would be lost: why the instance may not be moved to the new drawing. */
export type Loss = { readonly element: string; readonly why: { readonly en: string; readonly zh: string } }

export type Migrated =
	| { readonly lost: readonly Loss[] }
	| { readonly lost: readonly []; readonly state: State; readonly effects: readonly Effect[] }

type Move = { readonly from: Model; readonly to: Model; readonly plan: Map<string, string>; readonly lost: Loss[] }

/**
 * M41. Puts a resting instance onto another drawing. Every token, wait, running timer and activity that could be undone must
 * find its place there; whatever would be lost is named, and nothing is moved. Events newly drawn begin to wait now.
 */
export function migrate(from: Model, to: Model, state: State, plan: Plan, now: number): Migrated {
	const move: Move = { from, to, plan: new Map([[from.id, to.id], ...Object.entries(plan)]), lost: [] }
	const draft = structuredClone(state)
	draft.process = to.id
	if (draft.undos.length > 0) lose(move, from.id, 'it is being compensated', '正在补偿')
	for (const scope of draft.scopes) moveScope(move, scope)
	for (const token of draft.tokens) moveToken(move, draft, token)
	for (const wait of draft.waits) moveWait(move, draft, wait)
	if (move.lost.length > 0) return { lost: move.lost }
	const run: Run = {
		model: to,
		state: draft,
		now,
		effects: [],
		steps: [],
		jobs: [],
		choice: () => [],
		rows: 0,
		inner: new Map(),
	}
	armNew(move, run, new Set([...from.elements.keys()].map((id) => mapped(move, id))))
	return move.lost.length > 0 ? { lost: move.lost } : { lost: [], state: draft, effects: run.effects }
}

function lose({ lost }: Move, element: string, en: string, zh: string): void {
	if (!lost.some((one) => one.element === element && one.why.en === en)) lost.push({ element, why: { en, zh } })
}

function mapped({ plan }: Move, id: string): string {
	return plan.get(id) ?? id
}

/** The element that stands for one of the old drawing: of the same kind, repeating in the same way; null is reported. */
function elementFor(move: Move, id: string): Element | null {
	const old = needElement(move.from, id)
	const target = move.to.elements.get(mapped(move, id))
	if (target === undefined) {
		lose(move, id, 'nothing stands for it in the new drawing', '新流程图中没有对应元素')
		return null
	}
	const isLike = target.kind === old.kind && target.loop?.is === old.loop?.is && target.trigger.on === old.trigger.on
	if (isLike) return target
	lose(move, id, `${target.id} is of another kind`, `${target.id} 的类型不同`)
	return null
}

function moveScope(move: Move, scope: Scope): void {
	if (scope.element === move.from.id) scope.element = move.to.id
	else scope.element = elementFor(move, scope.element)?.id ?? scope.element
	for (const done of scope.done ?? []) moveDone(move, done)
}

function moveDone(move: Move, done: Done): void {
	const target = elementFor(move, done.element)
	if (target === null) return
	if (needElement(move.from, done.element).handler !== null && target.handler === null)
		lose(move, done.element, 'it could no longer be undone', '将无法再补偿')
	done.element = target.id
	for (const inner of done.inner ?? []) moveDone(move, inner)
}

function moveToken(move: Move, state: State, token: Token): void {
	const target = elementFor(move, token.element)
	if (target === null) return
	const scope = state.scopes.find((one) => one.id === token.scope)
	const place = scope?.many === undefined ? scope?.element : target.parent
	if (target.parent !== place)
		lose(move, token.element, `${target.id} stands in another sub-process`, `${target.id} 位于另一个子流程`)
	if (token.state === 'join') moveFlow(move, token, target)
	token.element = target.id
}

/** A token on a flow into a join must find that flow again. */
function moveFlow(move: Move, token: Token, target: Element): void {
	const flow = mapped(move, token.flow ?? '')
	if (target.ins.some((one) => one.id === flow)) token.flow = flow
	else lose(move, token.element, `no flow stands for ${token.flow}`, `没有与 ${token.flow} 对应的顺序流`)
}

function moveWait(move: Move, state: State, wait: Wait): void {
	const old = wait.element
	const target = elementFor(move, old)
	if (target === null) return
	wait.element = target.id
	const token = state.tokens.find((one) => one.id === wait.token)
	const isThere = token === undefined ? standsIn(state, wait, move.to, target) : belongs(move.to, token, target)
	if (!isThere) lose(move, old, `${target.id} hangs on something else`, `${target.id} 依附于其他元素`)
}

/** The start of an event sub-process in the scope that waits for it. */
function standsIn(state: State, wait: Wait, to: Model, target: Element): boolean {
	const scope = state.scopes.find((one) => one.id === wait.scope)
	return scope !== undefined && to.places.get(scope.element)?.eventStarts.includes(target.id) === true
}

/** The token's own element, an event on its edge, or one after its event-based gateway. */
function belongs(to: Model, token: Token, target: Element): boolean {
	const at = to.elements.get(token.element)
	if (at === undefined) return false
	if (at.id === target.id || at.boundaries.includes(target.id)) return true
	return at.kind === 'event-based' && at.outs.some((flow) => flow.to === target.id)
}

/** Boundary events and event sub-processes that are newly drawn where the instance stands. `old` are those that are not. */
function armNew(move: Move, run: Run, old: ReadonlySet<string>): void {
	const fresh = (ids: readonly string[]) => ids.filter((id) => !old.has(id)).map((id) => needElement(run.model, id))
	for (const token of run.state.tokens) {
		const scope = run.state.scopes.find((one) => one.id === token.scope)
		if (scope?.many !== undefined || token.state === 'join') continue
		for (const event of fresh(needElement(run.model, token.element).boundaries))
			armOne(move, event, () => listenAt(run, token, event))
	}
	for (const scope of run.state.scopes) {
		if (scope.many !== undefined || scope.closed === true) continue
		for (const start of fresh(run.model.places.get(scope.element)?.eventStarts ?? []))
			armOne(move, start, () => listenIn(run, scope, start))
	}
}

/** An event that cannot begin to wait, its time or key not to be reckoned from the instance's values, is named as a loss. */
function armOne(move: Move, { id }: Element, arm: () => void): void {
	try {
		arm()
	} catch (error) {
		if (!(error instanceof TokenFault)) throw error
		lose(move, id, `it cannot begin to wait: ${error.message}`, `无法开始等待：${error.message}`)
	}
}
