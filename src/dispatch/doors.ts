import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Doors } from '#kernel/http/doors.ts'
import { positionsFeed, telephonyFeed } from './contract.ts'

/** `POST /calls/telephony` and `POST /positions`: the feeds, each with its own key as `Authorization: Bearer`. */
export function dispatchRoutes(app: FastifyInstance, doors: Pick<Doors, 'feed'>): void {
	const feed = (name: string) => (request: FastifyRequest) =>
		doors.feed({ name, source: request.ip, key: keyOf(request), body: request.body })
	app.post(telephonyFeed.path, feed('telephony'))
	app.post(positionsFeed.path, feed('positions'))
}

function keyOf(request: FastifyRequest): string | null {
	const match = /^Bearer ([\x21-\x7e]{8,200})$/.exec(request.headers.authorization ?? '')
	return match?.[1] ?? null
}
