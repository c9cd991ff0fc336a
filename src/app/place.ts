import { resolve } from 'node:path'

/** Where a deployment keeps its things, from the environment. */
export type Place = {
	/** SEAWALL_DATA, `.seawall` when unset: keys, maps, and the embedded database. */
	readonly data: string
	/** DATABASE_URL: PostgreSQL 15+ with PostGIS instead of the embedded database; null when unset. */
	readonly databaseUrl: string | null
	/** PORT, 8080 when unset. */
	readonly port: number
}

/** Reads the place from the environment; refuses a port that is none. */
export function placeFrom(environment: NodeJS.ProcessEnv): Place {
	const port = Number(environment['PORT'] ?? '8080')
	if (!Number.isInteger(port) || port < 0 || port > 65_535)
		throw new Error(`PORT must be a number from 0 to 65535, not ${environment['PORT']}.`)
	const databaseUrl = environment['DATABASE_URL']
	return {
		data: resolve(environment['SEAWALL_DATA'] ?? '.seawall'),
		databaseUrl: databaseUrl === undefined || databaseUrl === '' ? null : databaseUrl,
		port,
	}
}
