import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { notFound, Refusal } from '../refusal.ts'
import { readTilePath } from './paths.ts'
import type { LedgerReader } from './reader.ts'

/**
 * The ledger's public routes, C2SP tlog-tiles under `/ledger`, and JSON for our own pages under `/api/ledger`.
 * `bundle` serves entry bundles by power: it answers the bytes for whoever sent the request, or refuses.
 */
export function ledgerRoutes(
	app: FastifyInstance,
	parts: {
		readonly reader: LedgerReader
		readonly bundle: (request: FastifyRequest, index: number, width: number) => Promise<Uint8Array>
	},
): void {
	const { reader } = parts

	app.get('/ledger/checkpoint', async (_request, reply) =>
		sendText(reply, (await reader.checkpoint()) ?? refuse(), 'no-cache'),
	)
	app.get('/ledger/key', async (_request, reply) => sendText(reply, `${await reader.key()}\n`, 'no-cache'))
	app.get('/ledger/witnesses', async (_request, reply) =>
		sendText(reply, (await reader.witnesses()).map((w) => `${w.vkey}\n`).join(''), 'no-cache'),
	)

	app.get<{ Params: { '*': string } }>('/ledger/tile/*', async (request, reply) => {
		const path = readTilePath(request.params['*'])
		if (path === null) throw notFound()
		if (path.level === 'entries') {
			const bytes = await parts.bundle(request, path.index, path.width)
			return reply
				.type('application/octet-stream')
				.header('cache-control', 'private, no-store')
				.send(Buffer.from(bytes))
		}
		const bytes = (await reader.tile(path.level, path.index, path.width)) ?? refuse()
		return reply
			.type('application/octet-stream')
			.header('cache-control', 'public, max-age=31536000, immutable')
			.send(Buffer.from(bytes))
	})

	app.post('/ledger/cosignatures', { bodyLimit: 20_000 }, async (request) => {
		if (typeof request.body !== 'string') throw wrongField('body', 'a checkpoint as text/plain', '须为纯文本签名存证点')
		return { kept: await reader.addCosignatures(request.body) }
	})

	app.get<{ Params: { hash: string } }>('/api/ledger/receipt/:hash', async (request, reply) => {
		const asText = request.params.hash.endsWith('.tlog-proof')
		const answer = (await reader.receipt(request.params.hash.replace(/\.tlog-proof$/, ''))) ?? refuse()
		if (!asText) return reply.header('cache-control', 'no-store').send(answer)
		if (answer.state === 'waiting') throw notFound()
		return sendText(reply, answer.witnessed?.receipt ?? answer.receipt, 'no-store')
	})
	app.get<{ Params: { n: string }; Querystring: { size?: string } }>('/api/ledger/proof/:n', async (request) => {
		const size = request.query.size
		return (
			(await reader.inclusion(whole(request.params.n, 'n'), size === undefined ? undefined : whole(size, 'size'))) ??
			refuse()
		)
	})
	app.get<{ Querystring: { from?: string; to?: string } }>('/api/ledger/consistency', async (request) => {
		const [from, to] = [whole(request.query.from, 'from'), whole(request.query.to, 'to')]
		return { from, to, hashes: (await reader.consistency(from, to)) ?? refuse() }
	})
}

/** A reader whose every call goes through one message, as the engine's door offers it. */
export function remoteReader(call: (method: string, args: readonly unknown[]) => Promise<unknown>): LedgerReader {
	// The door carries plain data both ways; the methods and their answers are those of LedgerReader by construction.
	return new Proxy({} as LedgerReader, {
		get: (_target, method) => {
			// A promise that resolves with the reader asks it for `then`.
			if (typeof method !== 'string' || method === 'then') return undefined
			return (...args: unknown[]) => call(method, args)
		},
	})
}

/** Answers the door: calls the public method named. */
export function answerReader(reader: LedgerReader): (method: string, args: readonly unknown[]) => Promise<unknown> {
	const methods: Readonly<Record<string, unknown>> = { ...reader }
	return async (method, args) => {
		const found = Object.hasOwn(methods, method) ? methods[method] : undefined
		if (typeof found !== 'function') throw notFound()
		return found(...args)
	}
}

function sendText(reply: FastifyReply, text: string, cache: string): FastifyReply {
	return reply.type('text/plain; charset=utf-8').header('cache-control', cache).send(text)
}

function refuse(): never {
	throw notFound()
}

function whole(text: string | undefined, field: string): number {
	if (text === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(text) || !Number.isSafeInteger(Number(text))) {
		throw wrongField(field, 'a whole number', '须为整数')
	}
	return Number(text)
}

function wrongField(field: string, en: string, zh: string): Refusal {
	return new Refusal('invalid', { en: `"${field}" must be ${en}.`, zh: `“${field}”${zh}。` }, { field })
}
