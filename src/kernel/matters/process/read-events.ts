import type { ModdleElement } from 'bpmn-moddle'
import { FormulaFault, formulaOf, isFeel, isMarked } from './expression.ts'
import type { Report } from './fault.ts'
import { bodyOf, childOf, extension, listOf, refOf, textOf } from './moddle.ts'
import type { Formula, Kind, Timing, Trigger } from './model.ts'
import { parseCycle, parseDuration, parseMoment } from './time.ts'

/** What may trigger or be thrown by each kind of event (M18). Starts inside an event sub-process have a list of their own. */
const allowed: Readonly<Record<string, readonly Trigger['on'][]>> = {
	start: ['none', 'message', 'signal', 'timer'],
	'event start': ['message', 'signal', 'timer', 'error', 'escalation', 'compensation'],
	'inner start': ['none'],
	end: ['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'terminate'],
	throw: ['none', 'message', 'signal', 'escalation', 'compensation', 'link'],
	catch: ['message', 'signal', 'timer', 'link'],
	boundary: ['message', 'signal', 'timer', 'error', 'escalation', 'compensation'],
}

/** The event's one definition. What is not run is reported and read as none. */
export function triggerOf(item: ModdleElement, id: string, kind: Kind, where: string, report: Report): Trigger {
	const none: Trigger = { on: 'none' }
	const definitions = [...listOf(item, 'eventDefinitions'), ...listOf(item, 'eventDefinitionRef')]
	const [definition, second] = definitions
	if (second !== undefined || item['parallelMultiple'] === true) {
		report('M18', id, 'an event with several definitions is not run', '不支持带多个定义的事件')
		return none
	}
	const trigger = definition === undefined ? none : readTrigger(definition, item, id, report)
	const slot = kind === 'start' ? where : kind
	if (trigger === null) {
		report(
			'M18',
			id,
			`an event with ${String(definition?.$type)} is not run`,
			`不支持 ${String(definition?.$type)} 事件`,
		)
		return none
	}
	if (!(allowed[slot] ?? []).includes(trigger.on)) {
		const what = kind === 'start' ? where : `${kind} event`
		report('M18', id, `a ${trigger.on} trigger on a ${what} is not run`, `不支持此处的 ${trigger.on} 事件`)
	}
	return trigger
}

function readTrigger(definition: ModdleElement, item: ModdleElement, id: string, report: Report): Trigger | null {
	switch (definition.$type) {
		case 'bpmn:MessageEventDefinition':
			return messageOf(childOf(definition, 'messageRef'), item, id, report)
		case 'bpmn:SignalEventDefinition':
			return { on: 'signal', name: nameOf(childOf(definition, 'signalRef'), item, id) }
		case 'bpmn:TimerEventDefinition':
			return { on: 'timer', timing: timingOf(definition, id, report) }
		case 'bpmn:ErrorEventDefinition':
			return { on: 'error', code: codeOf(childOf(definition, 'errorRef'), 'errorCode') }
		case 'bpmn:EscalationEventDefinition':
			return { on: 'escalation', code: codeOf(childOf(definition, 'escalationRef'), 'escalationCode') }
		case 'bpmn:CompensateEventDefinition':
			return {
				on: 'compensation',
				activity: refOf(definition, 'activityRef'),
				waits: definition['waitForCompletion'] !== false,
			}
		case 'bpmn:LinkEventDefinition':
			return { on: 'link', name: textOf(definition, 'name') ?? item.name ?? id }
		case 'bpmn:TerminateEventDefinition':
			return { on: 'terminate' }
		default:
			return null
	}
}

/** A message by its name; what the drawing leaves unnamed is called after the event. */
export function messageOf(message: ModdleElement | null, item: ModdleElement, id: string, report: Report): Trigger {
	const subscription = message === null ? null : extension(message, 'subscription')
	const key = textOf(subscription, 'correlationKey')
	return {
		on: 'message',
		name: nameOf(message, item, id),
		key: key === null ? null : formula(key, undefined, id, report),
	}
}

function nameOf(of: ModdleElement | null, item: ModdleElement, id: string): string {
	return textOf(of, 'name') ?? of?.id ?? textOf(item, 'name') ?? id
}

function codeOf(of: ModdleElement | null, property: string): string | null {
	return textOf(of, property) ?? textOf(of, 'name') ?? of?.id ?? null
}

/** Compiles a formula; a fault is reported under M21 and gives null. */
export function formula(text: string, language: string | undefined, id: string, report: Report): Formula | null {
	try {
		return formulaOf(text, language, report.names)
	} catch (error) {
		if (!(error instanceof FormulaFault)) throw error
		report('M21', id, error.message, error.zh)
		return null
	}
}

/** Compiles the body of an expression element, if there is one. */
export function formulaIn(element: ModdleElement | null, id: string, report: Report): Formula | null {
	const body = bodyOf(element)
	return body === null ? null : formula(body.text, body.language, id, report)
}

const parsers = { date: parseMoment, duration: parseDuration, cycle: parseCycle }
/** Looks like a moment, a duration or a cycle, right or wrong. */
const literal = /^(?:P[\dT]|R-?\d*\/|\d)/

/** M22. When the timer is due, as a literal or a formula. */
function timingOf(definition: ModdleElement, id: string, report: Report): Timing {
	const given = (['date', 'duration', 'cycle'] as const).flatMap((is) => {
		const body = bodyOf(childOf(definition, `time${is[0]?.toUpperCase()}${is.slice(1)}`))
		return body === null ? [] : [{ is, ...body }]
	})
	const [timing] = given
	if (timing === undefined || given.length > 1) {
		report(
			'M22',
			id,
			'a timer has one of timeDate, timeDuration and timeCycle',
			'定时器须且只须给出日期、时长、周期之一',
		)
		return { is: 'duration', of: 'P1D' }
	}
	const { is, text } = timing
	if (!isMarked(text) && parsers[is](text) !== null) return { is, of: text }
	const compiled = literal.test(text) || !isFeel(timing.language) ? null : feelOf(text, report)
	if (compiled === null)
		report(
			'M22',
			id,
			`\`${text}\` is no ISO 8601 ${is} and no FEEL; cron is not run`,
			`“${text}”既不是 ISO 8601 时间，也不是 FEEL；不支持 cron`,
		)
	return { is, of: compiled ?? 'P1D' }
}

function feelOf(text: string, report: Report): Formula | null {
	try {
		return formulaOf(text, undefined, report.names)
	} catch (error) {
		if (error instanceof FormulaFault) return null
		throw error
	}
}
