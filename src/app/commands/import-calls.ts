import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Store } from '#kernel/db/store.ts'
import { followDrawings, loadProcesses, publishDrawings } from '#kernel/matters/api.ts'
import { loadTables, publishTables } from '#kernel/tables/api.ts'
import { FileFault, importCalls, readMapping } from '#dispatch'
import { openMigrated } from '../open.ts'
import { slices } from '../slices.ts'
import { type Command, onlyArgument, say, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'FILE.csv --bureau CODE [--map FILE.json] [--encoding utf-8|gb18030] [--dry-run]',
	summary: `Takes in ended incidents of a former system: all rows of the file or none. Stop an embedded server first.
Columns: number, received, closed, type, place; and dispatched, en_route, on_scene, cleared, priority, station, lon, lat,
disposition where it has them. The mapping names the file's own heads and words: {"columns": {"number": "警情编号"},
"types": {"盗窃": "theft"}, "stations": {}, "dispositions": {}}. Times are RFC 3339, or a wall clock of UTC+8.`,
	async run(args, place) {
		const asked = await askedFor(args)
		const stopped = new AbortController()
		const stop = (): void => stopped.abort()
		process.once('SIGINT', stop)
		const store = await openMigrated(place)
		let unfollow = async (): Promise<void> => {}
		try {
			unfollow = await readRules(store)
			const done = await importCalls(store, { ...asked, signal: stopped.signal }, say)
			for (const { line, column, what } of done.faults) process.stdout.write(`line ${line}, ${column}: ${what}\n`)
			if (done.count > 0) {
				say(`${done.count} faults in ${done.rows} rows. Nothing was taken in.`)
				return 1
			}
			say(
				done.written === null
					? `${done.rows} rows are right. Nothing was written (--dry-run).`
					: `${done.rows} incidents were taken in; SHA-256 ${done.sha256}.`,
			)
			return 0
		} catch (error) {
			if (stopped.signal.aborted) say('Stopped. Nothing was taken in.')
			else if (error instanceof FileFault) say(`${error.message} Nothing was taken in.`)
			else throw error
			return 1
		} finally {
			process.off('SIGINT', stop)
			await unfollow()
			await store.close()
		}
	},
}

/** The tables and drawings in force, by which an incident gets its priority and its steps. */
async function readRules(store: Store): Promise<() => Promise<void>> {
	await loadTables(slices)
	await loadProcesses(slices)
	const clock = () => new Date()
	await store.transact('owner', async (tx) => {
		await publishDrawings(tx, clock())
		await publishTables(tx, clock())
	})
	return followDrawings(store, clock)
}

async function askedFor(args: readonly string[]) {
	const { values, positionals } = parseArgs({
		args: [...args],
		allowPositionals: true,
		options: {
			bureau: { type: 'string' },
			map: { type: 'string' },
			encoding: { type: 'string', default: 'utf-8' },
			'dry-run': { type: 'boolean', default: false },
		},
	})
	const file = onlyArgument(positionals, 'FILE.csv')
	const encoding = values.encoding.toLowerCase()
	if (!existsSync(file)) throw new UsageFault(`There is no file ${file}.`)
	if (values.bureau === undefined) throw new UsageFault('Name the bureau: --bureau CODE.')
	if (encoding !== 'utf-8' && encoding !== 'gb18030') throw new UsageFault('The encoding is utf-8 or gb18030.')
	try {
		const map = readMapping(values.map === undefined ? '{}' : await readFile(values.map, 'utf8'))
		return { file, bureau: values.bureau, encoding, map, dryRun: values['dry-run'] } as const
	} catch (error) {
		throw new UsageFault(error instanceof Error ? error.message : 'The mapping cannot be read.')
	}
}
