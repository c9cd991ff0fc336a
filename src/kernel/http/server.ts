import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { Refusal } from '../refusal.ts'
import type { Caller, Doors } from './doors.ts'
import { problem, problemOf } from './problem.ts'

/** Largest body, in bytes. */
const bodyLimit = 256 * 1024
/** Largest body of what is declared `long`: a text of a million signs, each of which JSON may write in four bytes. */
export const longLimit = 4 * 1024 * 1024

declare module 'fastify' {
	interface FastifyRequest {
		/** One nonce a response, for the content security policy. */
		nonce: string
	}
}

export const sessionCookie = 'seawall_session'

export type ServerOptions = {
	readonly doors: Doors
	/** Whether a proxy in front ends HTTPS and says so in X-Forwarded-*. */
	readonly behindProxy: boolean
	readonly logger: boolean
	/** Requests a minute from one source. */
	readonly requestsPerMinute?: number
}

/** The HTTP server without routes: parsing, limits, headers, errors. */
export async function bareServer(options: ServerOptions): Promise<FastifyInstance> {
	const app = fastify({
		bodyLimit,
		trustProxy: options.behindProxy,
		logger: options.logger ? { level: 'warn', redact: ['req.headers.cookie', 'req.headers.authorization'] } : false,
		routerOptions: { maxParamLength: 300 },
		requestTimeout: 30_000,
		forceCloseConnections: true,
	})
	await app.register(cookie)
	await app.register(rateLimit, {
		max: options.requestsPerMinute ?? 6_000,
		timeWindow: 60_000,
		errorResponseBuilder: () =>
			new Refusal('too_many', { en: 'Too many requests. Wait a minute.', zh: '请求过多，请一分钟后再试。' }),
	})
	app.removeAllContentTypeParsers()
	app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => {
		try {
			done(null, parseJson(body))
		} catch (error) {
			done(error instanceof Error ? error : new Error(String(error)))
		}
	})
	// Signed checkpoints from witnesses.
	app.addContentTypeParser('text/plain', { parseAs: 'string', bodyLimit }, (_request, body, done) => done(null, body))
	app.decorateRequest('nonce', '')
	app.addHook('onRequest', async (request, reply) => {
		// Data needs no script, so it needs no nonce either.
		if (!isData(request.url)) request.nonce = randomBytes(16).toString('base64')
		reply.headers(securityHeaders(request))
		refuseForeignOrigin(request)
	})
	app.setErrorHandler<FastifyError | Refusal>((error, request, reply) => {
		const told = problemFor(error, localeOf(request), request.routeOptions.bodyLimit)
		if (told.status >= 500) request.log.error(error)
		return reply.code(told.status).type('application/problem+json').send(JSON.stringify(told))
	})
	app.setNotFoundHandler((request, reply) => {
		const words = { en: 'There is nothing at this address.', zh: '这个地址没有内容。' }
		return reply
			.code(404)
			.type('application/problem+json')
			.send(JSON.stringify(problem('not_found', words[localeOf(request)])))
	})
	return app
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Strict UTF-8 JSON; anything else is `invalid`. */
function parseJson(body: string | Buffer): unknown {
	const unreadable = { en: 'The body is not JSON in UTF-8.', zh: '请求内容不是 UTF-8 的 JSON。' }
	let text: string
	try {
		text = typeof body === 'string' ? body : utf8.decode(body)
		return JSON.parse(text, (name, value: unknown) => {
			if (name === '__proto__') throw new SyntaxError('__proto__')
			return value
		})
	} catch {
		throw new Refusal('invalid', unreadable, { field: 'body' })
	}
}

function problemFor(error: FastifyError | Refusal, locale: 'en' | 'zh', limit: number) {
	if (error instanceof Refusal) return problemOf(error, locale)
	const zh = locale === 'zh'
	if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
		return problem('too_large', zh ? `内容超过 ${limit / 1024} KB。` : `The body is larger than ${limit / 1024} KB.`, {
			field: 'body',
		})
	}
	if (error.statusCode === 429)
		return problem('too_many', zh ? '请求过多，请一分钟后再试。' : 'Too many requests. Wait a minute.')
	if (error.statusCode !== undefined && error.statusCode < 500) {
		return problem(
			'invalid',
			zh ? '请求格式不对，请用 application/json。' : 'The request cannot be read. Send application/json.',
			{ field: 'body' },
		)
	}
	return problem(
		'fault',
		zh
			? '系统出错，这次什么也没有改动。请再试，仍不行就告诉管理员。'
			: 'Something broke; nothing was changed. Try again, and tell the administrator if it goes on.',
	)
}

/** Answers that are data and never a page. */
function isData(url: string): boolean {
	return /^\/(?:api\/.|health\/|ledger\/|map\/|calls\/|positions|warnings\/)/.test(url)
}

function securityHeaders(request: FastifyRequest): Record<string, string> {
	if (isData(request.url)) return headersWith("default-src 'none'; frame-ancestors 'none'", request)
	const policy = [
		"default-src 'none'",
		`script-src 'self' 'nonce-${request.nonce}'`,
		`style-src 'self' 'nonce-${request.nonce}'`,
		"img-src 'self' data: blob:",
		"font-src 'self'",
		"connect-src 'self'",
		"worker-src 'self' blob:",
		"manifest-src 'self'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	]
	return headersWith(policy.join('; '), request)
}

function headersWith(policy: string, request: FastifyRequest): Record<string, string> {
	return {
		'content-security-policy': policy,
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'no-referrer',
		'cross-origin-opener-policy': 'same-origin',
		'permissions-policy': 'geolocation=(self), camera=(), microphone=(), payment=()',
		...(request.protocol === 'https' ? { 'strict-transport-security': 'max-age=31536000' } : {}),
	}
}

/** A browser's request from another site is refused before it is read. */
function refuseForeignOrigin(request: FastifyRequest): void {
	if (request.method === 'GET' || request.method === 'HEAD') return
	const { origin } = request.headers
	const foreign = request.headers['sec-fetch-site'] === 'cross-site'
	if (!foreign && (origin === undefined || sameHost(origin, request.host))) return
	throw new Refusal('not_permitted', {
		en: 'Requests from another site are refused.',
		zh: '不接受来自其他网站的请求。',
	})
}

function sameHost(origin: string, host: string): boolean {
	try {
		return new URL(origin).host === host
	} catch {
		return false
	}
}

/** The language of the answer: what the client says, else English. */
export function localeOf(request: FastifyRequest): 'en' | 'zh' {
	return /^\s*zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh' : 'en'
}

/** Who calls, as the engine needs it. */
export function callerOf(request: FastifyRequest): Caller {
	return { token: request.cookies[sessionCookie] ?? null, source: request.ip, locale: localeOf(request) }
}
