import { valueOf } from './expression.ts'
import { type Element, needElement, needPlace, type Trigger } from './model.ts'
import { addWait, dropWaits, sightAt, type Run } from './run.ts'
import type { Scope, Token, Wait } from './state.ts'
import { setTimer } from './timers.ts'

/** What an event begins to wait for: a timer, message or signal. Errors, escalations and compensation need no row. */
function listen(run: Run, trigger: Trigger, at: Token | Scope, wait: Pick<Wait, 'element' | 'token' | 'scope'>): void {
	if (trigger.on === 'timer') setTimer(run, trigger.timing, at, wait)
	if (trigger.on === 'signal') addWait(run, { kind: 'signal', ...wait, name: trigger.name })
	if (trigger.on !== 'message') return
	const key = trigger.key === null ? null : valueOf(trigger.key, sightAt(run, at))
	addWait(run, { kind: 'message', ...wait, name: trigger.name, ...(key === null ? {} : { key: String(key) }) })
}

/** A token waits for the event of an element: its own, or one after its event-based gateway. */
export function listenAt(run: Run, token: Token, element: Element): void {
	listen(run, element.trigger, token, { element: element.id, token: token.id, scope: token.scope })
}

/** M28. The boundary events of an activity begin to wait with it. */
export function armBoundaries(run: Run, token: Token): void {
	for (const id of needElement(run.model, token.element).boundaries) listenAt(run, token, needElement(run.model, id))
}

/** M28. The event sub-processes drawn in a scope begin to wait with it. */
export function armScope(run: Run, scope: Scope): void {
	try {
		for (const id of needPlace(run.model, scope.element).eventStarts) listenIn(run, scope, needElement(run.model, id))
	} catch (error) {
		dropWaits(run, (wait) => wait.scope === scope.id && wait.token === undefined)
		throw error
	}
}

/** A scope waits for the start of one of its event sub-processes. */
export function listenIn(run: Run, scope: Scope, start: Element): void {
	listen(run, start.trigger, scope, { element: start.id, scope: scope.id })
}
