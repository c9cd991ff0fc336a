import type { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '../contract/declare.ts'
import type { Purpose } from '../contract/scalars.ts'
import type { ProblemCode } from '../refusal.ts'
import { setServerClock } from './clock.ts'
import { presenceHeader } from './presence.ts'

/** Acts and views over HTTP, typed by their declarations. Throws nothing but `ProblemError`. */

/** RFC 9457 problem as screens read it. `no_network` and `no_answer` are made here; the rest come from the server. */
export type Problem = {
	readonly code: ProblemCode | 'no_network' | 'no_answer'
	readonly status: number
	readonly title: string
	/** A sentence the person can act on, in the language of the session. */
	readonly detail: string
	readonly rule: string | null
	/** Input field, `place/number` style. */
	readonly field: string | null
	/** Further facts: `current` version, who could grant, `trace`. */
	readonly extra: Readonly<Record<string, unknown>>
}

export class ProblemError extends Error {
	readonly problem: Problem
	constructor(problem: Problem) {
		super(problem.detail)
		this.name = 'ProblemError'
		this.problem = problem
	}
}

/** An answered act: output, the receipt (hex leaf hash of its ledger entry) and the server's time. */
export type ActAnswer<O> = { readonly output: O; readonly receipt: string; readonly at: string }
export type ViewAnswer<O> = { readonly output: O; readonly at: string }

const answerLimit = 8000

/** Refusals and faults that say nothing about whether the act happened: the same key may be sent again. */
export function mayRetry(problem: Problem): boolean {
	return (
		problem.code === 'no_network' ||
		problem.code === 'no_answer' ||
		problem.status === 502 ||
		problem.status === 503 ||
		problem.status === 504
	)
}

/** A new idempotency key: 22 visible ASCII characters, 128 random bits. */
export function newKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16))
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '')
}

/** Sends an act once. The caller keeps `key` for the intent and sends the same one when it tries again. */
export async function sendAct<I extends z.ZodObject, O extends z.ZodType>(
	declaration: ActDeclaration<I, O>,
	input: z.input<I>,
	options: { readonly key: string; readonly purpose?: Purpose; readonly signal?: AbortSignal },
): Promise<ActAnswer<z.output<O>>> {
	const body = options.purpose === undefined ? { input } : { input, purpose: options.purpose }
	const answer = await ask(`/api/acts/${declaration.name}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'idempotency-key': options.key },
		body: JSON.stringify(body),
		...(options.signal === undefined ? {} : { signal: options.signal }),
	})
	// The server has parsed its output with the same schema.
	return answer as ActAnswer<z.output<O>>
}

/** The same by the name alone, for a page that must not carry the contracts: `sendNamed<typeof beginText>('…', …)`. */
export async function sendNamed<D extends Named>(
	name: string,
	input: z.input<D['input']>,
	key: string,
): Promise<ActAnswer<z.output<D['output']>>> {
	const answer = await ask(`/api/acts/${name}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'idempotency-key': key },
		body: JSON.stringify({ input }),
	})
	// The server has parsed its output with the same schema.
	return answer as ActAnswer<z.output<D['output']>>
}

/** A view by its name alone. */
export async function askNamed<D extends Named>(
	name: string,
	input: z.input<D['input']> & object,
): Promise<ViewAnswer<z.output<D['output']>>> {
	// The server has parsed its output with the same schema.
	return (await ask(`/api/views/${name}${queryOf(input)}`, {})) as ViewAnswer<z.output<D['output']>>
}

type Named = { readonly input: z.ZodObject; readonly output: z.ZodType }

/** Asks for a view. */
export async function askView<I extends z.ZodObject, O extends z.ZodType>(
	declaration: ViewDeclaration<I, O>,
	input: z.input<I>,
	options: { readonly purpose?: Purpose; readonly signal?: AbortSignal } = {},
): Promise<ViewAnswer<z.output<O>>> {
	const query = queryOf(input, options.purpose)
	const long = goesAsBody(input, query)
	const answer = await ask(`/api/views/${declaration.name}${long ? '' : query}`, {
		...(long ? bodyAsked(input, options.purpose) : {}),
		...(options.signal === undefined ? {} : { signal: options.signal }),
	})
	// The server has parsed its output with the same schema.
	return answer as ViewAnswer<z.output<O>>
}

/** Proxies take addresses of 8 KB; a longer question goes as a body, and one with a map in it, which no address can say (H12). */
export function goesAsBody(input: object, query: string): boolean {
	const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
	return query.length > longestQuery || Object.values(input).some(isMap)
}

const longestQuery = 4_000

function bodyAsked(input: object, purpose: Purpose | undefined): RequestInit {
	const body = purpose === undefined ? { input } : { input, purpose }
	return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** Query string of a view: plain fields as text, arrays repeated, purpose beside them. */
export function queryOf(input: object, purpose?: Purpose): string {
	const query = new URLSearchParams()
	for (const [name, value] of Object.entries(input)) {
		if (value === undefined || value === null) continue
		if (Array.isArray(value)) for (const each of value) query.append(name, String(each))
		else query.set(name, String(value))
	}
	if (purpose !== undefined) {
		query.set('purposeReason', purpose.reason)
		if (purpose.matter !== undefined) query.set('purposeMatter', purpose.matter)
	}
	const text = query.toString()
	return text === '' ? '' : `?${text}`
}

/** Any JSON of the server's; used for the few public files beside acts and views (checkpoint, tiles, receipts). */
export async function askJson(path: string, signal?: AbortSignal): Promise<unknown> {
	return await ask(path, signal === undefined ? {} : { signal })
}

async function ask(path: string, init: RequestInit): Promise<unknown> {
	const sent = Date.now()
	let response: Response
	const limit = AbortSignal.timeout(answerLimit)
	const signal = init.signal === undefined || init.signal === null ? limit : AbortSignal.any([init.signal, limit])
	try {
		response = await fetch(path, {
			credentials: 'same-origin',
			...init,
			signal,
			headers: {
				accept: 'application/json',
				'accept-language': document.documentElement.lang || 'en',
				...presenceHeader(),
				...init.headers,
			},
		})
	} catch (cause) {
		if (init.signal?.aborted === true) throw cause
		throw new ProblemError(own(limit.aborted ? 'no_answer' : 'no_network'))
	}
	const received = Date.now()
	const body: unknown = await response.json().catch(() => null)
	if (!response.ok) throw new ProblemError(problemOf(body, response.status))
	// W93. A kept answer tells no time.
	const isKept = response.headers.get('x-seawall-kept') !== null
	if (!isKept && isObject(body) && typeof body.at === 'string') setServerClock(body.at, sent, received)
	return body
}

function own(code: 'no_network' | 'no_answer'): Problem {
	return { code, status: 0, title: code, detail: code, rule: null, field: null, extra: {} }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Reads problem+json; anything else becomes `fault` with its status. */
export function problemOf(body: unknown, status: number): Problem {
	if (!isObject(body)) return { code: 'fault', status, title: 'fault', detail: '', rule: null, field: null, extra: {} }
	const { type: _type, title, status: _status, code, detail, rule, field, ...extra } = body
	const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
	return {
		// Codes are the server's closed list; an unknown one is shown with its sentence all the same.
		code: (text(code) ?? 'fault') as ProblemCode,
		status,
		title: text(title) ?? '',
		detail: text(detail) ?? '',
		rule: text(rule),
		field: text(field),
		extra,
	}
}
