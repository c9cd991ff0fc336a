import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import {
	analyse,
	type Answer,
	FeelStopped,
	type Model,
	plainAnswer,
	readModel,
	TableFault,
} from '#kernel/tables/api.ts'
import { readXml } from '../drawings/beside.ts'
import { type Command, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'eval FILE.dmn --input JSON [--decision NAME] | check FILE.dmn',
	summary: `eval: decides by a DMN file without a server and prints the decisions, the rows hit and the faults as JSON.
check: says whether it may be published, and for each table which inputs no row takes, which rows contradict each
other, and which can never decide.`,
	async run(args) {
		const asked = await askedFor(args)
		const dmn = await readXml(asked.file).catch(() => {
			throw new UsageFault(`There is no file ${asked.file}.`)
		})
		try {
			const model = readModel(asked.file, dmn, /<(?:\w+:)?import\b/.test(dmn) ? await others(asked.file) : [])
			return asked.verb === 'eval' ? decide(model, asked) : check(model)
		} catch (error) {
			if (!(error instanceof TableFault) && !(error instanceof FeelStopped)) throw error
			const empty = asked.verb === 'eval' ? { decisions: {}, rows: [] } : { tables: [] }
			print({ ...empty, faults: [error.message] })
			return 1
		}
	},
}

type Asked = {
	readonly verb: 'eval' | 'check'
	readonly file: string
	readonly facts: Record<string, unknown>
	readonly decision: string | undefined
}

function decide(model: Model, asked: Asked): number {
	const wanted = asked.decision === undefined ? model.decisions : [asked.decision]
	const answers = answersTo(model, asked.facts, wanted)
	const stops = answers.flatMap((answer) => (typeof answer === 'string' ? [answer] : []))
	const made = answers.filter((answer) => typeof answer !== 'string')
	print({
		decisions: Object.assign(Object.fromEntries(wanted.map((name) => [name, null])), ...made.map(plainAnswer)),
		rows: [...new Map(made.flatMap(({ rows }) => rows).map((hit) => [JSON.stringify(hit), hit])).values()],
		faults: [...new Set([...model.faults, ...made.flatMap(({ faults }) => faults), ...stops])],
	})
	return stops.length === 0 ? 0 : 1
}

/** All at once; where one is stopped, each alone, so that the others still answer. A stopped one is its reason. */
function answersTo(model: Model, facts: Asked['facts'], wanted: readonly string[]): readonly (Answer | string)[] {
	try {
		return [model.evaluate({ facts, wanted })]
	} catch (error) {
		if (!(error instanceof FeelStopped)) throw error
		return wanted.length > 1 ? wanted.flatMap((name) => answersTo(model, facts, [name])) : [error.message]
	}
}

function check(model: Model): number {
	const tables = [...model.tables].map(([table, compiled]) => ({ table, ...analyse(compiled) }))
	print({ tables, faults: model.faults })
	return model.faults.length === 0 ? 0 : 1
}

function print(answer: unknown): void {
	process.stdout.write(`${JSON.stringify(answer)}\n`)
}

async function askedFor(args: readonly string[]): Promise<Asked> {
	const { values, positionals } = parsed(args)
	const [verb, file] = positionals
	if ((verb !== 'eval' && verb !== 'check') || file === undefined || positionals.length > 2)
		throw new UsageFault('Give `eval` or `check`, and one file.')
	return { verb, file, facts: await factsFrom(values.input ?? '{}'), decision: values.decision }
}

function parsed(args: readonly string[]) {
	try {
		const options = { input: { type: 'string' }, decision: { type: 'string' } } as const
		return parseArgs({ args: [...args], options, allowPositionals: true })
	} catch (error) {
		throw new UsageFault(error instanceof Error ? error.message : String(error))
	}
}

/** From JSON, or from the JSON file of that name. */
async function factsFrom(given: string): Promise<Record<string, unknown>> {
	const text = given.trim().startsWith('{') ? given : await readFile(given, 'utf8').catch(() => '')
	try {
		const facts: unknown = JSON.parse(text)
		if (typeof facts === 'object' && facts !== null && !Array.isArray(facts)) return { ...facts }
	} catch {
		// Said below, as for anything else that is no object.
	}
	throw new UsageFault('--input is a JSON object of facts by input name, or a file that holds one.')
}

/** The other files beside it, for its imports. */
async function others(file: string): Promise<readonly string[]> {
	const folder = dirname(file)
	const names = (await readdir(folder)).filter((name) => name.endsWith('.dmn') && join(folder, name) !== join(file))
	return Promise.all(names.slice(0, 50).map((name) => readXml(join(folder, name))))
}
