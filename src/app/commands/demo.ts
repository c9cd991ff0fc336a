import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#kernel/folder.ts'
import { importOsm } from '#kernel/geo/cli.ts'
import { mapFolder } from '#kernel/geo/roads.ts'
import { needOrganisation } from '#kernel/identity/api.ts'
import { seedDispatchDemo } from '#dispatch'
import { seedFundsDemo } from '#funds'
import { demoDispatch } from '../../../demo/dispatch.ts'
import { seedDemo } from '../../../demo/seed.ts'
import { openMigrated } from '../open.ts'
import { type Command, say } from './command.ts'

export const command: Command = {
	usage: '',
	summary:
		'Writes the demo organisation, its shift and the demo town. Does nothing once a real organisation is set up.',
	async run(_args, place) {
		const store = await openMigrated(place, (name) => say(`database: ${name}`))
		try {
			const { mode } = await store.transact('owner', (tx) => needOrganisation(tx))
			if (mode !== 'demo') {
				say('A real organisation is set up here: nothing of the demo was written.')
				return 1
			}
			const town = join(projectFolder, 'demo', 'xigang.osm.pbf')
			const known = await store.transact('owner', (tx) =>
				tx.selectFrom('geo.map').select('version').where('is_current', '=', true).executeTakeFirst(),
			)
			if (known === undefined && existsSync(town))
				await importOsm({ store, folder: mapFolder(place.data), print: say }, town)
			const now = new Date()
			const written = await store.transact('owner', async (tx) => {
				const fresh = await seedDemo(tx, now)
				await seedDispatchDemo(tx, now, demoDispatch)
				await seedFundsDemo(tx, now, demoDispatch.bureau)
				return fresh
			})
			say(written ? 'The demo organisation was written.' : 'The demo organisation stood already; its shift begins now.')
			return 0
		} finally {
			await store.close()
		}
	},
}
