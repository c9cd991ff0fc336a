import { type Outcome, readProcesses, readScript, simulate } from '../api.ts'

/** Small BPMN files for tests, and runs of them. */

const namespaces =
	'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://seawall.example/test"'

/** One element: `node('a', 'userTask')`, with further attributes and what stands inside. */
export function node(id: string, type: string, attributes = '', inside = ''): string {
	return `<${type} id="${id}" ${attributes}>${inside}</${type}>`
}

/** Elements by type: `nodes('userTask', 'a b c')`. */
export function nodes(type: string, ids: string): string {
	return ids
		.split(' ')
		.map((id) => node(id, type))
		.join('')
}

/** Flows `a>b` or `a>b if x > 1`, each with the id `a_b`. A chain `a>b>c` is two. */
export function flows(...lines: readonly string[]): string {
	return lines.map(flow).join('\n')
}

function flow(line: string): string {
	const [way = '', condition] = line.split(' if ')
	const ids = way.split('>')
	const body =
		condition === undefined ? '' : `<conditionExpression>${condition.replaceAll('<', '&lt;')}</conditionExpression>`
	return ids
		.slice(1)
		.map((to, n) => `<sequenceFlow id="${ids[n]}_${to}" sourceRef="${ids[n]}" targetRef="${to}">${body}</sequenceFlow>`)
		.join('\n')
}

/** A file with one process `p`; `roots` stand beside it. */
export function file(process: string, roots = ''): string {
	return `<?xml version="1.0" encoding="UTF-8"?>\n<definitions ${namespaces}>${roots}<process id="p" isExecutable="true">${process}</process></definitions>`
}

/** Definitions inside events. */
export const timer = (text: string, is = 'Duration') =>
	`<timerEventDefinition><time${is}>${text}</time${is}></timerEventDefinition>`
export const message = (name: string) => `<messageEventDefinition messageRef="${name}"/>`
export const signal = (name: string) => `<signalEventDefinition signalRef="${name}"/>`
export const error = (name?: string) => `<errorEventDefinition ${name === undefined ? '' : `errorRef="${name}"`}/>`
export const escalation = (name?: string) =>
	`<escalationEventDefinition ${name === undefined ? '' : `escalationRef="${name}"`}/>`
export const compensate = (activity?: string) =>
	`<compensateEventDefinition ${activity === undefined ? '' : `activityRef="${activity}"`}/>`
export const terminate = '<terminateEventDefinition/>'
export const link = (name: string) => `<linkEventDefinition name="${name}"/>`

/** Messages, signals, errors and escalations m, n, sig, err, err2, esc for drawings to refer to. */
export const known =
	'<message id="m" name="m"/><message id="n" name="n"/><signal id="sig" name="sig"/>' +
	'<error id="err" name="err" errorCode="E1"/><error id="err2" name="err2" errorCode="E2"/>' +
	'<escalation id="esc" name="esc" escalationCode="X1"/>'

/** A boundary event on an activity. */
export function onEdge(id: string, host: string, definition: string, interrupting = true): string {
	return node(id, 'boundaryEvent', `attachedToRef="${host}" cancelActivity="${interrupting}"`, definition)
}

/** An event sub-process `id` with the start event `id_start`. */
export function eventSub(id: string, definition: string, inside: string, interrupting = true): string {
	const start = node(`${id}_start`, 'startEvent', `isInterrupting="${interrupting}"`, definition)
	return node(id, 'subProcess', 'triggeredByEvent="true"', start + inside)
}

/** The handler of an activity: a compensation boundary event `undo_a` and the task that undoes. */
export function undoneBy(activity: string, handler: string): string {
	return (
		onEdge(`undo_${activity}`, activity, compensate()) +
		node(handler, 'task', 'isForCompensation="true"') +
		`<association id="as_${activity}" associationDirection="One" sourceRef="undo_${activity}" targetRef="${handler}"/>`
	)
}

/** Runs process `p` of a file by itself, or as a script says. Throws when it may not be published. */
export async function play(
	bpmn: string,
	data: Record<string, unknown> = {},
	script: unknown = {},
	until?: number,
): Promise<Outcome> {
	const { processes, faults } = await readProcesses(bpmn)
	const all = [...faults, ...processes.flatMap((one) => one.faults)]
	if (all.length > 0) throw new Error(all.map((one) => `${one.rule} ${one.element} ${one.sentence.en}`).join('; '))
	const models = new Map(processes.map((one) => [one.id, one.model]))
	const model = models.get('p')
	if (model === undefined) throw new Error('no process p')
	return simulate({
		model,
		data,
		script: readScript(script),
		called: (id) => models.get(id) ?? null,
		beside: processes.filter((one) => one.executable && one.id !== 'p').map((one) => one.model),
		...(until === undefined ? {} : { until }),
		print: () => undefined,
	})
}

/** Ids of the completed elements, those of one-letter ids alone: `a b c`. */
export async function order(bpmn: string, data: Record<string, unknown> = {}, script: unknown = {}): Promise<string> {
	const { completed } = await play(bpmn, data, script)
	return completed.filter((id) => /^[a-z]\d?$/.test(id)).join(' ')
}

/** What stands against a file: `rule element`, in the order found. */
export async function faultsOf(bpmn: string): Promise<readonly string[]> {
	const { processes, faults } = await readProcesses(bpmn)
	return [...faults, ...processes.flatMap((one) => one.faults)].map((one) => `${one.rule} ${one.element}`)
}
