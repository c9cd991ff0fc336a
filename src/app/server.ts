import type { FastifyInstance } from 'fastify'
import { apiRoutes } from '#kernel/http/api.ts'
import { apiPage } from '#kernel/http/api-page.ts'
import type { Doors, Poke } from '#kernel/http/doors.ts'
import { healthRoutes } from '#kernel/http/health.ts'
import { openapi } from '#kernel/http/openapi.ts'
import { bareServer } from '#kernel/http/server.ts'
import { streamRoutes } from '#kernel/http/stream.ts'
import { StreamMeters } from '#kernel/http/stream-meters.ts'
import { docsRoutes } from './docs.ts'
import { roomRoutes } from './room-routes.ts'
import { slices } from './slices.ts'
import { webRoutes } from './web.ts'

export type ServerParts = {
	readonly doors: Doors
	/** Folder of the built web app; null serves no pages (tests of the API). */
	readonly web: string | null
	/** The data folder: maps are read from it. */
	readonly data: string
	readonly behindProxy: boolean
	readonly requestsPerMinute?: number
}

/** The whole HTTP server over an engine's doors. `poke` is to be called after each numbered batch. */
export async function makeServer(parts: ServerParts): Promise<{ app: FastifyInstance; poke: Poke }> {
	const { doors } = parts
	const app = await bareServer({
		doors,
		behindProxy: parts.behindProxy,
		logger: true,
		...(parts.requestsPerMinute === undefined ? {} : { requestsPerMinute: parts.requestsPerMinute }),
	})
	const streams = new StreamMeters()
	healthRoutes(app, doors, streams)
	const declarations = slices.flatMap((slice) => [...slice.acts, ...slice.views].map((one) => one.declaration))
	apiRoutes(app, doors, declarations)
	const poke = streamRoutes(app, doors, streams)
	const feeds = slices.flatMap((slice) => slice.feeds ?? [])
	// Made when first asked for: a start need not wait for it.
	let document: ReturnType<typeof openapi> | null = null
	app.get('/api/openapi.json', async () => (document ??= openapi(declarations, feeds)))
	app.get('/api', async (request, reply) =>
		reply.type('text/html; charset=utf-8').send(apiPage(declarations, request.nonce, feeds)),
	)
	docsRoutes(app)
	await roomRoutes(app, parts)
	if (parts.web !== null) await webRoutes(app, parts.web)
	return { app, poke }
}
