import type { FastifyInstance } from 'fastify'
import type { Doors } from './doors.ts'
import type { StreamMeters } from './stream-meters.ts'

/** `/health/live` (the process answers), `/health/ready` (the database answers and maps are loaded), `/metrics`. */
export function healthRoutes(app: FastifyInstance, doors: Doors, streams: StreamMeters): void {
	app.get('/health/live', async () => ({ live: true }))
	app.get('/health/ready', async (_request, reply) => {
		const state = await doors.ready().catch(() => ({ ready: false, engine: 'unknown', newest: -1 }))
		return reply.code(state.ready ? 200 : 503).send(state)
	})
	app.get('/metrics', async (_request, reply) =>
		reply
			.type('text/plain; version=0.0.4; charset=utf-8')
			.send((await Promise.all([doors.metrics(), streams.text()])).join('')),
	)
}
