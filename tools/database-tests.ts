import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** Where a test meets the database under test: the door of all, or the address itself. */
const door = join('tests', 'database.ts')
const address = 'SEAWALL_TEST_DATABASE_URL'
const places = ['src/**/tests/**/*.test.{ts,tsx}', 'tests/**/*.test.ts', 'tools/**/*.test.ts']

/**
 * Test files that a second database is worth running: those that come to `tests/database.ts` through what they import, or
 * read the database's address.
 * The others say the same on every database. Journeys bring a server of their own and are left out.
 * @param root folder of the project; paths are relative to it, with `/`
 */
export function databaseTests(root: string): readonly string[] {
	const known = new Map<string, boolean>()
	const comesTo = (file: string): boolean => {
		const before = known.get(file)
		if (before !== undefined) return before
		known.set(file, false)
		const text = readFileSync(join(root, file), 'utf8')
		const found = file === door || text.includes(address) || importsOf(root, file, text).some(comesTo)
		known.set(file, found)
		return found
	}
	return places
		.flatMap((place) => globSync(place, { cwd: root }))
		.filter((file) => !file.startsWith(join('tests', 'journeys')) && comesTo(normalize(file)))
		.map((file) => file.replaceAll('\\', '/'))
		.sort((a, b) => (a < b ? -1 : 1))
}

/** What a file of the tests imports among the project's own tests; sources never import tests. */
function importsOf(root: string, file: string, text: string): readonly string[] {
	return [...text.matchAll(/(?:from|import) ?\(?'((?:#tests|\.\.?)\/[^']+)'/g)].flatMap(([, from = '']) => {
		const path = from.startsWith('#tests/')
			? join('tests', from.slice('#tests/'.length))
			: normalize(join(dirname(file), from))
		return path.split(/[\\/]/).includes('tests') && existsSync(join(root, path)) ? [path] : []
	})
}
