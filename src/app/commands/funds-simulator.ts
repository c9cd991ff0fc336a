import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bankKeys, startSimulator, worldStatements } from '#funds'
import { type Command, say, UsageFault } from './command.ts'

/** F150 to F152. Runs beside a server, by the doors a bank would use, until it is told to stop. */
export const command: Command = {
	usage: 'simulator [--server URL] [--seed N] [--pace N] [--statements DIR [--since MOMENT]]',
	summary: 'Banks of the demo, which do not exist. Their keys are those of SEAWALL_BANK_KEYS, as the server has them.',
	async run(args) {
		const { values } = parseArgs({
			args: [...args],
			options: {
				server: { type: 'string', default: 'http://localhost:8080' },
				seed: { type: 'string', default: '1' },
				pace: { type: 'string', default: '1' },
				statements: { type: 'string' },
				since: { type: 'string' },
			},
		})
		if (values.statements !== undefined) return statements(values.statements, values.since)
		const banks = bankKeys(process.env['SEAWALL_BANK_KEYS'])
		if (banks.length === 0) throw new UsageFault('Set SEAWALL_BANK_KEYS to the keys the server has: CODE=key CODE=key.')
		const simulator = startSimulator({
			server: values.server.replace(/\/$/, ''),
			banks,
			seed: numberOf('--seed', values.seed),
			pace: numberOf('--pace', values.pace),
			say,
		})
		say(`${banks.map(({ code }) => code).join(', ')} answer at ${values.server}`)
		await new Promise<void>((resolve) => {
			process.once('SIGINT', resolve)
			process.once('SIGTERM', resolve)
		})
		await simulator.stop()
		return 0
	},
}

function statements(folder: string, since: string | undefined): number {
	const from = since === undefined ? new Date() : new Date(since)
	if (Number.isNaN(from.getTime())) throw new UsageFault(`--since is no moment: ${since}`)
	mkdirSync(folder, { recursive: true })
	for (const { name, text } of worldStatements(from)) {
		writeFileSync(join(folder, name), text)
		process.stdout.write(`${join(folder, name)}\n`)
	}
	return 0
}

function numberOf(name: string, text: string): number {
	const number = Number(text)
	if (text.trim() !== '' && Number.isFinite(number) && number >= 0) return number
	throw new UsageFault(`${name} must be a number, not ${text}.`)
}
