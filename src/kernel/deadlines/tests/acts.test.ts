import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { meetDeadline, rederive } from '../api.ts'
import { sampleCalendar, sampleRegime } from '../contract/examples.ts'
import { shippedRegimes } from '../shipped.ts'
import { type DeadlinesWorld, openDeadlinesWorld } from './deadlines-world.ts'

let w: DeadlinesWorld
beforeAll(async () => {
	w = await openDeadlinesWorld()
}, 120_000)
afterAll(() => w.world.close())

const refused = (code: string, rule?: string) => expect.objectContaining(rule === undefined ? { code } : { code, rule })
const legal = () => w.person('legal_reviewer', 'xigang-legal')
const integrity = () => w.person('integrity_inspector', 'xigang-integrity')
const commander = () => w.person('commander', 'xigang')
const chief = () => w.person('station_chief', 'xigang-old-town')
const dueOf = (deadline: string) => w.due(deadline)

describe('calendars by acts', () => {
	it('C3 the nearest agency upwards gives the calendar; C4 a second person publishes; C5 old deadlines keep theirs', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const from = new Date('2026-11-27T02:00:00Z')
		const before = await w.set({ matter, regime: 'house.rectify', kind: 'before', from })
		expect(await dueOf(before)).toBe('2026-12-11T09:30:00.000Z')

		const body = { ...sampleCalendar, days: [], years: [2026], makeUp: [['08:00', '12:00']] }
		const proposed = await w.act(legal(), 'deadlines.calendar.propose', {
			body,
			reason: 'Saturday mornings are worked.',
		})
		const station = () => w.view(chief(), 'deadlines.calendar.show', {})
		const elsewhere = { agency: w.agency('xigang-quayside') }
		await expect(w.view(chief(), 'deadlines.calendar.show', elsewhere)).rejects.toThrow(refused('not_found'))
		expect(await station()).toMatchObject({ edition: { agency: null }, body: { zone: 'Asia/Shanghai' } })
		const publish = { id: proposed['id'], ground: 'Agrees with the order of the bureau.' }
		await expect(w.act(legal(), 'deadlines.edition.publish', publish)).rejects.toThrow(refused('not_permitted'))
		await expect(w.act(chief(), 'deadlines.edition.publish', publish)).rejects.toThrow(refused('not_found'))
		await w.act(commander(), 'deadlines.edition.publish', publish)
		expect(await station()).toMatchObject({ edition: { agency: w.agency('xigang'), version: 1 } })

		const after = await w.set({ matter, regime: 'house.rectify', kind: 'after', from })
		expect(await dueOf(after)).toBe('2026-12-09T09:30:00.000Z')
		expect(await dueOf(before)).toBe('2026-12-11T09:30:00.000Z')
		const [kept] = await w.write((tx) => rederive(tx, before))
		expect(kept).toMatchObject({ agrees: true, due: new Date('2026-12-11T09:30:00.000Z') })

		// The station's own, once published, is nearer than the bureau's.
		const own = await w.act(chief(), 'deadlines.calendar.propose', {
			body: { ...body, zone: 'Asia/Urumqi' },
			reason: 'Our clocks.',
		})
		await w.act(commander(), 'deadlines.edition.publish', { id: own['id'], ground: 'As proposed.' })
		expect(await station()).toMatchObject({
			edition: { agency: w.agency('xigang-old-town') },
			body: { zone: 'Asia/Urumqi' },
		})
		expect(await w.view(commander(), 'deadlines.calendar.show', {})).toMatchObject({ body: { zone: 'Asia/Shanghai' } })
	})

	it('C4 an edition is published once, an older one not after a newer, and no row of it changes', async () => {
		const propose = async () =>
			(await w.act(legal(), 'deadlines.calendar.propose', { body: sampleCalendar, reason: 'Again.' }))['id']
		const [older, newer] = [await propose(), await propose()]
		await w.act(commander(), 'deadlines.edition.publish', { id: newer, ground: 'The newer.' })
		const again = (id: unknown) => w.act(commander(), 'deadlines.edition.publish', { id, ground: 'Again.' })
		await expect(again(newer)).rejects.toThrow(refused('already', 'C4'))
		await expect(again(older)).rejects.toThrow(refused('overtaken', 'C4'))
		await expect(w.write((tx) => sql`update deadlines.edition set body = '{}'`.execute(tx))).rejects.toThrow(
			'permission denied',
		)
		await expect(w.write((tx) => sql`delete from deadlines.edition`.execute(tx))).rejects.toThrow('permission denied')
		await expect(w.write((tx) => sql`update deadlines.reckoning set parts = '[]'`.execute(tx))).rejects.toThrow(
			'permission denied',
		)
	})

	it('C2 a calendar that counts nothing is refused with its faults; a ring in the tree of agencies ends all the same', async () => {
		const week = [[], [], [], [], [], [], []]
		await expect(
			w.act(legal(), 'deadlines.calendar.propose', { body: { ...sampleCalendar, week }, reason: 'No work.' }),
		).rejects.toThrow(refused('invalid', 'C2'))
		const ring = { ancestor: w.agency('xigang-northgate'), descendant: w.agency('lanjiang'), depth: 2 }
		await w.world.store.transact('owner', (tx) => tx.insertInto('identity.agency_closure').values(ring).execute())
		const matter = await w.matter('xigang-northgate')
		const from = new Date('2026-11-27T02:00:00Z')
		expect(await w.set({ matter, regime: 'house.rectify', kind: 'ring', from })).toBeTypeOf('string')
		await w.world.store.transact('owner', (tx) =>
			tx.deleteFrom('identity.agency_closure').where('ancestor', '=', ring.ancestor).where('depth', '=', 2).execute(),
		)
	})

	it('C26 a bureau’s edition of a liberty regime that is wider is refused, a narrower one applies', async () => {
		const shipped = shippedRegimes().get('cn.summons')
		const propose = (change: object) =>
			w.act(legal(), 'deadlines.regime.propose', {
				key: 'cn.summons',
				body: { ...shipped, ...change },
				reason: 'Ours.',
			})
		await expect(propose({ amount: 721 })).rejects.toThrow(refused('invalid', 'C26'))
		const { id } = await propose({ amount: 600 })
		// C4. The second person reads it beside what it would follow.
		expect(await w.view(commander(), 'deadlines.edition.show', { id })).toMatchObject({
			regime: { amount: 600 },
			inForce: { calendar: null, regime: { amount: shipped?.amount } },
		})
		await w.act(commander(), 'deadlines.edition.publish', { id, ground: 'Stricter.' })
		const listed = (await w.view(chief(), 'deadlines.regime.list', {}))['regimes']
		expect(listed).toContainEqual(
			expect.objectContaining({ key: 'cn.summons', body: expect.objectContaining({ amount: 600 }), ships: shipped }),
		)
		await expect(
			w.act(legal(), 'deadlines.regime.propose', {
				key: 'x.y',
				body: { ...sampleRegime, liberty: true },
				reason: 'No.',
			}),
		).rejects.toThrow(refused('invalid', 'C15'))
	})
})

describe('pauses and extensions', () => {
	it('C20 to C22 legal review stops a liberty clock on a listed ground, it ends by itself, and nobody else does', async () => {
		w.at('2026-11-24T08:00:30Z')
		const matter = await w.matter('xigang-old-town')
		const investigator = chief()
		const deadline = await w.set({
			matter,
			regime: 'cn.custody.investigation',
			kind: 'custody',
			from: w.now(),
			hands: [investigator.person],
		})
		expect(await dueOf(deadline)).toBe('2027-01-24T08:00:00.000Z')
		const ask = { deadline, version: 1, ground: 'identity_unclear', reason: 'Gives no name.' }
		for (const who of [investigator, commander(), w.person('dispatcher', 'xigang-command')])
			await expect(w.act(who, 'deadlines.deadline.pause', ask)).rejects.toThrow(refused('not_permitted'))
		await expect(w.act(legal(), 'deadlines.deadline.pause', { ...ask, ground: 'busy' })).rejects.toThrow(
			refused('invalid', 'C20'),
		)
		await expect(w.act(legal(), 'deadlines.deadline.pause', { ...ask, minutes: 43_201 })).rejects.toThrow(
			refused('invalid', 'C21'),
		)
		const paused = await w.act(legal(), 'deadlines.deadline.pause', { ...ask, minutes: 1_440 })
		// From the next whole minute, for a day; the end has moved by a day and stays so with nobody doing anything.
		expect(paused).toMatchObject({ until: '2026-11-25T08:01:00.000Z', dueAt: '2027-01-25T08:00:00.000Z' })
		await expect(w.act(legal(), 'deadlines.deadline.pause', { ...ask, version: 2 })).rejects.toThrow(
			refused('already', 'C21'),
		)
		w.at('2026-11-25T09:00:00Z')
		expect(await w.view(commander(), 'deadlines.deadline.show', { id: deadline })).toMatchObject({
			row: { stage: 'running', pausedUntil: null },
			sums: [
				{ n: 2, cause: 'pause', agrees: true },
				{ n: 1, cause: 'set', agrees: true },
			],
		})
		// What is left of the ground is its most less the day used.
		await expect(
			w.act(legal(), 'deadlines.deadline.pause', { ...ask, version: 2, minutes: 43_200 - 1_440 + 1 }),
		).rejects.toThrow(refused('invalid', 'C21'))
		await w.act(legal(), 'deadlines.deadline.pause', { ...ask, version: 2 })
		w.at('2026-11-25T10:00:40Z')
		const resumed = await w.act(integrity(), 'deadlines.deadline.resume', { deadline, version: 3 })
		expect(resumed).toMatchObject({ dueAt: '2027-01-25T09:00:00.000Z' })
		await expect(w.act(integrity(), 'deadlines.deadline.resume', { deadline, version: 4 })).rejects.toThrow(
			refused('already', 'C21'),
		)
	})

	it('C22 the one who works on the matter stops no clock, whatever the post', async () => {
		const matter = await w.matter('xigang-old-town')
		const deadline = await w.set({
			matter,
			regime: 'cn.order-case.close',
			kind: 'close',
			from: w.now(),
			hands: [legal().person],
		})
		const ask = { deadline, version: 1, ground: 'expert_examination', reason: 'Ordered today.' }
		await expect(w.act(legal(), 'deadlines.deadline.pause', ask)).rejects.toThrow(refused('not_permitted', 'C112'))
		await w.act(integrity(), 'deadlines.deadline.pause', ask)
	})

	it('C24 an extension stays within its ground and is made once, by the command that has the duty', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const deadline = await w.set({ matter, regime: 'cn.detention.request-arrest', kind: 'arrest', from: w.now() })
		const ask = {
			deadline,
			version: 1,
			ground: 'special_circumstances',
			amount: 10_080,
			reason: 'Witnesses are at sea.',
		}
		await expect(w.act(chief(), 'deadlines.deadline.extend', ask)).rejects.toThrow(refused('not_permitted'))
		await expect(w.act(legal(), 'deadlines.deadline.extend', ask)).rejects.toThrow(refused('not_permitted'))
		await expect(w.act(commander(), 'deadlines.deadline.extend', { ...ask, amount: 10_081 })).rejects.toThrow(
			refused('invalid', 'C24'),
		)
		expect(await w.act(commander(), 'deadlines.deadline.extend', ask)).toMatchObject({
			dueAt: '2026-12-01T08:00:00.000Z',
		})
		const again = { ...ask, version: 2 }
		await expect(w.act(commander(), 'deadlines.deadline.extend', again)).rejects.toThrow(refused('invalid', 'C24'))
		await expect(w.act(commander(), 'deadlines.deadline.extend', ask)).rejects.toThrow(refused('overtaken'))
		const longer = { ...again, ground: 'roaming_repeat_gang', amount: 43_200 }
		expect(await w.act(commander(), 'deadlines.deadline.extend', longer)).toMatchObject({
			dueAt: '2026-12-24T08:00:00.000Z',
		})
	})

	it('C25 a liberty clock that has run out is neither stopped, made longer nor decided away', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const set = (regime: string, kind: string) =>
			w.set({ matter, regime, kind, from: new Date('2026-09-01T00:00:00Z') })
		const custody = await set('cn.custody.investigation', 'custody')
		const arrest = await set('cn.detention.request-arrest', 'arrest')
		const ended = refused('wrong_state', 'C25')
		const reason = 'Too late.'
		await expect(
			w.act(legal(), 'deadlines.deadline.pause', { deadline: custody, version: 1, ground: 'identity_unclear', reason }),
		).rejects.toThrow(ended)
		await expect(
			w.act(commander(), 'deadlines.deadline.extend', {
				deadline: arrest,
				version: 1,
				ground: 'special_circumstances',
				amount: 10_080,
				reason,
			}),
		).rejects.toThrow(ended)
		await w.tick(arrest)
		await w.tick(arrest)
		expect(await w.row(arrest)).toMatchObject({ stage: 'breached', duty_id: w.agency('xigang') })
		await expect(
			w.act(commander(), 'deadlines.deadline.decide', { deadline: arrest, version: 3, reason }),
		).rejects.toThrow(refused('not_permitted', 'C117'))
	})
})

describe('keeping', () => {
	it('C30 one open deadline of a kind; a liberty clock is met before another begins', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-quayside')
		const first = await w.set({ matter, regime: 'house.call-back', kind: 'call_back', from: w.now() })
		await w.set({ matter, regime: 'house.call-back', kind: 'call_back', from: w.now() })
		expect(await w.row(first)).toMatchObject({ dropped_at: w.now(), next_at: null })
		const liberty = () => w.set({ matter, regime: 'cn.detention.interrogate', kind: 'interrogate', from: w.now() })
		await liberty()
		await expect(liberty()).rejects.toThrow(refused('already', 'C30'))
		await expect(w.set({ matter, regime: 'cn.nothing', kind: 'x', from: w.now() })).rejects.toThrow(refused('invalid'))
		w.at('2026-11-24T09:30:00Z')
		const met = await w.write((tx) => meetDeadline(tx, { matter, kind: 'interrogate', now: w.now() }))
		expect(met).toMatchObject({ lateSeconds: -22.5 * 3_600 })
		expect(await w.write((tx) => meetDeadline(tx, { matter, kind: 'interrogate', now: w.now() }))).toBeNull()
		await liberty()
	})

	it('C17 kept offsets answer for a zone whose rules have changed since, and a changed part is noticed', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-quayside')
		const deadline = await w.set({ matter, regime: 'cn.complaint.accept', kind: 'accept', from: w.now() })
		const kept = async () => (await w.write((tx) => rederive(tx, deadline)))[0]
		expect(await kept()).toMatchObject({ agrees: true, tz: process.versions['tz'] })
		const owner = (statement: ReturnType<typeof sql>) => w.world.store.transact('owner', (tx) => statement.execute(tx))
		// As if the offset had been another when it was reckoned: the answer follows what was kept, not today's data.
		await owner(sql`update deadlines.reckoning set zone = replace(zone, '"offset":[480', '"offset":[540')
			where deadline_id = ${deadline}`)
		expect(await kept()).toMatchObject({ agrees: false })
		await owner(sql`update deadlines.reckoning set due_at = due_at - interval '1 hour' where deadline_id = ${deadline}`)
		const shifted = await kept()
		expect(shifted?.due.toISOString()).toBe('2026-12-09T15:00:00.000Z')
	})

	it('C7 a sum that touches a year without holidays says so where it is shown', async () => {
		w.at('2026-12-24T08:00:00Z')
		const matter = await w.matter('xigang-quayside')
		const deadline = await w.set({ matter, regime: 'house.rectify', kind: 'rectify', from: w.now() })
		const { sums } = await w.view(w.person('station_chief', 'xigang-quayside'), 'deadlines.deadline.show', {
			id: deadline,
		})
		expect(sums).toMatchObject([{ missingYears: [2027] }])
	})

	it('C16 a sum is tried by the calendar that applies here, and nothing is set', async () => {
		w.at('2026-11-24T08:00:00Z')
		const count = () => sql<{ n: number }>`select count(*)::int as n from deadlines.deadline`.execute(w.world.store.db)
		const before = (await count()).rows
		const ask = { regime: 'cn.civil.answer', from: '2026-09-17T09:00:40+08:00' }
		expect(await w.view(w.person('commander', 'lanjiang'), 'deadlines.sum.try', ask)).toMatchObject({
			from: '2026-09-17T01:00:00.000Z',
			calendar: { agency: null },
			sum: { due: '2026-10-08T16:00:00.000Z', counts: 'days', missingYears: [] },
		})
		expect((await count()).rows).toEqual(before)
	})

	it('C16 a sum is tried by a calendar and a regime that are only written; one that cannot stand is refused', async () => {
		const holiday = { date: '2026-12-09', is: 'holiday' as const, name: { en: 'Harbour Day', zh: '港口日' } }
		const calendar = { ...sampleCalendar, days: [holiday] }
		const regime = { ...sampleRegime, unit: 'working_days' as const, amount: 2, countsStart: false }
		const ask = { regime: 'house.rectify', from: '2026-12-08T09:00:00+08:00' }
		const due = async (draft: object) => await w.view(chief(), 'deadlines.sum.try', { ...ask, draft })
		expect(await due({ regime, calendar: sampleCalendar })).toMatchObject({ sum: { due: '2026-12-10T16:00:00.000Z' } })
		expect(await due({ regime, calendar })).toMatchObject({ sum: { due: '2026-12-11T16:00:00.000Z' } })
		await expect(due({ calendar: { ...calendar, days: [holiday, holiday] } })).rejects.toThrow(refused('invalid', 'C2'))
		await expect(due({ regime: { ...regime, liberty: true } })).rejects.toThrow(refused('invalid', 'C15'))
	})

	it('C43 a start without an offset is read on the wall clock of the calendar: twice the first, skipped the next', async () => {
		const at = async (zone: string, from: string) =>
			(
				await w.view(chief(), 'deadlines.sum.try', {
					regime: 'house.rectify',
					from,
					draft: { calendar: { ...sampleCalendar, zone } },
				})
			)['from']
		const ask = { regime: 'house.rectify', from: '2026-09-25T10:20' }
		expect(await w.view(w.person('commander', 'lanjiang'), 'deadlines.sum.try', ask)).toMatchObject({
			from: '2026-09-25T02:20:00.000Z',
		})
		expect(await at('Asia/Urumqi', '2026-09-25T10:20:30')).toBe('2026-09-25T04:20:00.000Z')
		expect(await at('Europe/Berlin', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
		expect(await at('Europe/Berlin', '2026-03-29T02:30')).toBe('2026-03-29T01:00:00.000Z')
	})

	it('C42 a bureau begins a rule under a key of its own, which applies once published; another new key is refused', async () => {
		const body = { ...sampleRegime, name: { en: 'Lost property', zh: '拾得物' } }
		const propose = (key: string) => w.act(legal(), 'deadlines.regime.propose', { key, body, reason: 'Ours.' })
		await expect(propose('house.lost')).rejects.toThrow(refused('invalid', 'C42'))
		await expect(propose('own-lost.goods')).rejects.toThrow(refused('invalid', 'C42'))
		const ask = { regime: 'own.lost-goods', from: '2026-09-25T10:20' }
		await expect(w.view(chief(), 'deadlines.sum.try', ask)).rejects.toThrow(refused('invalid'))
		expect(await w.view(chief(), 'deadlines.sum.try', { ...ask, draft: { regime: body } })).toHaveProperty('sum')
		const { id } = await propose('own.lost-goods')
		expect(await w.view(commander(), 'deadlines.edition.show', { id })).toMatchObject({
			key: 'own.lost-goods',
			version: 1,
			inForce: { calendar: null, regime: null },
		})
		await w.act(commander(), 'deadlines.edition.publish', { id, ground: 'Agreed.' })
		const keys = async () => JSON.stringify((await w.view(chief(), 'deadlines.regime.list', {}))['regimes'])
		expect(await keys()).toContain('own.lost-goods')
		expect(await w.view(chief(), 'deadlines.sum.try', ask)).toHaveProperty('sum')
		expect(await propose('own.lost-goods')).toMatchObject({ version: 2 })
	})

	it('C39 the lists of the contract are those of the tables', async () => {
		const { rows } = await sql<{
			at: string
			text: string
		}>`select c.conrelid::regclass::text as at, pg_get_constraintdef(c.oid) as text
			from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = 'deadlines' and c.contype = 'c'`.execute(
			w.world.store.db,
		)
		const lists = (table: string, column: string) =>
			rows
				.filter(({ at, text }) => at === `deadlines.${table}` && text.includes(`(${column} = ANY`))
				.flatMap(({ text }) => [...text.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1]))
		expect(lists('edition', 'kind')).toEqual(['calendar', 'regime'])
		expect(lists('deadline', 'stage')).toEqual(['running', 'warned', 'breached'])
		expect(lists('deadline', 'reached')).toEqual(['province', 'city', 'county', 'station'])
		expect(lists('reckoning', 'cause')).toEqual(['set', 'pause', 'resume', 'extend'])
		expect(lists('rung', 'why')).toEqual(['escalated', 'reassigned'])
		expect(lists('rung', 'tier')).toEqual(['province', 'city', 'county', 'station'])
	})
})
