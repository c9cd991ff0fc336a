import type { Command } from './command.ts'
import { UsageFault } from './command.ts'

/** What stands after `seawall funds`, each with what loads it. */
const parts: Readonly<Record<string, () => Promise<Command>>> = {
	import: async () => (await import('./funds-import.ts')).command,
	simulator: async () => (await import('./funds-simulator.ts')).command,
}

export const command: Command = {
	usage: 'import FILE --dry-run | simulator [--server URL] [--seed N] [--pace N] [--statements DIR]',
	summary: `import reads a bank's statement (camt.052/053/054, MT940, CSV, XLSX) of any size and prints what it holds as JSON lines,
totals last; it fails when a row is wrong, and writes nothing. Beside --dry-run it takes --setting FILE.json, --zone,
--currency, --account and --encoding.
simulator: banks of the demo as machines outside: they fetch their orders, answer them, and write statements of their
accounts.`,
	async run([what, ...args], place) {
		const load = what !== undefined && Object.hasOwn(parts, what) ? parts[what] : undefined
		if (load === undefined) throw new UsageFault(`Say ${Object.keys(parts).join(' or ')}.`)
		return (await load()).run(args, place)
	},
}
