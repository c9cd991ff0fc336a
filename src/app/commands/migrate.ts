import { openMigrated } from '../open.ts'
import { type Command, say } from './command.ts'

export const command: Command = {
	usage: '',
	summary: 'Brings the database up to date, each migration in its own transaction, and stops.',
	async run(_args, place) {
		let count = 0
		const store = await openMigrated(place, (name) => {
			count += 1
			say(`database: ${name}`)
		})
		await store.close()
		say(count === 0 ? 'The database is up to date.' : `${count} migrations ran.`)
		return 0
	},
}
