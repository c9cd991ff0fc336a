import { join } from 'node:path'
import { projectFolder } from '#kernel/folder.ts'
import type { Engine, EngineEvents } from './engine.ts'
import type { Place } from './place.ts'

export type Started = { readonly address: string; stop(): Promise<void> }

/**
 * Starts everything at `place` and listens. The web app is built once (and again when its sources changed) and the server
 * is loaded while the database opens. `say` gets one line a step.
 */
export async function start(place: Place, say: (line: string) => void): Promise<Started> {
	const web = process.env['SEAWALL_WEB'] ?? join(projectFolder, 'dist', 'web')
	let poke: (newest: number) => void = () => {}
	const events = { onProgress: say, onNumbered: (newest: number) => poke(newest) }
	const opening = openAt(place, events)
	const building = (async () => {
		const { buildWeb, isFresh } = await import('./web/build.ts')
		if (!isFresh(web)) await buildWeb({ outDir: web, onProgress: (line: string) => say(`pages: ${line}`) })
	})()
	const loading = import('./server.ts')
	// Both are awaited below; one that fails must not leave the database open.
	building.catch(() => {})
	loading.catch(() => {})
	const engine = await opening
	try {
		await building
		const { makeServer } = await loading
		const server = await makeServer({
			doors: engine.doors,
			web,
			data: place.data,
			behindProxy: process.env['SEAWALL_BEHIND_PROXY'] === '1',
			...limitFrom(process.env['SEAWALL_REQUESTS_PER_MINUTE']),
		})
		poke = server.poke
		const host = process.env['HOST'] ?? '127.0.0.1'
		await server.app.listen({ port: place.port, host })
		const bound = server.app.server.address()
		const port = typeof bound === 'object' && bound !== null ? bound.port : place.port
		return {
			address: `http://${host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host}:${port}`,
			async stop() {
				await server.app.close()
				await engine.close()
			},
		}
	} catch (error) {
		await engine.close()
		throw error
	}
}

/** Nothing heavy is loaded before the thread of the embedded database is on its way. */
async function openAt(place: Place, events: EngineEvents): Promise<Engine> {
	if (place.databaseUrl !== null) return (await import('./engine.ts')).openEngine(place, events)
	return (await import('./embedded/client.ts')).openEmbedded(place, events)
}

/** Requests a minute from one source, when the installer set it: many desks may sit behind one address. */
function limitFrom(text: string | undefined): { requestsPerMinute?: number } {
	if (text === undefined || text === '') return {}
	const requestsPerMinute = Number(text)
	if (Number.isInteger(requestsPerMinute) && requestsPerMinute > 0) return { requestsPerMinute }
	throw new Error(`SEAWALL_REQUESTS_PER_MINUTE must be a whole number, not ${text}.`)
}
