import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepMatter } from '#kernel/matters/api.ts'
import { findSubject } from '#kernel/powers/load-subject.ts'
import { dueDeadlines } from '../api.ts'
import { type DeadlinesWorld, openDeadlinesWorld } from './deadlines-world.ts'

let w: DeadlinesWorld
beforeAll(async () => {
	w = await openDeadlinesWorld()
}, 120_000)
afterAll(() => w.world.close())

const refused = (code: string, rule?: string) => expect.objectContaining(rule === undefined ? { code } : { code, rule })
const commander = (code: string) => w.person('commander', code)
const chief = () => w.person('station_chief', 'xigang-old-town')
const list = (code: string, kind = 'commander') => w.view(w.person(kind, code), 'deadlines.deadline.list', {})

describe('the ladder', () => {
	it('C32, C34 to C37 warns, breaches and climbs by its rows; the duty moves and each tier acknowledges', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const deadline = await w.set({ matter, regime: 'cn.detention.interrogate', kind: 'interrogate', from: w.now() })
		await expect(w.tick(deadline)).rejects.toThrow(refused('not_now', 'C32'))
		w.at('2026-11-25T04:00:00Z')
		expect(await w.tick(deadline)).toMatchObject({ did: 'warned' })
		w.at('2026-11-25T08:00:00Z')
		expect(await w.tick(deadline)).toMatchObject({ did: 'breached', duty: w.agency('xigang-old-town') })
		// Liberty: the county at once, the city after an hour, the province after four.
		expect(await w.tick(deadline)).toMatchObject({ did: 'escalated', duty: w.agency('xigang') })
		await expect(w.act(chief(), 'deadlines.duty.acknowledge', { deadline })).rejects.toThrow(refused('not_permitted'))
		await w.act(commander('xigang'), 'deadlines.duty.acknowledge', { deadline })
		await expect(w.act(commander('xigang'), 'deadlines.duty.acknowledge', { deadline })).rejects.toThrow(
			refused('already', 'C37'),
		)
		await expect(w.tick(deadline)).rejects.toThrow(refused('not_now', 'C32'))

		expect(JSON.stringify(await list('lanjiang'))).not.toContain(deadline)
		w.at('2026-11-25T09:00:00Z')
		expect(await w.tick(deadline)).toMatchObject({ did: 'escalated', duty: w.agency('lanjiang') })
		expect(JSON.stringify(await list('lanjiang'))).toContain(deadline)
		expect(JSON.stringify(await list('donglan'))).not.toContain(deadline)
		w.at('2026-11-25T12:00:00Z')
		expect(await w.tick(deadline)).toMatchObject({ did: 'escalated', duty: w.agency('donglan') })
		await w.act(commander('donglan'), 'deadlines.duty.acknowledge', { deadline })
		await expect(w.tick(deadline)).rejects.toThrow(refused('not_now', 'C32'))
		expect(await w.row(deadline)).toMatchObject({ next_at: null, reached: 'province', stage: 'breached' })
		const { rungs } = await w.view(commander('donglan'), 'deadlines.deadline.show', { id: deadline })
		expect(rungs).toMatchObject([
			{ n: 1, tier: 'county', acknowledgedAt: '2026-11-25T08:00:00.000Z' },
			{ n: 2, tier: 'city', acknowledgedAt: null },
			{ n: 3, tier: 'province', acknowledgedAt: '2026-11-25T12:00:00.000Z' },
		])
	})

	it('C35 the tier that has the duty reassigns it, and the ladder goes on above the tier it had reached', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const deadline = await w.set({
			matter,
			regime: 'cn.complaint.accept',
			kind: 'accept',
			from: new Date('2026-11-01T08:00:00Z'),
		})
		// Due on 16 November, county a day later, city three days later: all behind, taken one by one.
		expect([(await w.tick(deadline))['did'], (await w.tick(deadline))['did']]).toEqual(['breached', 'escalated'])
		const back = { deadline, version: 3, to: w.agency('xigang-quayside') }
		await expect(w.act(commander('lanjiang'), 'deadlines.duty.reassign', back)).rejects.toThrow(refused('not_found'))
		await expect(
			w.act(commander('xigang'), 'deadlines.duty.reassign', { ...back, to: w.agency('lanjiang') }),
		).rejects.toThrow(refused('invalid', 'C35'))
		await w.act(commander('xigang'), 'deadlines.duty.reassign', back)
		expect(await w.row(deadline)).toMatchObject({ duty_id: w.agency('xigang-quayside'), reached: 'county' })
		expect(await w.tick(deadline)).toMatchObject({ did: 'escalated', duty: w.agency('lanjiang') })
		await w.act(commander('lanjiang'), 'deadlines.deadline.decide', {
			deadline,
			version: 5,
			reason: 'The city answered it.',
		})
		await expect(w.tick(deadline)).rejects.toThrow(refused('already', 'C32'))
	})

	it('C31 an extension after a breach sets the clock running, and the breach stays written', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const deadline = await w.set({
			matter,
			regime: 'cn.complaint.answer',
			kind: 'answer',
			from: new Date('2026-09-10T08:00:00Z'),
		})
		await w.tick(deadline)
		const breached = (await w.row(deadline))['breached_at']
		await w.act(commander('xigang'), 'deadlines.deadline.extend', {
			deadline,
			version: 2,
			ground: 'complex',
			amount: 90,
			reason: 'Three agencies take part.',
		})
		expect(await w.row(deadline)).toMatchObject({ stage: 'running', breached_at: breached })
		expect(await w.due(deadline)).toBe('2026-12-09T16:00:00.000Z')
	})

	it('C33 a closed matter’s deadline is dropped by the clock, a liberty clock is not', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-quayside')
		const from = new Date('2026-11-20T08:00:00Z')
		const plain = await w.set({ matter, regime: 'cn.case.decide-opening', kind: 'decide', from })
		const liberty = await w.set({ matter, regime: 'cn.summons', kind: 'summons', from })
		await w.write((tx) => stepMatter(tx, matter, 'end', { now: w.now() }))
		expect(await w.tick(plain)).toMatchObject({ did: 'dropped' })
		expect(await w.tick(liberty)).toMatchObject({ did: 'breached' })
		await expect(w.set({ matter, regime: 'cn.summons', kind: 'x', from })).rejects.toThrow(
			refused('wrong_state', 'C33'),
		)
	})

	it('C32 due ones come oldest first, two runners do not take the same, and nobody but the clock ticks', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-northgate')
		const set = (kind: string, from: string) => w.set({ matter, regime: 'cn.summons', kind, from: new Date(from) })
		const second = await set('second', '2026-11-22T00:00:00Z')
		const first = await set('first', '2026-11-21T00:00:00Z')
		const mine = (ids: readonly { id: string }[]) =>
			ids.map(({ id }) => id).filter((id) => [first, second].includes(id))
		const taken = Promise.withResolvers<readonly string[]>()
		const over = Promise.withResolvers<void>()
		const one = w.write(async (tx) => {
			taken.resolve(mine(await dueDeadlines(tx, w.now(), 1_000)))
			await over.promise
		})
		expect(await taken.promise).toEqual([first, second])
		// The embedded database has one connection: a second runner waits there instead.
		if (w.world.store.engine === 'postgres')
			expect(await w.write(async (tx) => mine(await dueDeadlines(tx, w.now(), 1_000)))).toEqual([])
		over.resolve()
		await one
		for (const who of w.world.people)
			await expect(w.act(who, 'deadlines.clock.tick', { deadline: first })).rejects.toThrow(
				expect.objectContaining({ code: expect.stringMatching(/^not_(permitted|found)$/) }),
			)
	})
})

describe('what climbs and what does not', () => {
	it('C36 no rung moves a power to read: every power but those of the clock is the same before and after', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const reader = w.person('investigator', 'xigang-criminal')
		const deadline = await w.set({
			matter,
			regime: 'cn.summons',
			kind: 'summons',
			from: new Date('2026-11-20T00:00:00Z'),
			protected: true,
			hands: [chief().person],
			readers: [reader.person],
		})
		const { powers } = w.world.spine
		const now = Math.floor(w.now().getTime() / 1000)
		const subjects = async () => {
			const found = []
			for (const [type, id] of [
				['Deadline', deadline],
				['Matter', matter],
			] as const) {
				const resource = powers.words.resources.get(type)
				const subject = resource === undefined ? null : await w.write((tx) => findSubject(tx, resource, id))
				if (subject === null) throw new Error(`${type} is there`)
				found.push(subject)
			}
			return found
		}
		const moved = new Set([
			'deadlines.deadline.see',
			'deadlines.deadline.show',
			'deadlines.deadline.extend',
			'deadlines.deadline.pause',
			'deadlines.deadline.resume',
			'deadlines.deadline.decide',
			'deadlines.duty.acknowledge',
			'deadlines.duty.reassign',
		])
		const some = { Bool: true, Long: 0, String: '' } as const
		const factsOf = (action: string) =>
			Object.fromEntries(
				Object.entries(powers.words.contexts.get(action) ?? {}).map(([name, is]) => [name, some[is]] as const),
			)
		const decisions = async () => {
			const all = await subjects()
			return w.world.people.flatMap((who) =>
				all.flatMap((subject) =>
					[...powers.words.actions]
						.filter(([action, types]) => types.includes(subject.resource.type) && !moved.has(action))
						.map(([action]) => [
							`${who.postKind} ${who.agency} ${action}`,
							powers.decide({ ...who, until: null }, action, subject, { ...factsOf(action), now, purpose: true })
								.allowed,
						]),
				),
			)
		}
		const before = await decisions()
		for (const did of ['breached', 'escalated', 'escalated', 'escalated'])
			expect(await w.tick(deadline)).toMatchObject({ did })
		expect(await w.row(deadline)).toMatchObject({ duty_id: w.agency('donglan') })
		expect(await decisions()).toEqual(before)
		expect(before.length).toBeGreaterThan(w.world.people.length)

		// The duty has come to the province: it sees the clock, and no ground of it.
		const shown = await w.view(commander('donglan'), 'deadlines.deadline.show', { id: deadline })
		expect(shown).toMatchObject({ closed: true, row: { duty: w.agency('donglan') } })
		const words = (who: typeof reader) => w.view(who, 'deadlines.words.show', { id: deadline })
		expect(await words(reader)).toEqual({ words: [] })
		await expect(words(commander('donglan'))).rejects.toThrow(refused('not_permitted'))
		await expect(words(commander('lanjiang'))).rejects.toThrow(refused('not_found'))
		await expect(words(w.person('legal_reviewer', 'xigang-legal'))).rejects.toThrow(refused('not_permitted', 'C120'))
		await expect(words(chief())).rejects.toThrow(refused('not_permitted', 'C120'))
	})

	it('C36 a ground of a protected matter is told to its named readers alone', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const legal = w.person('legal_reviewer', 'xigang-legal')
		const set = { matter, regime: 'cn.custody.investigation', kind: 'custody', from: w.now(), protected: true }
		const deadline = await w.set({ ...set, readers: [commander('xigang').person] })
		const reason = 'Ordered today.'
		await w.act(legal, 'deadlines.deadline.pause', { deadline, version: 1, ground: 'psychiatric_examination', reason })
		const told = async (who: typeof legal) => {
			const { sums, pauses, extensions } = await w.view(who, 'deadlines.deadline.show', { id: deadline })
			return JSON.stringify([sums, pauses, extensions])
		}
		expect(await told(commander('xigang'))).toContain('psychiatric')
		expect(await told(chief())).not.toContain('psychiatric')
		expect(await told(legal)).not.toContain('psychiatric')
		const opened = await sql<{
			name: string
		}>`select name from ledger.opening where value like '%psychiatric%'`.execute(w.world.store.db)
		expect(opened.rows).toEqual([{ name: 'ground' }])
	})

	it('C36 the shown sum tells no words, and a reason stands in the ledger as a commitment alone', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const deadline = await w.set({ matter, regime: 'cn.order-case.close', kind: 'close', from: w.now() })
		const legal = w.person('legal_reviewer', 'xigang-legal')
		const reason = 'The scar on the left hand is examined.'
		await w.act(legal, 'deadlines.deadline.pause', { deadline, version: 1, ground: 'expert_examination', reason })
		expect(
			JSON.stringify(await w.view(commander('xigang'), 'deadlines.deadline.show', { id: deadline })),
		).not.toContain('scar')
		expect(await w.view(legal, 'deadlines.words.show', { id: deadline })).toMatchObject({
			words: [{ of: 'pause', ground: 'expert_examination', post: 'legal_reviewer', reason }],
		})
		const { rows } = await sql<{ leaf: string }>`select convert_from(leaf, 'UTF8') as leaf from ledger.pending`.execute(
			w.world.store.db,
		)
		const entered = rows.filter(({ leaf }) => leaf.includes(matter))
		expect(entered.length).toBeGreaterThan(0)
		expect(entered.some(({ leaf }) => leaf.includes('scar'))).toBe(false)
		const opened = await sql<{ name: string }>`select name from ledger.opening where value like '%scar%'`.execute(
			w.world.store.db,
		)
		expect(opened.rows).toEqual([{ name: 'reason' }])
	})

	it('C38 city and province see a deadline while the duty is theirs; the list and one decision agree', async () => {
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.matter('xigang-old-town')
		const deadline = await w.set({ matter, regime: 'house.call-back', kind: 'call_back', from: w.now() })
		for (const code of ['lanjiang', 'donglan']) {
			expect(JSON.stringify(await list(code))).not.toContain(deadline)
			await expect(w.view(commander(code), 'deadlines.deadline.show', { id: deadline })).rejects.toThrow(
				refused('not_found'),
			)
		}
		for (const code of ['xigang']) expect(JSON.stringify(await list(code))).toContain(deadline)
		expect(JSON.stringify(await list('xigang-old-town', 'station_chief'))).toContain(deadline)
		expect(JSON.stringify(await list('xigang-quayside', 'station_chief'))).not.toContain(deadline)
	})
})
