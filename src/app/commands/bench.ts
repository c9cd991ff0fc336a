import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectFolder } from '#kernel/folder.ts'
import { type Command, onlyArgument, UsageFault } from './command.ts'

const folder = join(projectFolder, 'bench')

export const command: Command = {
	usage: 'NAME',
	summary:
		'Runs bench/NAME.ts and prints one JSON object a line: bench, case, metric, ours, unit, peer_name, peer, ratio.',
	async run(args) {
		const name = onlyArgument(args, `one of ${names().join(', ')}`)
		if (!names().includes(name)) throw new UsageFault(`There is no bench "${name}". There are: ${names().join(', ')}.`)
		const bench: unknown = await import(pathToFileURL(join(folder, `${name}.ts`)).href)
		for await (const line of rowsOf(bench, name)) process.stdout.write(`${JSON.stringify(line)}\n`)
		return 0
	},
}

function names(): string[] {
	if (!existsSync(folder)) return []
	const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && isBench(join(folder, file)))
	return files.map((file) => file.slice(0, -'.ts'.length)).sort()
}

/** The folder also holds what benches share; a bench is a file with a `run`. Read as text: loading one is heavy. */
function isBench(file: string): boolean {
	return /^export (async )?function\*? run\b/m.test(readFileSync(file, 'utf8'))
}

/** A bench gives its rows as a list, a promise of one, or one by one. */
async function* rowsOf(bench: unknown, name: string): AsyncGenerator<unknown> {
	if (typeof bench !== 'object' || bench === null || !('run' in bench) || typeof bench.run !== 'function')
		throw new Error(`bench/${name}.ts has no run()`)
	const rows: unknown = await bench.run()
	if (typeof rows !== 'object' || rows === null) return
	if (Symbol.asyncIterator in rows || Symbol.iterator in rows) yield* rows as AsyncIterable<unknown> | Iterable<unknown>
}
