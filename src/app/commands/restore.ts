import { parseArgs } from 'node:util'
import { restore } from '../backup/restore.ts'
import { type Command, say, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'FILE --reason TEXT [--replace]',
	summary:
		'Puts a backup back. The ledger gets an entry that says so, with the reason; what was numbered after the backup is gone, and every witness and later receipt shows it.',
	async run(args, place) {
		const { file, reason, replace } = optionsOf(args)
		const made = await restore(place, file, { reason, replace }, say)
		process.stdout.write(`Restored the backup of ${made.madeAt} with ${made.size} ledger entries.\n`)
		return 0
	},
}

function optionsOf(args: readonly string[]): { file: string; reason: string; replace: boolean } {
	try {
		const { values, positionals } = parseArgs({
			args: [...args],
			options: { reason: { type: 'string' }, replace: { type: 'boolean', default: false } },
			allowPositionals: true,
		})
		const [file] = positionals
		if (file !== undefined && positionals.length === 1 && values.reason !== undefined && values.reason.trim() !== '')
			return { file, reason: values.reason.trim().slice(0, 300), replace: values.replace }
	} catch {}
	throw new UsageFault('Give one file and the reason; the reason goes into the ledger.')
}
