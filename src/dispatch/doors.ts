import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Doors } from '#kernel/http/doors.ts'
import { callerOf } from '#kernel/http/server.ts'
import { Refusal } from '#kernel/refusal.ts'
import { cotFeed, osmAndFeed, ownTracksFeed, positionsFeed, showCot, telephonyFeed } from './contract.ts'
import { cotBytes } from './trackers/cot.ts'

/**
 * The feeds, each with its own key as `Authorization: Bearer` (trackers also as the password of Basic, OsmAnd in its query),
 * and `GET /positions/cot`, which is the view `dispatch.unit.cot` as one XML document.
 */
export function dispatchRoutes(app: FastifyInstance, doors: Pick<Doors, 'feed' | 'show'>): void {
	const feed = (name: string) => (request: FastifyRequest) =>
		doors.feed({ name, source: request.ip, key: keyOf(request), body: request.body })
	app.post(telephonyFeed.path, feed('telephony'))
	app.post(positionsFeed.path, feed('positions'))
	app.post(ownTracksFeed.path, feed('owntracks'))
	app.get(cotFeed.path, async (request, reply) => {
		const answer = await doors.show({ ...callerOf(request), present: false, name: showCot.name, input: {} })
		const events = showCot.output.parse(answer.output).events.map((one) => one.xml)
		return reply.type('application/xml; charset=utf-8').send(`<events>${events.join('')}</events>`)
	})
	// Forms and XML are read at these addresses and nowhere else.
	void app.register(async (trackers) => {
		trackers.addContentTypeParser(
			'application/x-www-form-urlencoded',
			{ parseAs: 'buffer', bodyLimit: cotBytes },
			(_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString('latin1')))),
		)
		trackers.addContentTypeParser(
			['application/xml', 'text/xml'],
			{ parseAs: 'buffer', bodyLimit: cotBytes },
			(_request, body, done) => {
				try {
					done(null, utf8.decode(typeof body === 'string' ? Buffer.from(body) : body))
				} catch {
					const words = { en: 'The body is not XML in UTF-8.', zh: '请求内容不是 UTF-8 的 XML。' }
					done(new Refusal('invalid', words, { rule: 'D114', field: 'body' }))
				}
			},
		)
		const osmAnd = (request: FastifyRequest) => {
			const body = { ...fieldsOf(request.body), ...fieldsOf(request.query) }
			const named = body['id'] ?? body['deviceid']
			const key = keyOf(request) ?? (typeof named === 'string' && isKey.test(named) ? named : null)
			return doors.feed({ name: 'osmand', source: request.ip, key, body })
		}
		trackers.get(osmAndFeed.path, osmAnd)
		trackers.post(osmAndFeed.path, osmAnd)
		trackers.post(cotFeed.path, { bodyLimit: cotBytes }, feed('cot'))
	})
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const isKey = /^[\x21-\x7e]{8,200}$/

function fieldsOf(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function keyOf(request: FastifyRequest): string | null {
	const header = request.headers.authorization ?? ''
	const bearer = /^Bearer ([\x21-\x7e]{8,200})$/.exec(header)?.[1]
	if (bearer !== undefined) return bearer
	const basic = /^Basic ([A-Za-z0-9+/=]{8,400})$/.exec(header)?.[1]
	if (basic === undefined) return null
	const password = Buffer.from(basic, 'base64')
		.toString('latin1')
		.replace(/^[^:]*:/, '')
	return isKey.test(password) ? password : null
}
