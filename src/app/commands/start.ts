import { start } from '../start.ts'
import { type Command, say } from './command.ts'

export const command: Command = {
	usage: '',
	summary: 'Starts the server at PORT and prints its address. Ctrl-C stops it.',
	async run(_args, place) {
		const began = performance.now()
		const started = await start(place, say).catch((error: unknown) => {
			if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
				throw new Error(`Port ${place.port} is taken. Choose another: PORT=${place.port + 1} npm start`)
			throw error
		})
		say(`ready after ${((performance.now() - began) / 1000).toFixed(1)} s`)
		process.stdout.write(`Seawall is at ${started.address}\n`)
		const signal = await untilSignal()
		say(`${signal}: stopping`)
		await started.stop()
		return 0
	},
}

function untilSignal(): Promise<NodeJS.Signals> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
	})
}
