import { valueOf } from './expression.ts'
import { TokenFault } from './fault.ts'
import type { Timing } from './model.ts'
import { addWait, sightAt, type Run } from './run.ts'
import type { Scope, Token, Wait } from './state.ts'
import { addDuration, type Cycle, isoOf, parseCycle, parseDuration, parseMoment } from './time.ts'

/** M22. Sets the timer of an event: of a token (catch or boundary), or of a scope (event sub-process). */
export function setTimer(
	run: Run,
	timing: Timing,
	at: Token | Scope,
	wait: Pick<Wait, 'element' | 'token' | 'scope'>,
): void {
	const text = typeof timing.of === 'string' ? timing.of : valueOf(timing.of, sightAt(run, at))
	const due = typeof text === 'string' ? dueOf(timing.is, text, run.now) : null
	if (due === null || !isReal(due.due))
		throw new TokenFault('M22', `${wait.element}: \`${String(text)}\` is no ISO 8601 ${timing.is}`)
	addWait(run, { kind: 'timer', ...wait, ...due })
}

/** Within what a calendar can say (ECMA-262, 21.4.1.1). */
function isReal(due: number | undefined): due is number {
	return due !== undefined && Math.abs(due) <= 8.64e15
}

function dueOf(is: Timing['is'], text: string, now: number): Pick<Wait, 'due' | 'cycle'> | null {
	if (is === 'date') {
		const due = parseMoment(text)
		return due === null ? null : { due }
	}
	const cycle = parseCycle(text)
	if (is === 'cycle' && cycle !== null) return firstOf(cycle, text, now)
	const duration = parseDuration(text)
	return duration === null ? null : { due: addDuration(now, duration) }
}

/** The first firing is at the start given, else one interval from now. */
function firstOf(cycle: Cycle, text: string, now: number): Pick<Wait, 'due' | 'cycle'> {
	const from = cycle.from ?? addDuration(now, cycle.every)
	const every = text.slice(text.lastIndexOf('/') + 1)
	const anchor = cycle.from ?? now
	const next = cycle.from === null ? 1 : 0
	return {
		due: from,
		cycle: { from: anchor, every, next, ...(cycle.times === null ? {} : { times: cycle.times + next - 1 }) },
	}
}

/**
 * The same cycle's next firing, or null when it was the last. Every firing is reckoned from the first moment, so that
 * months clamp each for themselves; late firings come one by one.
 */
export function nextFiring(wait: Wait): Omit<Wait, 'id'> | null {
	const { cycle } = wait
	if (cycle === undefined || (cycle.times !== undefined && cycle.next >= cycle.times)) return null
	const every = parseDuration(cycle.every)
	if (every === null) return null
	const next = cycle.next + 1
	const due = addDuration(cycle.from, every, next)
	if (!isReal(due)) return null
	const { id: _, ...same } = wait
	return { ...same, due, cycle: { ...cycle, next } }
}

/** When a start event's timer is due, in ISO text, for whoever opens the matter; null when the drawing says it in data. */
export function startDue(timing: Timing, now: number): string | null {
	const due = startWait(timing, now)?.due
	return due === undefined ? null : isoOf(due)
}

/** The first firing of a start event's timer; null when the drawing says it in data, or no calendar can say it. */
export function startWait(timing: Timing, now: number): Pick<Wait, 'due' | 'cycle'> | null {
	const wait = typeof timing.of === 'string' ? dueOf(timing.is, timing.of, now) : null
	return wait !== null && isReal(wait.due) ? wait : null
}
