import type { Command } from './commands/command.ts'
import { say, UsageFault } from './commands/command.ts'

/** Every command with what loads it: nothing heavy is read before it is asked for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
	start: async () => (await import('./commands/start.ts')).command,
	migrate: async () => (await import('./commands/migrate.ts')).command,
	demo: async () => (await import('./commands/demo.ts')).command,
	'import-osm': async () => (await import('./commands/import-osm.ts')).command,
	'import-calls': async () => (await import('./commands/import-calls.ts')).command,
	route: async () => (await import('./commands/route.ts')).command,
	ledger: async () => (await import('./commands/ledger.ts')).command,
	backup: async () => (await import('./commands/backup.ts')).command,
	restore: async () => (await import('./commands/restore.ts')).command,
	process: async () => (await import('./commands/process.ts')).command,
	table: async () => (await import('./commands/table.ts')).command,
	'check-sample': async () => (await import('./commands/check-sample.ts')).command,
	hypercube: async () => (await import('./commands/hypercube.ts')).command,
	funds: async () => (await import('./commands/funds.ts')).command,
	certificate: async () => (await import('./commands/certificate.ts')).command,
	match: async () => (await import('./commands/match.ts')).command,
	bench: async () => (await import('./commands/bench.ts')).command,
}

/** Summaries stand here too, so that the help needs to load nothing. */
const help = `Seawall: the public work of a police bureau and its stations.

  seawall start                                    start the server and print its address
  seawall migrate                                  bring the database up to date and stop
  seawall demo                                     write the demo organisation and town, if nothing real is there
  seawall import-osm FILE                          load an OpenStreetMap extract (.osm.pbf) as the map
  seawall import-calls FILE.csv --bureau CODE      take in ended incidents of a former system, all or none
  seawall route --from LON,LAT --to LON,LAT        metres, seconds and streets of the quickest way
  seawall ledger verify                            check the whole ledger and name the first wrong entry
  seawall ledger proof ENTRY                       print the proof of one entry (C2SP tlog-proof)
  seawall ledger witness DIR                       keep and cosign the checkpoints of a ledger, on another machine
  seawall backup FILE                              write database, keys and maps to one file
  seawall restore FILE                             put a backup back; the ledger gets an entry that says so
  seawall process check FILE                       say whether a drawing (BPMN) may be published, and why not
  seawall process simulate FILE                    run a drawing on a clock of its own, one JSON line a step
  seawall table eval FILE --input JSON             decide by a DMN file: decisions, rows hit and faults as JSON
  seawall table check FILE                         say whether it may be published: faults, gaps, contradictions
  seawall check-sample FILE                        draw a weekly sample again from what was shown of it
  seawall certificate verify FILE --data DATA      run a trace certificate again, without a database
  seawall hypercube FILE                           workloads of units that answer for each other, as JSON
  seawall funds simulator                          banks of the demo that answer orders, beside a server
  seawall funds import FILE --dry-run              read a bank's statement and print what it holds as JSON lines
  seawall match A.csv [B.csv] --fields MAPPING     say which records speak of one, from files alone, as JSON
  seawall bench NAME                               measure, one JSON object a line

Environment: PORT (8080), HOST (127.0.0.1), SEAWALL_DATA (.seawall), DATABASE_URL (the embedded database when unset).
`

/** Runs one command line (without \`node\` and the file) and gives the exit code: 0 well, 1 failed, 2 called wrongly. */
export async function main(argv: readonly string[]): Promise<number> {
	const [name, ...args] = argv
	if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
		process.stdout.write(help)
		return name === undefined ? 2 : 0
	}
	if (name === '--version') {
		const { default: project } = await import('../../package.json', { with: { type: 'json' } })
		process.stdout.write(`${project.version}\n`)
		return 0
	}
	const load = Object.hasOwn(commands, name) ? commands[name] : undefined
	if (load === undefined) {
		say(`There is no command "${name}". Run: seawall --help`)
		return 2
	}
	let command: Command | null = null
	try {
		command = await load()
		if (args.includes('--help')) {
			process.stdout.write(`seawall ${name} ${command.usage}\n\n${command.summary}\n`)
			return 0
		}
		const { placeFrom } = await import('./place.ts')
		return await command.run(args, placeFrom(process.env))
	} catch (error) {
		if (error instanceof UsageFault) {
			say(`${error.message}\nUsage: seawall ${name} ${command?.usage ?? ''}`)
			return 2
		}
		say(error instanceof Error ? error.message : String(error))
		if (process.env['SEAWALL_DEBUG'] !== undefined) say(error instanceof Error ? (error.stack ?? '') : '')
		return 1
	}
}
