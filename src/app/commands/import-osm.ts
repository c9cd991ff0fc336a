import { existsSync } from 'node:fs'
import { importOsm } from '#kernel/geo/cli.ts'
import { mapFolder } from '#kernel/geo/roads.ts'
import { enterSystem } from '../enter.ts'
import { openMigrated } from '../open.ts'
import { type Command, onlyArgument, say, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'FILE',
	summary: 'Loads an OpenStreetMap extract (.osm.pbf) and makes it the map in use. Stop an embedded server first.',
	async run(args, place) {
		const file = onlyArgument(args, 'FILE, an .osm.pbf')
		if (!existsSync(file)) throw new UsageFault(`There is no file ${file}.`)
		const store = await openMigrated(place)
		try {
			const map = await importOsm({ store, folder: mapFolder(place.data), print: say }, file)
			if (!map.already) {
				const { version, nodes, streets, addresses } = map
				await enterSystem(store, 'geo.map.import', { version, nodes, streets, addresses }, 'geo.map.changed')
			}
			return 0
		} finally {
			await store.close()
		}
	},
}
