import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Doors } from '#kernel/http/doors.ts'
import { callerOf } from '#kernel/http/server.ts'
import { messageName, showBoard, showMessage } from './contract.ts'
import { atomFeed } from './rules/atom.ts'

/**
 * V21. What machines read without signing in: `GET /warnings/feed.atom`, and each message at `GET /warnings/<its name>.xml`.
 * The list as JSON is the view `warnings.board.show`. Both are that view's answers, so nothing is here that it does not show.
 */
export function warningRoutes(app: FastifyInstance, doors: Pick<Doors, 'show'>): void {
	const ask = async (request: FastifyRequest, name: string, input: unknown) =>
		(await doors.show({ ...callerOf(request), token: null, present: false, name, input })).output

	app.get('/warnings/feed.atom', async (request, reply) => {
		const board = showBoard.output.parse(await ask(request, showBoard.name, { ended: 'yes' }))
		return reply
			.type('application/atom+xml; charset=utf-8')
			.header('cache-control', 'no-cache')
			.send(atomFeed(board.rows, board.at, `${request.protocol}://${request.host}`))
	})
	app.get<{ Params: { name: string } }>('/warnings/:name(^seawall-[0-9a-f-]+).xml', async (request, reply) => {
		const message = showMessage.output.parse(
			await ask(request, showMessage.name, { identifier: messageName.parse(request.params.name) }),
		)
		return reply
			.type('application/cap+xml; charset=utf-8')
			.header('cache-control', 'public, max-age=31536000, immutable')
			.header('content-digest', `sha-256=:${Buffer.from(message.sha256, 'hex').toString('base64')}:`)
			.send(message.xml)
	})
}
