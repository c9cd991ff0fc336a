import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { dryRunStatement, readBankSetting } from '#funds'
import { type Command, onlyArgument, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'FILE --dry-run [--setting FILE.json] [--zone ZONE] [--currency CCY] [--account NUMBER] [--encoding NAME]',
	summary: `Reads a bank's statement (camt.052/053/054, MT940, CSV, XLSX) of any size and prints what it holds as JSON lines: one a
row, one a fault, totals last. Fails when a row is wrong. It writes nothing: a statement is kept for a report, under a power,
with a purpose and an end, by a person at the screen of statements.`,
	async run(args) {
		const { values, positionals } = parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				'dry-run': { type: 'boolean', default: false },
				setting: { type: 'string' },
				zone: { type: 'string' },
				currency: { type: 'string' },
				account: { type: 'string' },
				encoding: { type: 'string' },
			},
		})
		const file = onlyArgument(positionals, 'FILE')
		if (!existsSync(file)) throw new UsageFault(`There is no file ${file}.`)
		if (!values['dry-run'])
			throw new UsageFault(
				'A statement is kept by a person at the screen of statements. Here it is only read: --dry-run.',
			)
		const { setting: kept, zone, currency, account, encoding } = values
		try {
			const said: unknown = kept === undefined ? {} : JSON.parse(await readFile(kept, 'utf8'))
			const given = Object.entries({ zone, currency, account, encoding }).filter(([, value]) => value !== undefined)
			const setting = readBankSetting({ ...(typeof said === 'object' ? said : {}), ...Object.fromEntries(given) })
			return (await dryRunStatement(file, setting, write)) ? 0 : 1
		} catch (error) {
			if (error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError'))
				throw new UsageFault(`The setting is not right: ${error.message.slice(0, 300)}`)
			throw error
		}
	},
}

async function write(text: string): Promise<void> {
	if (process.stdout.write(text)) return
	await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
}
