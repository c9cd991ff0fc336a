import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** The built pages: file in the build, and the addresses that show it. */
const pages = [
	{ file: 'unit.html', at: ['/unit', '/unit/*'] },
	{ file: 'follow.html', at: ['/follow', '/follow/*'] },
	{ file: 'fraud.html', at: ['/fraud', '/fraud/*'] },
	{ file: 'given-back.html', at: ['/given-back'] },
	{ file: 'text.html', at: ['/text'] },
	{ file: 'warnings.html', at: ['/warnings'] },
	{ file: 'parts.html', at: ['/parts'] },
] as const

/**
 * Serves the built web app from `folder`: hashed assets for a year, pages fresh with their nonce. Any other address that
 * a browser asks for as a page shows the staff app, which knows its own screens.
 */
export async function webRoutes(app: FastifyInstance, folder: string): Promise<void> {
	await app.register(fastifyStatic, {
		root: join(folder, 'assets'),
		prefix: '/assets/',
		immutable: true,
		maxAge: '365d',
		preCompressed: true,
		index: false,
	})
	const texts = new Map<string, string>()
	const send = (file: string, request: FastifyRequest, reply: FastifyReply) => {
		let text = texts.get(file)
		if (text === undefined) {
			text = readFileSync(join(folder, file), 'utf8')
			texts.set(file, text)
		}
		return reply
			.type('text/html; charset=utf-8')
			.header('cache-control', 'no-store')
			.send(text.replaceAll('__NONCE__', request.nonce))
	}
	for (const { file, at } of pages) {
		for (const address of at) app.get(address, async (request, reply) => send(file, request, reply))
	}
	app.get('/unit-worker.js', async (_request, reply) =>
		reply
			.type('text/javascript; charset=utf-8')
			.header('cache-control', 'no-cache')
			.send(readFileSync(join(folder, 'unit-worker.js'), 'utf8')),
	)
	app.get('/*', async (request, reply) => {
		if (/^\/(api|assets|map|ledger|health|calls|positions|warnings)\b/.test(request.url)) return reply.callNotFound()
		return send('index.html', request, reply)
	})
}
