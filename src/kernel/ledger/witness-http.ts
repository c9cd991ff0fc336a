import type { FastifyInstance } from 'fastify'
import { markOf, readAddCheckpoint, type Witness } from './witness.ts'

/**
 * A standing witness over HTTP (C2SP tlog-witness): submission and monitoring under one prefix. `origins` are the logs
 * it watches, for the monitoring path.
 */
export function witnessRoutes(
	app: FastifyInstance,
	witness: Witness,
	origins: readonly string[],
	now: () => Date = () => new Date(),
): void {
	app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 100_000 }, (_request, body, done) => done(null, body))
	app.post('/add-checkpoint', async (request, reply) => {
		const read = typeof request.body === 'string' ? readAddCheckpoint(request.body) : null
		const answer = read === null ? { status: 400 as const } : witness.add(read, now())
		if (answer.status === 200) return reply.type('text/plain; charset=utf-8').send(answer.lines)
		if (answer.status === 409) return reply.code(409).type('text/x.tlog.size').send(`${answer.size}\n`)
		return reply.code(answer.status).send('')
	})
	for (const origin of origins) {
		app.get(`/${markOf(origin)}/checkpoint`, async (_request, reply) => {
			const note = witness.newest(origin)
			return note === null ? reply.code(404).send('') : reply.type('text/plain; charset=utf-8').send(note)
		})
	}
}
