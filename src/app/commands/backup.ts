import { backup } from '../backup/backup.ts'
import { type Command, onlyArgument, say } from './command.ts'

export const command: Command = {
	usage: 'FILE',
	summary:
		'Writes database, keys and maps to one file. Keep it like the keys it holds. Stop an embedded server first; PostgreSQL may go on.',
	async run(args, place) {
		const file = onlyArgument(args, 'FILE, for example seawall-2026-11-24.tar.gz')
		const made = await backup(place, file, say)
		process.stdout.write(`${file}: ${made.size} ledger entries, root ${made.root}\n`)
		return 0
	},
}
