import { parseArgs } from 'node:util'
import { routeCommand } from '#kernel/geo/cli.ts'
import { mapFolder } from '#kernel/geo/roads.ts'
import { openMigrated } from '../open.ts'
import { type Command, UsageFault } from './command.ts'

export const command: Command = {
	usage: '--from LON,LAT --to LON,LAT',
	summary: 'Metres, seconds and streets of the quickest way on the map in use.',
	async run(args, place) {
		const { from, to } = pointsOf(args)
		const store = await openMigrated(place)
		try {
			const print = (line: string) => process.stdout.write(`${line}\n`)
			await routeCommand({ store, folder: mapFolder(place.data), print }, from, to)
			return 0
		} finally {
			await store.close()
		}
	},
}

function pointsOf(args: readonly string[]): { from: string; to: string } {
	// A western longitude begins with a minus and would read as an option: `--from -73.9,40.7` becomes `--from=-73.9,40.7`.
	const joined = args
		.join(' ')
		.replaceAll(/(--from|--to) /g, '$1=')
		.split(' ')
	try {
		const { values } = parseArgs({ args: joined, options: { from: { type: 'string' }, to: { type: 'string' } } })
		if (values.from !== undefined && values.to !== undefined) return { from: values.from, to: values.to }
	} catch {}
	throw new UsageFault('Give both points.')
}
