import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
	answerCall,
	attachCall,
	callBack,
	closeCall,
	closeReason,
	disposition,
	hangUpCall,
	incidentType,
	listCalls,
	listNear,
	openIncident,
	outReason,
	ringCall,
	saveDetail,
	service,
	showCall,
	showCaller,
	showIncident,
	timeKind,
	transferCall,
	unitKind,
	unitStatus,
} from '../contract.ts'
import { dispatchFeed } from '../feeds.ts'
import { perform } from '#kernel/spine/perform.ts'
import { county, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 180_000)
afterAll(() => stage?.close())

test('D1 a call is saved as it rings, and the exchange rings it once', async () => {
	const input = { agency: county, line: '110-2', reference: 'ex-1', number: '13800000001' }
	const rang = await stage.act(ringCall, stage.taker, input)
	expect(rang).toMatchObject({ state: 'ringing', version: 1 })
	const refusal = await refusalOf(stage.act(ringCall, stage.taker, input))
	expect(refusal).toMatchObject({ code: 'already', rule: 'D1', field: 'reference', extra: { call: rang.call } })
	const { rows } = await stage.look(listCalls, stage.taker, { open: 'yes' })
	expect(rows.find((row) => row.id === rang.call)).toMatchObject({ callerEnding: '0001', generated: false })
})

test('D1, S3 sent twice at once, a call rings once and an incident is opened once', async () => {
	const ring = { agency: county, line: '110-2', reference: 'ex-twin', silent: false }
	const ask = (name: string, input: unknown, key: string) =>
		perform(stage.spine, { name, input, key, who: stage.taker })
	const [first, second] = await Promise.all([
		ask(ringCall.name, ring, 'twin-key-1'),
		ask(ringCall.name, ring, 'twin-key-1'),
	])
	expect(second).toEqual(first)
	const others = await Promise.allSettled([
		ask(ringCall.name, { ...ring, reference: 'ex-two' }, 'twin-key-2'),
		ask(ringCall.name, { ...ring, reference: 'ex-two' }, 'twin-key-3'),
	])
	expect(others.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
	expect(others.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'already', rule: 'D1' })
	const told = await stage.call()
	const open = { agency: county, call: { id: told.call, version: told.version } }
	const [one, two] = await Promise.all([
		ask(openIncident.name, open, 'twin-key-4'),
		ask(openIncident.name, open, 'twin-key-4'),
	])
	expect(two).toEqual(one)
})

test('D2, D3 a dropped call waits until it is called back or closed with a reason', async () => {
	const rang = await stage.act(ringCall, stage.taker, { agency: county, line: '110-3', number: '13800000002' })
	const gone = await stage.act(hangUpCall, stage.taker, { call: rang.call, version: rang.version })
	expect(gone.state).toBe('abandoned')
	const early = await refusalOf(
		stage.act(closeCall, stage.taker, { call: rang.call, version: gone.version, reason: 'not_reached_three_times' }),
	)
	expect(early).toMatchObject({ code: 'not_now', rule: 'D3' })
	let version = gone.version
	for (let n = 0; n < 3; n++)
		version = (await stage.act(callBack, stage.taker, { call: rang.call, version, outcome: 'not_reached' })).version
	const closed = await stage.act(closeCall, stage.taker, {
		call: rang.call,
		version,
		reason: 'not_reached_three_times',
	})
	expect(closed.state).toBe('closed_without_incident')
	const shown = await stage.look(showCall, stage.taker, { call: rang.call })
	expect(shown.callBacks).toHaveLength(3)
	expect(shown.closeReason).toBe('not_reached_three_times')
})

test('D3 a caller who is reached is on the line again', async () => {
	const rang = await stage.act(ringCall, stage.taker, { agency: county, line: '110-3' })
	const gone = await stage.act(hangUpCall, stage.taker, { call: rang.call, version: rang.version })
	const live = await stage.act(callBack, stage.taker, { call: rang.call, version: gone.version, outcome: 'reached' })
	expect(live.state).toBe('live')
})

test('D2 a call of which something is known ends on the queue, not abandoned', async () => {
	const told = await stage.call()
	const over = await stage.act(hangUpCall, stage.taker, { call: told.call, version: told.version })
	expect(over.state).toBe('ended')
	const again = await refusalOf(stage.act(hangUpCall, stage.taker, { call: told.call, version: over.version }))
	expect(again.code).toBe('already')
})

test('D4 a non-police call is handed on and stays', async () => {
	const told = await stage.call('other')
	const done = await stage.act(transferCall, stage.taker, {
		call: told.call,
		version: told.version,
		to: 'government_12345',
		words: 'Street lamp out.',
	})
	expect(done.state).toBe('transferred')
	const shown = await stage.look(showCall, stage.taker, { call: told.call })
	expect(shown.transferredTo).toBe('government_12345')
	const wrong = await refusalOf(
		stage.act(openIncident, stage.taker, { agency: county, call: { id: told.call, version: done.version } }),
	)
	expect(wrong.code).toBe('wrong_state')
})

test('D11 near and recent ones are offered by the window, and a call may be attached', async () => {
	const at = stage.address()
	const first = await stage.incident('fight', at)
	const second = await stage.call('fight', at)
	const near = await stage.look(listNear, stage.taker, {
		lon: at.point[0],
		lat: at.point[1],
		type: 'fight',
		but: second.call,
	})
	expect(near.window).toMatchObject({ metres: 150, minutes: 30, rule: 'D11' })
	expect(near.same[0]).toMatchObject({ kind: 'incident', id: first.incident, inside: true, metres: 0 })
	const attached = await stage.act(attachCall, stage.taker, {
		call: second.call,
		version: second.version,
		incident: first.incident,
	})
	expect(attached.state).toBe('attached')
	const story = await stage.look(showIncident, stage.desk, { incident: first.incident })
	expect(story.calls).toHaveLength(2)
	// 0.004 degrees of latitude are 445 m: outside the window of a fight, beyond twice its reach too.
	const far = await stage.look(listNear, stage.taker, { lon: at.point[0], lat: at.point[1] + 0.004, type: 'fight' })
	expect(far.same.every((one) => !one.inside || one.metres <= 150)).toBe(true)
})

test('D20 what is said is appended, and names are shown only with a purpose', async () => {
	const told = await stage.call()
	const more = await stage.act(saveDetail, stage.taker, {
		call: told.call,
		version: told.version,
		said: 'It stopped.',
		callerName: 'A. Caller',
	})
	const shown = await stage.look(showCall, stage.taker, { call: told.call })
	expect(shown.said.map((line) => line.text)).toEqual(['Drilling upstairs.', 'It stopped.'])
	expect(shown.nameGiven).toBe(true)
	expect(JSON.stringify(shown)).not.toContain('A. Caller')
	expect(JSON.stringify(shown)).not.toContain('13800002207')
	const none = await refusalOf(stage.look(showCaller, stage.taker, { call: told.call }))
	expect(none.code).toBe('purpose_needed')
	const caller = await stage.look(showCaller, stage.taker, { call: told.call }, 'call back for the floor')
	expect(caller).toMatchObject({ name: 'A. Caller', number: '13800002207' })
	expect(more.version).toBe(told.version + 1)
})

test('S10 a stale version is overtaken and nothing is written', async () => {
	const told = await stage.call()
	const refusal = await refusalOf(
		stage.act(saveDetail, stage.taker, { call: told.call, version: told.version - 1, said: 'late' }),
	)
	expect(refusal).toMatchObject({ code: 'overtaken', field: 'version' })
	const shown = await stage.look(showCall, stage.taker, { call: told.call })
	expect(shown.said).toHaveLength(1)
})

test('D6 swapped coordinates and places outside the map are named, and nothing is written', async () => {
	const told = await stage.call()
	const [lon, lat] = stage.address().point
	const place = { words: 'by the wall', datum: 'wgs84' as const, forced: { reason: 'new building' } }
	// Latitude 121 does not exist, so the shape itself refuses some swaps; the rule names the rest.
	const outside = await refusalOf(
		stage.act(saveDetail, stage.taker, {
			call: told.call,
			version: told.version,
			place: { ...place, point: [10, 50] },
		}),
	)
	expect(outside).toMatchObject({ code: 'outside_map', rule: 'D6', field: 'place/point' })
	const unforced = await refusalOf(
		stage.act(saveDetail, stage.taker, {
			call: told.call,
			version: told.version,
			place: { words: 'x', point: [lon, lat] },
		}),
	)
	expect(unforced).toMatchObject({ code: 'invalid', rule: 'D10', field: 'place/forced' })
	const unknown = await refusalOf(
		stage.act(saveDetail, stage.taker, {
			call: told.call,
			version: told.version,
			place: { words: 'x', address: 'address:99999999' },
		}),
	)
	expect(unknown).toMatchObject({ code: 'invalid', rule: 'D10', field: 'place/address' })
	const circle = await stage.act(saveDetail, stage.taker, {
		call: told.call,
		version: told.version,
		place: { words: 'by the wall', point: [lon, lat], forced: { reason: 'new building' } },
	})
	expect(circle.version).toBe(told.version + 1)
	const shown = await stage.look(showCall, stage.taker, { call: told.call })
	expect(shown.place).toMatchObject({ verified: false, forced: true })
	expect(shown.place?.accuracyMetres).toBeGreaterThan(100)
})

test('D25 an answer before the ring or in the future is refused by field', async () => {
	const rang = await stage.act(ringCall, stage.taker, { agency: county, line: '110-1' })
	for (const at of ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z']) {
		const refusal = await refusalOf(stage.act(answerCall, stage.taker, { call: rang.call, version: 1, at }))
		expect(refusal).toMatchObject({ code: 'invalid', rule: 'D25', field: 'at' })
	}
	const bare = await refusalOf(
		stage.act(answerCall, stage.taker, { call: rang.call, version: 1, at: '2026-11-24T10:00:00' }),
	)
	expect(bare).toMatchObject({ code: 'invalid', field: 'at' })
})

test('D1 the exchange rings, answers and hangs up by its feed, each event once', async () => {
	const key = 'exchange-key-0123456789'
	const before = process.env['SEAWALL_TELEPHONY_KEY']
	process.env['SEAWALL_TELEPHONY_KEY'] = key
	try {
		const feed = (body: unknown, given: string | null = key) =>
			dispatchFeed(stage.spine, { name: 'telephony', source: 'test', key: given, body })
		const ring = { event: 'ring', agency: county, reference: 'pbx-77', line: '110-9', number: '02100000000' }
		expect(await refusalOf(feed(ring, 'wrong-key-wrong-key'))).toMatchObject({ code: 'not_signed_in' })
		const first = await feed(ring)
		expect(await feed(ring)).toEqual(first)
		await feed({ event: 'answered', agency: county, reference: 'pbx-77' })
		await feed({ event: 'hung-up', agency: county, reference: 'pbx-77' })
		const { rows } = await sql<{
			n: number
			state: string
		}>`select count(*) over ()::int as n, t.element as state from dispatch.call c
			join matters.token t on t.matter_id = c.id where c.reference = 'pbx-77'`.execute(stage.store.db)
		expect(rows).toEqual([{ n: 1, state: 'abandoned' }])
		expect(await refusalOf(feed({ event: 'ring', agency: county, reference: 'x', line: 'y', extra: 1 }))).toMatchObject(
			{ code: 'invalid' },
		)
		expect(await dispatchFeed(stage.spine, { name: 'nothing', source: 'test', key, body: {} })).toBeUndefined()
	} finally {
		if (before === undefined) delete process.env['SEAWALL_TELEPHONY_KEY']
		else process.env['SEAWALL_TELEPHONY_KEY'] = before
	}
})

test('D40 closed word lists are CHECK constraints and equal the lists of the contract', async () => {
	const { rows } = await sql<{ name: string; def: string }>`
		select rel.relname || ' ' || pg_get_constraintdef(con.oid) as def, con.conname as name from pg_constraint con
		join pg_class rel on rel.oid = con.conrelid join pg_namespace ns on ns.oid = rel.relnamespace
		where ns.nspname = 'dispatch' and con.contype = 'c'`.execute(stage.store.db)
	const membersOf = (table: string, column: string) => {
		const found = rows.filter((row) => row.def.startsWith(`${table} `) && row.def.includes(`(${column} = ANY`))
		return found.map((row) =>
			[...row.def.matchAll(/'([a-z0-9_]+)'::text/g)]
				.map((match) => match[1] ?? '')
				.toSorted((a, b) => (a < b ? -1 : 1)),
		)
	}
	const equal = (table: string, column: string, list: readonly string[]) =>
		expect(membersOf(table, column), `${table}.${column}`).toContainEqual([...list].toSorted())
	equal('classification', 'type', incidentType.options)
	equal('call', 'type', incidentType.options)
	equal('disposition', 'code', disposition.options)
	equal('unit', 'status', unitStatus.options)
	equal('unit_status', 'status', unitStatus.options)
	equal('unit', 'kind', unitKind.options)
	equal('unit', 'out_reason', outReason.options)
	equal('call', 'close_reason', closeReason.options)
	equal('call', 'transferred_to', service.options)
	const times = [...timeKind.options.filter((kind) => kind !== 'rang' && kind !== 'answered'), 'reopened']
	equal('incident_time', 'kind', times)
})
