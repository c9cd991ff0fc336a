import { type Element, type Model, needElement, needPlace } from './model.ts'
import type { Script } from './script.ts'
import { addDuration, parseDuration, parseMoment } from './time.ts'
import { startDue } from './timers.ts'

/** A message or signal of a script. */
export type Coming = NonNullable<Script['messages']>[number] | NonNullable<Script['signals']>[number]

/** Where and when a simulation begins, and what opened it. */
export type Opening = { readonly start: string | null; readonly at: number; readonly message: Coming | null }

/** When something comes; null when it comes once it is waited for. */
export function momentOf({ at, after }: Pick<Coming, 'at' | 'after'>, now: number): number | null {
	const duration = parseDuration(after ?? at ?? '')
	return duration === null ? parseMoment(at ?? '') : addDuration(now, duration)
}

/**
 * M36. The start the script names; else the none start event; else the first that a message or signal of the script opens,
 * with its data; else the first. A timer start waits for its moment.
 */
export function openingOf(model: Model, script: Script, now: number): Opening {
	const starts = needPlace(model, model.id)
		.starts.map((id) => needElement(model, id))
		.filter((element) => element.kind === 'start')
	if (script.start !== undefined) return opened(needElement(model, script.start), script, now)
	const none = starts.find((element) => element.trigger.on === 'none')
	const first = none ?? starts.find((element) => openerOf(element, script) !== null) ?? starts[0]
	return first === undefined ? { start: null, at: now, message: null } : opened(first, script, now)
}

function opened(element: Element, script: Script, now: number): Opening {
	const message = openerOf(element, script)
	const due = element.trigger.on === 'timer' ? startDue(element.trigger.timing, now) : null
	const at = (message === null ? null : momentOf(message, now)) ?? parseMoment(due ?? '') ?? now
	return { start: element.id, at: Math.max(at, now), message }
}

function openerOf({ kind, trigger }: Element, script: Script): Coming | null {
	if (kind !== 'start' && kind !== 'receive' && kind !== 'catch') return null
	if (trigger.on === 'message') return script.messages?.find((one) => one.name === trigger.name) ?? null
	if (trigger.on === 'signal') return script.signals?.find((one) => one.name === trigger.name) ?? null
	return null
}

/** The start event of a process that a message or signal opens, or null. */
export function startOn(model: Model, on: 'message' | 'signal', name: string): string | null {
	const starts = needPlace(model, model.id).starts.map((id) => needElement(model, id))
	const start = starts.find(({ kind, trigger }) => kind === 'start' && trigger.on === on && trigger.name === name)
	return start?.id ?? null
}
