import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Doors } from '#kernel/http/doors.ts'
import { bareServer } from '#kernel/http/server.ts'
import { notSignedIn } from '#kernel/refusal.ts'
import { dispatchRoutes } from '../doors.ts'

/** The addresses trackers send to, over a door that tells what reached it. */
type Reached = Parameters<Doors['feed']>[0]
const reached: Reached[] = []
let app: FastifyInstance

beforeAll(async () => {
	const no = () => Promise.reject(notSignedIn())
	const doors: Doors = {
		perform: no,
		show: no,
		events: no,
		frame: no,
		ledger: no,
		async feed(call) {
			reached.push(call)
			return call.name === 'owntracks' ? [] : { taken: 1 }
		},
		mapVersion: async () => null,
		ready: async () => ({ ready: true, engine: 'none', newest: 0 }),
		metrics: async () => '',
	}
	app = await bareServer({ doors, behindProxy: false, logger: false })
	dispatchRoutes(app, doors)
	await app.ready()
})
afterAll(() => app.close())

const key = 'pos_0123456789abcdef'
const last = () => {
	const { name, key: by, body } = reached.at(-1) ?? { name: '', key: null, body: null }
	return { name, key: by, body }
}

it('D110 the key of a tracker comes as Bearer, as the password of Basic, or in the query of OsmAnd', async () => {
	const basic = `Basic ${Buffer.from(`old-12:${key}`).toString('base64')}`
	const body = { _type: 'location' }
	for (const authorization of [`Bearer ${key}`, basic]) {
		const answer = await app.inject({
			method: 'POST',
			url: '/positions/owntracks',
			headers: { authorization },
			payload: body,
		})
		expect([answer.statusCode, answer.json()]).toEqual([200, []])
		expect(last()).toEqual({ name: 'owntracks', key, body })
	}
	const query = `id=${key}&lat=29.1&lon=121.9&timestamp=1795488272`
	const fields = { id: key, lat: '29.1', lon: '121.9', timestamp: '1795488272' }
	for (const method of ['GET', 'POST'] as const) {
		expect((await app.inject({ method, url: `/positions/osmand?${query}` })).json()).toEqual({ taken: 1 })
		expect(last()).toMatchObject({ name: 'osmand', key, body: fields })
	}
	const headers = { 'content-type': 'application/x-www-form-urlencoded' }
	await app.inject({ method: 'POST', url: '/positions/osmand', headers, payload: query })
	expect(last()).toMatchObject({ name: 'osmand', key, body: fields })
	await app.inject({ method: 'GET', url: '/positions/osmand?lat=29.1&lon=121.9&lat=3' })
	expect(last()).toMatchObject({ key: null, body: { lat: ['29.1', '3'] } })
})

it('D114 XML is read at its own address alone, in UTF-8, up to 16 KB', async () => {
	const headers = { 'content-type': 'application/xml', authorization: `Bearer ${key}` }
	const to = (url: string, payload: string | Buffer) => app.inject({ method: 'POST', url, headers, payload })
	await to('/positions/cot', '<event/>')
	expect(last()).toEqual({ name: 'cot', key, body: '<event/>' })
	const before = reached.length
	expect((await to('/positions/cot', `<event>${' '.repeat(17_000)}</event>`)).json()).toMatchObject({
		status: 413,
		code: 'too_large',
	})
	expect((await to('/positions/cot', Buffer.from([0x3c, 0xff, 0xfe]))).json()).toMatchObject({
		status: 400,
		rule: 'D114',
	})
	expect((await to('/positions', '<event/>')).statusCode).toBe(400)
	expect((await to('/positions/owntracks', '<event/>')).statusCode).toBe(400)
	expect(reached).toHaveLength(before)
})

it('D115 who is not signed in is shown no unit', async () => {
	expect((await app.inject({ method: 'GET', url: '/positions/cot' })).statusCode).toBe(401)
})
