import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { analyse, FeelStopped, type Model, plainAnswer, readModel, TableFault } from '#kernel/tables/api.ts'
import { type Command, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'eval FILE.dmn --input JSON [--decision NAME] | check FILE.dmn',
	summary: `eval: decides by a DMN file without a server and prints the decisions, the rows hit and the faults as JSON.
check: says whether it may be published, and for each table which inputs no row takes, which rows contradict each
other, and which can never decide.`,
	async run(args) {
		const asked = askedFor(args)
		const dmn = await readFile(asked.file, 'utf8').catch(() => {
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
	const wanted = asked.decision === undefined ? {} : { wanted: [asked.decision] }
	const answer = model.evaluate({ facts: asked.facts, ...wanted })
	print({ decisions: plainAnswer(answer), rows: answer.rows, faults: [...model.faults, ...answer.faults] })
	return 0
}

function check(model: Model): number {
	const tables = [...model.tables].map(([table, compiled]) => ({ table, ...analyse(compiled) }))
	print({ tables, faults: model.faults })
	return model.faults.length === 0 ? 0 : 1
}

function print(answer: unknown): void {
	process.stdout.write(`${JSON.stringify(answer)}\n`)
}

function askedFor(args: readonly string[]): Asked {
	const { values, positionals } = parsed(args)
	const [verb, file] = positionals
	if ((verb !== 'eval' && verb !== 'check') || file === undefined || positionals.length > 2)
		throw new UsageFault('Give `eval` or `check`, and one file.')
	return { verb, file, facts: factsFrom(values.input ?? '{}'), decision: values.decision }
}

function parsed(args: readonly string[]) {
	try {
		const options = { input: { type: 'string' }, decision: { type: 'string' } } as const
		return parseArgs({ args: [...args], options, allowPositionals: true })
	} catch (error) {
		throw new UsageFault(error instanceof Error ? error.message : String(error))
	}
}

function factsFrom(text: string): Record<string, unknown> {
	try {
		const facts: unknown = JSON.parse(text)
		if (typeof facts === 'object' && facts !== null && !Array.isArray(facts)) return { ...facts }
	} catch {
		// Said below, as for anything else that is no object.
	}
	throw new UsageFault('--input is a JSON object of facts by input name.')
}

/** The other files beside it, for its imports. */
async function others(file: string): Promise<readonly string[]> {
	const folder = dirname(file)
	const names = (await readdir(folder)).filter((name) => name.endsWith('.dmn') && join(folder, name) !== join(file))
	return Promise.all(names.slice(0, 50).map((name) => readFile(join(folder, name), 'utf8')))
}
