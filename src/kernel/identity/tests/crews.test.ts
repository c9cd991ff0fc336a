import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { Crews, crewUnit, uncrewUnit } from '#kernel/identity/api.ts'
import { newId } from '#kernel/ids.ts'
import { Town } from './town.ts'

let town: Town
beforeAll(async () => {
	town = await Town.open()
})
afterAll(() => town.store.close())

const minute = 60_000

/** Read as an application does: nothing written before. */
const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => town.store.transact('seawall_app', work)

/** The same asked of the rows, one unit at a time and kept nowhere. */
async function byHand(tx: Tx, unit: string, now: Date) {
	const { rows } = await sql<{ sworn: boolean; kinds: readonly string[] }>`
		select p.sworn, array(select d.kind from identity.credential d where d.person_id = p.id and d.from_at <= ${now}
			and (d.until_at is null or d.until_at > ${now})) as kinds
		from identity.crew c join identity.person p on p.id = c.person_id
		where c.unit_id = ${unit} and c.from_at <= ${now} and (c.until_at is null or c.until_at > ${now})`.execute(tx)
	return rows.length === 0
		? undefined
		: {
				sworn: rows.filter((row) => row.sworn).length,
				auxiliary: rows.filter((row) => !row.sworn).length,
				credentials: [...new Set(rows.flatMap((row) => row.kinds))].sort(),
			}
}

it('I28 the crews kept agree with the rows through sign-on, sign-off, later beginnings and lapses', async () => {
	const crews = new Crews()
	const units = [newId(), newId(), newId()]
	const start = town.at
	const at = (minutes: number) => new Date(start + minutes * minute)
	const agree = async (minutes: number) => {
		await read(async (tx) => {
			const kept = await crews.at(tx, at(minutes))
			for (const unit of units) expect(kept.get(unit)).toEqual(await byHand(tx, unit, at(minutes)))
		})
	}
	const a = await town.hire('officer', 'east', {
		credentials: [
			['armed', at(30)],
			['first_aid', at(90)],
		],
	})
	const b = await town.hire('auxiliary_officer', 'east', { credentials: [['first_aid', at(60)]] })
	const c = await town.hire('officer', 'east')
	const [first = '', second = '', third = ''] = units
	await agree(0)
	await town.owner((tx) => crewUnit(tx, a.person, first, at(0), null))
	await town.owner((tx) => crewUnit(tx, b.person, first, at(0), at(45)))
	await agree(1)
	expect((await read((tx) => crews.at(tx, at(1)))).get(first)).toEqual({
		sworn: 1,
		auxiliary: 1,
		credentials: ['armed', 'first_aid'],
	})
	// Begins later, known already.
	await town.owner((tx) => crewUnit(tx, c.person, second, at(10), null))
	for (const minutes of [2, 9, 10, 29, 30, 44, 45, 59, 60, 89, 90, 200, 5]) await agree(minutes)
	await town.owner((tx) => uncrewUnit(tx, first, at(201)))
	await town.owner((tx) => crewUnit(tx, a.person, third, at(201), null))
	for (const minutes of [201, 202]) await agree(minutes)
})

it('I28 what a transaction wrote and took back is kept for nobody', async () => {
	const crews = new Crews()
	const unit = newId()
	const { person } = await town.hire('officer', 'east')
	const seen: unknown[] = []
	const undone = town.store.transact('owner', async (tx) => {
		await crewUnit(tx, person, unit, new Date(town.at - minute), null)
		seen.push((await crews.at(tx, town.now)).get(unit)?.sworn)
		throw new Error('taken back')
	})
	await expect(undone).rejects.toThrow('taken back')
	// Another moves the standing to the number the first had reached.
	const other = newId()
	await town.owner((tx) => crewUnit(tx, person, other, new Date(town.at - minute), null))
	await read(async (tx) => {
		const now = await crews.at(tx, town.now)
		seen.push(now.get(unit)?.sworn, now.get(other)?.sworn)
	})
	expect(seen).toEqual([1, undefined, 1])
})
