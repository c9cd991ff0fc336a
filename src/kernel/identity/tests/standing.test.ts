import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { crewUnit } from '#kernel/identity/api.ts'
import { credentialKind } from '#kernel/identity/contract.ts'
import { standingOf } from '#kernel/identity/standing.ts'
import { newId } from '#kernel/ids.ts'
import { Town } from './town.ts'

let town: Town
beforeAll(async () => {
	town = await Town.open()
})
afterAll(() => town.store.close())

const minute = 60_000

it('I1 a Who has the agency, all above it nearest first, its bureau and all below', async () => {
	const { post } = await town.hire('dispatcher', 'command')
	const who = await town.standing(post)
	expect(who).toMatchObject({ postKind: 'dispatcher', branch: 'command', tier: 'county', bureau: town.id('bureau') })
	expect(who.above).toEqual([town.id('command'), town.id('bureau'), town.id('city')])
	expect(who.below[0]).toBe(town.id('bureau'))
	expect(new Set(who.below)).toEqual(new Set([town.id('bureau'), town.id('command'), town.id('east')]))
	const chief = await town.standing((await town.hire('station_chief', 'east')).post)
	expect(chief).toMatchObject({ bureau: town.id('east'), below: [town.id('east')], branch: null, tier: 'station' })
})

it('I1 a credential is there until its last moment and not after, and the Who says when', async () => {
	const end = new Date(town.at + 10 * minute)
	const later = new Date(town.at + 20 * minute)
	const { post } = await town.hire('officer', 'east', {
		credentials: [
			['armed', end],
			['first_aid', later],
		],
	})
	const who = await town.standing(post)
	expect(who.credentials).toEqual(['armed', 'first_aid'])
	expect(who.until).toBe(end.getTime())
	const last = await standingOf(town.store.db, post, new Date(end.getTime() - 1))
	expect(last?.credentials).toContain('armed')
	const after = await standingOf(town.store.db, post, end)
	expect(after?.credentials).toEqual(['first_aid'])
	expect(after?.until).toBe(later.getTime())
})

it('I1 a post that has ended or not begun gives no standing', async () => {
	const end = new Date(town.at + minute)
	const { post } = await town.hire('officer', 'east', { until: end })
	expect(await standingOf(town.store.db, post, new Date(end.getTime() - 1))).not.toBeNull()
	expect(await standingOf(town.store.db, post, end)).toBeNull()
	expect(await standingOf(town.store.db, post, new Date(town.at - 2 * minute))).toBeNull()
})

it('I1 the unit crewed on this shift is there, the newest one, and its end bounds the Who', async () => {
	const { person, post } = await town.hire('officer', 'east')
	const first = newId()
	const second = newId()
	const end = new Date(town.at + 30 * minute)
	await town.owner((tx) => crewUnit(tx, person, first, new Date(town.at - minute), null))
	expect((await town.standing(post)).unit).toBe(first)
	await town.owner((tx) => crewUnit(tx, person, second, town.now, end))
	expect(await town.standing(post)).toMatchObject({ unit: second, until: end.getTime() })
	expect((await standingOf(town.store.db, post, end))?.unit).toBeNull()
})

it('I2 sworn or auxiliary comes from the person', async () => {
	expect((await town.standing((await town.hire('auxiliary_officer', 'east')).post)).sworn).toBe(false)
	expect((await town.standing((await town.hire('officer', 'east')).post)).sworn).toBe(true)
})

it('I21 every change of posts, credentials, crew, people or agencies moves the standing, and is told', async () => {
	const { person, post } = await town.hire('officer', 'east')
	const heard: string[] = []
	const stop = await town.store.listen('seawall_standing', (payload) => heard.push(payload))
	let last = Number((await town.standing(post)).standing)
	const moved = async () => {
		const now = Number((await town.standing(post)).standing)
		const grew = now > last
		last = now
		return grew
	}
	await town.owner((tx) => crewUnit(tx, person, newId(), town.now, null))
	expect(await moved()).toBe(true)
	await town.hire('officer', 'east')
	expect(await moved()).toBe(true)
	await town.owner((tx) => tx.updateTable('identity.person').set({ locale: 'en' }).where('id', '=', person).execute())
	expect(await moved()).toBe(true)
	await town.owner((tx) => town.addAgency(tx, `new-${last}`, 'station', 'bureau'))
	expect(await moved()).toBe(true)
	expect(await moved()).toBe(false)
	await stop()
	expect(heard.length).toBeGreaterThan(0)
})

it('I19 the closure holds every pair of the tree once, and an agency keeps its place', async () => {
	const pairs = await town.store.db.selectFrom('identity.agency_closure').selectAll().execute()
	const of = pairs.filter((pair) => pair.descendant === town.id('east'))
	expect(of.toSorted((a, b) => a.depth - b.depth).map((pair) => [pair.ancestor, pair.depth])).toEqual([
		[town.id('east'), 0],
		[town.id('bureau'), 1],
		[town.id('city'), 2],
	])
	const move = town.owner((tx) =>
		tx
			.updateTable('identity.agency')
			.set({ parent_id: town.id('other') })
			.where('id', '=', town.id('east'))
			.execute(),
	)
	await expect(move).rejects.toThrow('keeps its parent')
})

const span = fc.record({
	kind: fc.constantFrom(...credentialKind.options),
	from: fc.integer({ min: -50, max: 50 }),
	length: fc.option(fc.integer({ min: 1, max: 60 })),
})

it('I1 at any moment exactly the credentials whose span holds it are there, and the Who ends with the first to lapse', async () => {
	const property = fc.asyncProperty(
		fc.array(span, { maxLength: 8 }),
		fc.integer({ min: -60, max: 120 }),
		async (spans, at) => {
			const { person, post } = await town.hire('officer', 'east')
			const time = (offset: number) => new Date(town.at + 10 * 60 * minute + offset * minute)
			const rows = spans.map(({ kind, from, length }) => ({
				id: newId(),
				person_id: person,
				kind,
				from_at: time(from),
				until_at: length === null ? null : time(from + length),
			}))
			await town.owner(async (tx) => {
				if (rows.length > 0) await tx.insertInto('identity.credential').values(rows).execute()
			})
			const now = time(at)
			const held = rows.filter((row) => row.from_at <= now && (row.until_at === null || row.until_at > now))
			const who = await standingOf(town.store.db, post, now)
			expect(who?.credentials).toEqual([...new Set(held.map((row) => row.kind))].toSorted())
			const ends = held.flatMap((row) => row.until_at?.getTime() ?? [])
			expect(who?.until).toBe(ends.length === 0 ? null : Math.min(...ends))
		},
	)
	await fc.assert(property, { numRuns: 40 })
})
