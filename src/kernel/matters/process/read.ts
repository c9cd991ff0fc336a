import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { type Report, reportTo } from './fault.ts'
import { isHarmless } from './guard.ts'
import { finderOf, withoutMarkup } from './markup.ts'
import { bodyOf, insideOf, listOf } from './moddle.ts'
import type { Fault, Model } from './model.ts'
import { oddNames } from './names.ts'
import { nameByFlow } from './read-messages.ts'
import { modelOf } from './read-process.ts'
import { checkMarks } from '../task/check.ts'
import { checkPrefix } from '../task/marks.ts'
import { checkRings } from './rings.ts'
import { checkShape } from './shape.ts'

/** One process of a file. It may be published and run when `faults` is empty. */
export type ReadProcess = {
	readonly id: string
	readonly name: string
	/** Drawn to be run: marked executable, or the file marks none. */
	readonly executable: boolean
	readonly model: Model
	readonly faults: readonly Fault[]
}

/** What a file holds. `faults` are those of the file as a whole; with one of them nothing in it runs. */
export type Reading = { readonly processes: readonly ReadProcess[]; readonly faults: readonly Fault[] }

/** Reads every process of a BPMN 2.0 file and names all that stands against it (M16 to M22). Never throws for what a file holds. */
export async function readProcesses(bpmn: string): Promise<Reading> {
	const faults: Fault[] = []
	const report = reportTo(faults)
	if (!isHarmless(bpmn, report)) return { processes: [], faults }
	const root = await parse(bpmn, report)
	if (root === null) return { processes: [], faults }
	checkRoot(root, report)
	nameByFlow(root)
	checkPrefix(root, report)
	const drawn = listOf(root, 'rootElements').filter(
		(e) => e.$type === 'bpmn:Process' && listOf(e, 'flowElements').length > 0,
	)
	const marked = drawn.filter((process) => process['isExecutable'] === true)
	if (drawn.length === 0) report('M18', null, 'the file holds no process', '文件中没有流程')
	const processes = drawn.map((process) => readOne(process, marked.length === 0 || marked.includes(process)))
	return { processes, faults }
}

function readOne(process: ModdleElement, executable: boolean): ReadProcess {
	const faults: Fault[] = []
	const report = reportTo(faults, oddNames(process))
	const model = modelOf(process, report)
	checkShape(model, report)
	checkRings(model, report)
	checkMarks(model, report)
	return { id: model.id, name: model.name, executable, model, faults }
}

/**
 * The process named; else the first that is drawn to be run, that no other of the file calls, and that begins by itself; null
 * when there is none.
 */
export function mainProcess(reading: Reading, id?: string): ReadProcess | null {
	const able = reading.processes.filter((one) => (id === undefined ? one.executable : one.id === id))
	const called = new Set(reading.processes.flatMap(({ model }) => [...model.elements.values()].map((e) => e.asks)))
	const uncalled = able.filter((one) => !called.has(one.id))
	return uncalled.find(({ model }) => beginsItself(model)) ?? uncalled[0] ?? able[0] ?? null
}

function beginsItself(model: Model): boolean {
	const starts = model.places.get(model.id)?.starts ?? []
	return starts.some((id) => model.elements.get(id)?.trigger.on === 'none')
}

async function parse(given: string, report: Report): Promise<ModdleElement | null> {
	const bpmn = withoutMarkup(given)
	const read = await new BpmnModdle().fromXML(bpmn).catch((error: unknown) => {
		const why = error instanceof Error ? error.message : String(error)
		report('M17', null, `the file is not BPMN 2.0: ${why}`, `文件不是 BPMN 2.0：${why}`)
		return null
	})
	if (read === null) return null
	const known = idsOf(read.rootElement)
	let find: ReturnType<typeof finderOf> | null = null
	let told = 0
	for (const { message, element, property, value } of read.warnings) {
		if (message.startsWith('unsupported document encoding')) continue
		if (element !== undefined && property !== undefined) mendReference(element, property, value ?? '', known, report)
		else if (told < mostTold) {
			find ??= finderOf(bpmn)
			told += reportOdd(find, message, report)
		}
	}
	return read.rootElement
}

/** Odd elements told one by one; a file with more is refused all the same. */
const mostTold = 100

/**
 * M18. What moddle could not read: twice the same id, an id that is none, an element BPMN does not know. An element of
 * another namespace means nothing wherever it stands. Says how many faults that was.
 */
function reportOdd(find: ReturnType<typeof finderOf>, message: string, report: Report): number {
	const twice = /duplicate ID <(.+)>/.exec(message)?.[1]
	if (twice !== undefined) {
		report('M18', twice, 'not BPMN 2.0: two elements have this id', '不符合 BPMN 2.0：标识重复')
		return 1
	}
	const [line, column] = /line: (\d+)\s+column: (\d+)/.exec(message)?.slice(1).map(Number) ?? []
	const at = line === undefined || column === undefined ? null : find(line, column)
	if (at?.foreign === true) return 0
	const why = [message.split('\n')[0], /nested error: (.*)/.exec(message)?.[1]].filter((part) => part !== undefined)
	const said = line === undefined ? why.join(': ') : `${why.join(': ')} (line ${line + 1})`
	report('M18', at?.id ?? null, `not BPMN 2.0: ${said}`, `不符合 BPMN 2.0：${said}`)
	return 1
}

/** References that decide how a drawing runs; others may point outside the file. */
const needed = new Set([
	'sourceRef',
	'targetRef',
	'attachedToRef',
	'default',
	'activityRef',
	'errorRef',
	'messageRef',
	'signalRef',
	'escalationRef',
	'eventDefinitionRef',
])

/** A reference moddle could not resolve: tried without its prefix, else kept as text, else reported (M18). */
function mendReference(
	element: ModdleElement,
	property: string,
	value: string,
	known: ReadonlyMap<string, ModdleElement>,
	report: Report,
): void {
	const name = property.replace(/^.*:/, '')
	const target = known.get(value.replace(/^.*:/, ''))
	if (target !== undefined || name.startsWith('loopData'))
		Object.defineProperty(element, name, { value: target ?? value, configurable: true, writable: true })
	const isData = /Association$|MessageFlow$/.test(element.$type)
	if (target !== undefined || !needed.has(name) || isData) return
	const at = element.id ?? element.$parent?.id ?? null
	report('M18', at, `${name} refers to ${value}, which is not drawn`, `${name} 引用的 ${value} 不存在`)
}

function idsOf(root: ModdleElement): ReadonlyMap<string, ModdleElement> {
	const known = new Map<string, ModdleElement>()
	const open: ModdleElement[] = [root]
	for (let at = open.pop(); at !== undefined; at = open.pop()) {
		if (at.id !== undefined) known.set(at.id, at)
		for (const property of ['rootElements', 'flowElements', 'artifacts', 'eventDefinitions'])
			open.push(...listOf(at, property))
	}
	return known
}

/** Root elements that carry meaning for the run or none at all; the rest is not run (M18). */
const harmless = new Set(
	[
		'Process Collaboration Message Signal Error Escalation ItemDefinition Interface Resource DataStore Category',
		'EndPoint PartnerEntity PartnerRole CorrelationProperty MessageEventDefinition SignalEventDefinition',
		'TimerEventDefinition ErrorEventDefinition EscalationEventDefinition CompensateEventDefinition',
		'LinkEventDefinition TerminateEventDefinition',
	].flatMap((line) => line.split(' ').map((word) => `bpmn:${word}`)),
)

function checkRoot(root: ModdleElement, report: Report): void {
	for (const item of listOf(root, 'rootElements')) {
		if (!harmless.has(item.$type)) report('M18', item.id ?? null, `${item.$type} is not run`, `不支持 ${item.$type}`)
	}
	const language = root['expressionLanguage']
	if (typeof language === 'string' && !/XPath|feel/i.test(language) && leansOnFile(root))
		report('M21', root.id ?? null, `the expression language ${language} is not run`, `不支持表达式语言 ${language}`)
}

/** Whether a formula of the file names no language of its own. Times are ISO 8601 first, in no language. */
function leansOnFile(root: ModdleElement): boolean {
	const open: ModdleElement[] = [root]
	for (let at = open.pop(); at !== undefined; at = open.pop()) {
		const isFormula = at.$type === 'bpmn:FormalExpression' || at.$type === 'bpmn:Expression'
		if (isFormula && at.$parent?.$type !== 'bpmn:TimerEventDefinition') {
			const body = bodyOf(at)
			if (body !== null && body.language === undefined) return true
		}
		open.push(...insideOf(at))
	}
	return false
}
