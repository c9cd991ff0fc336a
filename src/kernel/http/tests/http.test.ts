import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { apiRoutes } from '#kernel/http/api.ts'
import type { Doors, Poke } from '#kernel/http/doors.ts'
import { healthRoutes } from '#kernel/http/health.ts'
import { bareServer } from '#kernel/http/server.ts'
import { streamRoutes } from '#kernel/http/stream.ts'
import { StreamMeters } from '#kernel/http/stream-meters.ts'
import { newId } from '#kernel/ids.ts'
import { startSequencer } from '#kernel/ledger/sequencer.ts'
import { newSignerKey, readSigner } from '#kernel/ledger/signer.ts'
import { loadPowers } from '#kernel/powers/powers.ts'
import { beginning, eventsAfter, newestCursor, parseCursor } from '#kernel/spine/events.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { makeSpine } from '#kernel/spine/spine.ts'
import { thingSlice, thingSql } from '#kernel/spine/tests/thing/thing.ts'
import { nobody, type Who } from '#kernel/who.ts'
import { openFresh } from '#tests/database.ts'

const bureau = newId()
const other = newId()
const officer: Who = {
	...nobody,
	person: newId(),
	post: newId(),
	postKind: 'officer',
	agency: bureau,
	tier: 'county',
	above: [bureau],
	bureau,
	below: [bureau],
	sworn: true,
	standing: '1',
	session: newId(),
}

let store: Store
let port: number
let up = true
/** What reading the stream waits for. */
let gate: Promise<void> = Promise.resolve()
let stop: () => Promise<void>
const things: string[] = []

beforeAll(async () => {
	store = await openFresh()
	await store.lease('owner', ({ wire }) => wire.script(thingSql))
	await store.transact('owner', async (tx) => {
		for (let i = 0; i < 4; i += 1) {
			const id = newId()
			things.push(id)
			await sql`insert into spine_test.thing values (${id}, ${i < 2 ? bureau : other}, 'first', 1)`.execute(tx)
		}
	})
	const spine = makeSpine({ store, powers: loadPowers([thingSlice]), slices: [thingSlice] })
	const resources = new Map(thingSlice.resources.map((one) => [one.type, one] as const))
	const whoOf = (token: string | null): Who =>
		token === 'officer'
			? officer
			: token === 'other'
				? { ...officer, person: 'p2', agency: other, above: [other], bureau: other, below: [other], standing: '2' }
				: nobody
	const refuse = async (): Promise<never> => {
		throw new Error('a secret inside')
	}
	const doors: Doors = {
		perform: (call) => perform(spine, { ...call, who: whoOf(call.token) }),
		show: (call) => (call.name === 'broken' ? refuse() : show(spine, { ...call, who: whoOf(call.token) })),
		async events(call) {
			await gate
			const after = call.after === null ? await newestCursor(spine.store.db) : parseCursor(call.after)
			const page = await eventsAfter(spine, resources, whoOf(call.token), after)
			return { ...page, cursor: `${page.cursor.n}.${page.cursor.k}`, signedIn: call.token !== null }
		},
		frame: async ({ since }) => ({ at: since + 1, body: { units: [] } }),
		ledger: refuse,
		feed: refuse,
		mapVersion: async () => null,
		ready: async () => (up ? { ready: true, engine: store.engine, newest: 0 } : Promise.reject(new Error('gone'))),
		metrics: async () => '# TYPE seawall_up gauge\nseawall_up 1\n',
	}
	const app = await bareServer({ doors, behindProxy: false, logger: false })
	const declarations = [...thingSlice.acts, ...thingSlice.views].map((one) => one.declaration)
	apiRoutes(
		app,
		doors,
		declarations.map((one) => (one.name === sealed ? { ...one, long: true } : one)),
	)
	const streams = new StreamMeters()
	healthRoutes(app, doors, streams)
	app.get('/page', async (request, reply) => reply.type('text/html').send(`<p>${request.nonce}</p>`))
	const poke: Poke = streamRoutes(app, doors, streams)
	const sequencer = startSequencer({
		store,
		signer: readSigner(newSignerKey('test.example/http')),
		everyMs: 20,
		onEntries: (_from, to) => poke(to),
	})
	await app.listen({ port: 0, host: '127.0.0.1' })
	port = (app.server.address() as AddressInfo).port
	stop = async () => {
		await app.close()
		await sequencer.stop()
		await store.close()
	}
})
afterAll(() => stop())

type Answer = { status: number; type: string; body: Record<string, unknown> }

function send(path: string, body: string | Buffer | null, headers: Record<string, string> = {}): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const call = ask(
			{
				port,
				host: '127.0.0.1',
				path,
				method: body === null ? 'GET' : 'POST',
				headers: {
					cookie: 'seawall_session=officer',
					...(body === null ? {} : { 'content-type': 'application/json', 'idempotency-key': newId() }),
					...headers,
				},
			},
			(response) => {
				const parts: Buffer[] = []
				response.on('data', (part: Buffer) => parts.push(part))
				response.on('end', () => {
					const text = Buffer.concat(parts).toString('utf8')
					resolve({
						status: response.statusCode ?? 0,
						type: response.headers['content-type'] ?? '',
						body: JSON.parse(text),
					})
				})
			},
		)
		call.on('error', reject)
		call.end(body)
	})
}

const act = '/api/acts/spine.thing.note'
/** Taken as one whose input holds a whole text. */
const sealed = 'spine.thing.seal'
const noteBody = (thing: string, version: number) => JSON.stringify({ input: { thing, version, note: 'over http' } })

it('H2 broken JSON, broken UTF-8, large bodies, other types and __proto__ are refused as problems', async () => {
	for (const body of ['{', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), '{"input":{"__proto__":{"a":1}}}', '']) {
		const answer = await send(act, body)
		expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', field: 'body' } })
		expect(answer.type).toContain('application/problem+json')
	}
	expect(await send(act, JSON.stringify({ input: 'x'.repeat(300_000) }))).toMatchObject({
		status: 413,
		body: { code: 'too_large' },
	})
	expect(await send(act, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
		status: 400,
		body: { code: 'invalid' },
	})
})

it('H2 what is declared long takes a larger body, from who is signed in', async () => {
	const long = `/api/acts/${sealed}`
	const of = (length: number) => JSON.stringify({ input: 'x'.repeat(length) })
	expect(await send(long, of(300_000))).toMatchObject({ status: 400, body: { code: 'invalid' } })
	expect(await send(long, of(300_000), { cookie: '' })).toMatchObject({ status: 401, body: { code: 'not_signed_in' } })
	expect(await send(long, of(4_300_000))).toMatchObject({
		status: 413,
		body: { code: 'too_large', detail: 'The body is larger than 4096 KB.' },
	})
})

it('H1 a refusal speaks the language asked for', async () => {
	const body = JSON.stringify({ input: {} })
	const zh = await send(act, body, { 'accept-language': 'zh-CN' })
	expect(zh.body['detail']).toMatch(/字段/)
	expect(await send(act, body)).toMatchObject({ body: { code: 'invalid', field: 'thing' } })
	expect(await send('/api/acts/no.such.act', body)).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

it('H3 a change from another site is refused', async () => {
	const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]
	for (const headers of foreign) {
		expect(await send(act, noteBody(things[0] ?? '', 1), headers)).toMatchObject({
			status: 403,
			body: { code: 'not_permitted' },
		})
	}
})

it('H12 a view asked by POST answers as by GET, and refuses as by GET', async () => {
	const view = '/api/views/spine.thing.show'
	const thing = things[0] ?? ''
	const [got, posted] = [
		await send(`${view}?thing=${thing}`, null),
		await send(view, JSON.stringify({ input: { thing } })),
	]
	expect(got.status).toBe(200)
	expect([posted.status, posted.body['output']]).toEqual([200, got.body['output']])
	for (const [query, input] of [
		['?thing=x', { thing: 'x' }],
		[`?thing=${things[3]}`, { thing: things[3] }],
		['', undefined],
	] as const) {
		const [a, b] = [await send(`${view}${query}`, null), await send(view, JSON.stringify({ input }))]
		expect(a.status).toBeGreaterThanOrEqual(400)
		expect([b.status, b.body['code']]).toEqual([a.status, a.body['code']])
	}
	const foreign = await send(view, JSON.stringify({ input: { thing } }), { origin: 'https://evil.example' })
	expect(foreign).toMatchObject({ status: 403 })
})

it('H5 a fault is answered without its insides', async () => {
	const answer = await send('/api/views/broken', null)
	expect(answer).toMatchObject({ status: 500, body: { code: 'fault' } })
	expect(JSON.stringify(answer.body)).not.toContain('secret')
})

/** Reads the stream until `enough` says so; gives the events with their ids. */
function listen(
	token: string,
	after: string | null,
	enough: (ids: string[]) => boolean,
): Promise<{ ids: string[]; texts: string[] }> {
	return new Promise((resolve, reject) => {
		const ids: string[] = []
		const texts: string[] = []
		let rest = ''
		const headers = { cookie: `seawall_session=${token}`, ...(after === null ? {} : { 'last-event-id': after }) }
		const call = ask({ port, host: '127.0.0.1', path: '/api/stream', headers }, (response) => {
			response.on('data', (part: Buffer) => {
				rest += part.toString('utf8')
				for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
					const block = rest.slice(0, end)
					rest = rest.slice(end + 2)
					const id = /^id: (.+)$/m.exec(block)?.[1]
					const data = /^data: (.+)$/m.exec(block)?.[1]
					if (id !== undefined && data !== undefined) {
						ids.push(id)
						texts.push(data)
					}
				}
				if (enough(ids)) {
					call.destroy()
					resolve({ ids, texts })
				}
			})
		})
		call.on('error', (error) => (enough(ids) ? undefined : reject(error)))
		call.end()
	})
}

it('H4 a reader cut off at any moment goes on without loss or doubles, and hears only what it may see', async () => {
	const theirs = listen('other', beginning, (ids) => ids.length >= 6)
	const total = 24
	const first = listen('officer', beginning, (ids) => ids.length >= 5)
	for (let i = 0; i < total; i += 1) {
		const thing = things[i % 4] ?? ''
		const version = 1 + Math.floor(i / 4)
		const cookie = i % 4 < 2 ? 'seawall_session=officer' : 'seawall_session=other'
		expect(await send(act, noteBody(thing, version), { cookie })).toMatchObject({ status: 200 })
	}
	const before = await first
	const rest = await listen('officer', before.ids.at(-1) ?? null, (ids) => ids.length >= total / 2 - before.ids.length)
	const all = [...before.ids, ...rest.ids]
	expect(new Set(all).size).toBe(total / 2)
	const own = new Set(things.slice(0, 2))
	for (const text of [...before.texts, ...rest.texts]) expect(own.has(JSON.parse(text).resource.id)).toBe(true)
	for (const text of (await theirs).texts) expect(own.has(JSON.parse(text).resource.id)).toBe(false)
})

it('H4 a place in the stream that cannot be read is refused instead of starting elsewhere', async () => {
	expect(await send('/api/stream', null, { 'last-event-id': 'yesterday' })).toMatchObject({
		status: 400,
		body: { code: 'invalid' },
	})
})

const get = (path: string, headers: Record<string, string> = {}, signal: AbortSignal | null = null) =>
	fetch(`http://127.0.0.1:${port}${path}`, { headers, signal })

it('H8 a page carries a policy with a new nonce each time, data carries default-src none', async () => {
	const nonces: string[] = []
	for (let i = 0; i < 2; i += 1) {
		const page = await get('/page')
		const policy = page.headers.get('content-security-policy') ?? ''
		const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
		expect(policy).toContain("default-src 'none'")
		expect(policy).not.toMatch(/unsafe-|https?:|\*/)
		expect(await page.text()).toContain(nonce)
		nonces.push(nonce)
	}
	expect(nonces[0]).not.toBe('')
	expect(nonces[0]).not.toBe(nonces[1])
	for (const path of ['/api/views/broken', '/health/live'])
		expect((await get(path)).headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
})

it('H9 health and metrics answer without a session, and readiness follows the engine', async () => {
	expect(await (await get('/health/live')).json()).toEqual({ live: true })
	const ready = await get('/health/ready')
	expect([ready.status, await ready.json()]).toEqual([200, { ready: true, engine: store.engine, newest: 0 }])
	const metrics = await get('/metrics')
	expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
	expect(await metrics.text()).toContain('seawall_up 1')
	up = false
	try {
		expect((await get('/health/ready')).status).toBe(503)
		expect((await get('/health/live')).status).toBe(200)
	} finally {
		up = true
	}
})

/** When frames came (ms) until `count` of them did, or an answer's first bytes without any. */
async function framesOf(query: string, count: number): Promise<number[]> {
	const stop = new AbortController()
	const answer = await fetch(`http://127.0.0.1:${port}/api/stream${query}`, {
		headers: { cookie: 'seawall_session=officer' },
		signal: AbortSignal.any([stop.signal, AbortSignal.timeout(1_500)]),
	})
	const times: number[] = []
	const decoder = new TextDecoder()
	try {
		for await (const part of answer.body ?? []) {
			for (const _ of decoder.decode(part).matchAll(/^event: frame$/gm)) times.push(performance.now())
			if (times.length >= count) break
		}
	} catch {
		// The time was up.
	}
	stop.abort()
	return times
}

it('H11 a stream that has entries before it and does not read them is behind, until it has', async () => {
	const lag = async () => Number(/^seawall_stream_lag_seconds (\S+)$/m.exec(await (await get('/metrics')).text())?.[1])
	const stop = new AbortController()
	const stream = await get('/api/stream', { cookie: 'seawall_session=officer' }, stop.signal)
	expect(stream.status).toBe(200)
	expect(await lag()).toBe(0)
	const thing = newId()
	await store.transact('owner', (tx) =>
		sql`insert into spine_test.thing values (${thing}, ${bureau}, 'first', 1)`.execute(tx),
	)
	const held = Promise.withResolvers<void>()
	gate = held.promise
	try {
		expect(await send(act, noteBody(thing, 1))).toMatchObject({ status: 200 })
		await expect.poll(lag, { timeout: 5_000 }).toBeGreaterThan(0)
	} finally {
		held.resolve()
	}
	await expect.poll(lag, { timeout: 5_000 }).toBe(0)
	stop.abort()
})

it('H10 positions come at most every 250 ms, and only to who asked', async () => {
	const began = performance.now()
	const [asked, unasked] = await Promise.all([framesOf('?frames=1', 4), framesOf('', 1)])
	expect(asked).toHaveLength(4)
	expect(unasked).toEqual([])
	expect((asked[3] ?? 0) - began).toBeGreaterThanOrEqual(4 * 250 - 20)
})
