import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
	addDuration,
	type Data,
	type Fault,
	mainProcess,
	parseDuration,
	parseMoment,
	type Reading,
	type ReadProcess,
	readProcesses,
	readScript,
	type Script,
	simulate,
} from '#kernel/matters/process/api.ts'
import { processesBeside, readXml, tablesBeside } from '../drawings/beside.ts'
import { type Command, say, UsageFault } from './command.ts'

const usage = `check FILE [--process ID]
       seawall process simulate FILE [--data JSON] [--script FILE] [--until MOMENT|DURATION] [--process ID]`

const details = `Says whether a drawing (BPMN 2.0) may be published and why not, or runs it on a clock of its own.

check    one JSON line a fault, { element, rule, en, zh, process }; code 1 when there is one, 0 and { ok: true } when not.
simulate one JSON line a step:
           { n, at, instance, what, element, type, name, lane?, token, scope, flow?,
             round?, thrown?, data? }
         what is enter, wait, complete, take (a flow), throw, cancel, fault, or finish (all instances of a repeated activity)
         and a last line:
           { ended, result, code?, reason?, at, data, completed, open? }
         result is completed, failed (an error nobody caught), cancelled, open, fault or stopped; completed lists the ids of
         the completed elements in order; open lists what still waits.
         Tasks, services and calls are answered by themselves, in the order of asking, in no time, unless the script says.
         Called processes come from the same file or from .bpmn files beside it, rule tables from .dmn files beside it.

--data   the values it begins with, as JSON or as the name of a JSON file
--script a JSON file:
           { "now": MOMENT, "start": ELEMENT,
             "answers": { ELEMENT: ANSWER or [ANSWER, ...] }, "times": { ELEMENT: DURATION },
             "messages": [{ "name", "key"?, "data"?, "at"? or "after"? }],
             "signals": [{ "name", "data"?, "at"? or "after"? }] }
         ELEMENT is an id or a name. An ANSWER is { "data"?, "choose"?, "after"?, "error"?, "escalate"?, "fail"?, "never"? },
         or, with none of these keys, the data itself: choose names flows (or where they lead) for the next
         gateway (a gateway may be answered so itself), error and escalate are codes, fail is a service that could not be
         reached. A list answers in order and then by itself; a single
         answer answers every time. times says how long each takes. at is a moment or a duration from the start, after a
         duration; a message or signal with neither comes once something waits for it.
         The clock begins at 2026-01-01T00:00:00Z unless "now" says otherwise.
--until  where the clock stops
--process the process of the file; the first to be run that no other calls, when left out`

/** M36, M37. Drawings on the command line, without a server and without a database. */
export const command: Command = {
	usage,
	summary: details,
	async run([what, ...args]) {
		const { file, values } = readArguments(args)
		process.stdout.once('error', () => process.exit(1))
		if (what === 'check') return check(file, values.process)
		if (what === 'simulate') return run(file, values)
		throw new UsageFault('Say check or simulate.')
	},
}

function readArguments(args: readonly string[]) {
	const text = { type: 'string' } as const
	const options = { data: text, script: text, until: text, process: text }
	try {
		const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
		const [file] = positionals
		if (file !== undefined && positionals.length === 1) return { file, values }
	} catch (error) {
		throw new UsageFault(error instanceof Error ? error.message : String(error))
	}
	throw new UsageFault('Give one file: FILE.bpmn.')
}

function read(file: string): Promise<Reading> {
	return readXml(file).then(readProcesses, () => {
		throw new UsageFault(`There is no file ${file}.`)
	})
}

/** Lines for programs go to stdout as they come; a reader that has seen enough ends the run. */
function print(line: object): void {
	process.stdout.write(`${JSON.stringify(line)}\n`)
}

function printFaults(faults: readonly Fault[], drawn: string | null): void {
	for (const { element, rule, sentence } of faults)
		print({ element, rule, ...sentence, ...(drawn === null ? {} : { process: drawn }) })
}

async function check(file: string, id: string | undefined): Promise<number> {
	const reading = await read(file)
	const checked = id === undefined ? reading.processes.filter((one) => one.executable) : [chosen(reading, id)]
	printFaults(reading.faults, null)
	for (const one of checked) printFaults(one.faults, one.id)
	if (reading.faults.length > 0 || checked.some((one) => one.faults.length > 0)) return 1
	print({ ok: true, processes: checked.map((one) => one.id) })
	return 0
}

function chosen(reading: Reading, id: string | undefined): ReadProcess {
	const found = mainProcess(reading, id)
	if (found === null) throw new Error(id === undefined ? 'The file holds no process.' : `There is no process ${id}.`)
	return found
}

type Options = ReturnType<typeof readArguments>['values']

async function run(file: string, options: Options): Promise<number> {
	const reading = await read(file)
	if (reading.faults.length > 0) {
		printFaults(reading.faults, null)
		return 1
	}
	const { model, faults, id } = chosen(reading, options.process)
	if (faults.length > 0) {
		printFaults(faults, id)
		say(`${id} may not run: ${faults.length} faults.`)
		return 1
	}
	const script = options.script === undefined ? {} : readScript(await jsonFile(options.script))
	const callable = await processesBeside(file, reading)
	const decided = await tablesBeside(file, reading)
	const until = untilOf(options.until, script)
	const outcome = simulate({
		model,
		data: await dataOf(options.data),
		script,
		called: (name) => callable.get(name) ?? null,
		decided,
		beside: reading.processes
			.filter((one) => one.executable && one.id !== id && one.faults.length === 0)
			.map((one) => one.model),
		...(until === null ? {} : { until }),
		print,
	})
	print(outcome)
	return outcome.result === 'stopped' ? 1 : 0
}

async function jsonFile(file: string): Promise<unknown> {
	const text = await readFile(file, 'utf8').catch(() => {
		throw new UsageFault(`There is no file ${file}.`)
	})
	return parseJson(text, file)
}

/** Values deeper than this are no process's data: they are refused before anything walks through them. */
const deepest = 100

function isShallow(value: unknown, left: number): boolean {
	if (typeof value !== 'object' || value === null) return true
	return left > 0 && Object.values(value).every((inner) => isShallow(inner, left - 1))
}

function parseJson(text: string, what: string): unknown {
	try {
		const value: unknown = JSON.parse(text)
		if (isShallow(value, deepest)) return value
		throw new Error(`it is nested deeper than ${deepest}`)
	} catch (error) {
		throw new UsageFault(`${what} is not read as JSON: ${error instanceof Error ? error.message : String(error)}`)
	}
}

async function dataOf(text: string | undefined): Promise<Data> {
	if (text === undefined) return {}
	const isJson = /^\s*[{[]/.test(text)
	const data = isJson ? parseJson(text, '--data') : await jsonFile(text)
	if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new UsageFault('--data is a JSON object.')
	return { ...data }
}

function untilOf(text: string | undefined, script: Script): number | null {
	if (text === undefined) return null
	const moment = parseMoment(text)
	const duration = parseDuration(text)
	const from = parseMoment(script.now ?? '2026-01-01T00:00:00Z')
	if (moment !== null) return moment
	if (duration !== null && from !== null) return addDuration(from, duration)
	throw new UsageFault('--until is an ISO 8601 moment or duration.')
}
