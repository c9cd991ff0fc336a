import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Doors } from '#kernel/http/doors.ts'
import { Refusal } from '#kernel/refusal.ts'
import { answersFeed, ordersFeed } from './contract.ts'

const mostBytes = 256 * 1024

/** F150. The doors of a bank's machine, each bank with its own key as `Authorization: Bearer`. */
export function fundsRoutes(app: FastifyInstance, doors: Pick<Doors, 'feed'>): void {
	const feed = (name: string) => (request: FastifyRequest) =>
		doors.feed({ name, source: request.ip, key: keyOf(request), body: request.body })
	app.post(ordersFeed.path, feed(ordersFeed.name))
	// XML is read here and at no other address of funds.
	void app.register(async (banks) => {
		banks.addContentTypeParser(
			['application/xml', 'text/xml'],
			{ parseAs: 'buffer', bodyLimit: mostBytes },
			(_request, body, done) => {
				try {
					done(null, utf8.decode(typeof body === 'string' ? Buffer.from(body) : body))
				} catch {
					const words = { en: 'The body is not XML in UTF-8.', zh: '请求内容不是 UTF-8 的 XML。' }
					done(new Refusal('invalid', words, { rule: 'F141', field: 'body' }))
				}
			},
		)
		banks.post(answersFeed.path, { bodyLimit: mostBytes }, feed(answersFeed.name))
	})
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function keyOf(request: FastifyRequest): string | null {
	return /^Bearer ([\x21-\x7e]{8,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null
}
