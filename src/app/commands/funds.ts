import type { Command } from './command.ts'
import { UsageFault } from './command.ts'

/** What stands after `seawall funds`, each with what loads it. */
const parts: Readonly<Record<string, () => Promise<Command>>> = {
	simulator: async () => (await import('./funds-simulator.ts')).command,
}

export const command: Command = {
	usage: 'simulator [--server URL] [--seed N] [--pace N] [--statements DIR]',
	summary:
		'Banks of the demo as machines outside: they fetch their orders, answer them, and write statements of their accounts.',
	async run([what, ...args], place) {
		const load = what !== undefined && Object.hasOwn(parts, what) ? parts[what] : undefined
		if (load === undefined) throw new UsageFault(`Say ${Object.keys(parts).join(' or ')}.`)
		return (await load()).run(args, place)
	},
}
