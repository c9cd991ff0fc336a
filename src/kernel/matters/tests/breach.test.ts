import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '#kernel/spine/perform.ts'
import { system } from '#kernel/who.ts'
import { openWorld, type World } from '#tests/world.ts'
import { openMatter, setTimer } from '../api.ts'
import { readDrawing } from '../drawing.ts'
import { keepCurrent } from '../processes.ts'
import { drawingText } from './drawing-text.ts'

let world: World
let timer: string
let matter: string

beforeAll(async () => {
	world = await openWorld()
	keepCurrent(await readDrawing('test.breached', drawingText(['start>waiting', 'waiting>end'])))
	const agency = world.people.find((who) => who.postKind === 'dispatcher')?.bureau ?? ''
	const now = new Date(Date.now() - 60_000)
	await world.store.transact('seawall_app', async (tx) => {
		matter = (await openMatter(tx, { kind: 'trial', process: 'test.breached', agency, now })).matter
		timer = (await setTimer(tx, { matter, kind: 'answer', targetSeconds: 15, rule: 'test r1', now })).timer
	})
}, 60_000)
afterAll(() => world.close())

const breach = (who: World['people'][number], key: string) =>
	perform(world.spine, { name: 'matters.timer.breach', input: { timer }, who, key })

describe('breach', () => {
	it('M15 nobody but the clock may, whatever their post', async () => {
		for (const who of world.people) {
			await expect(breach(who, `by-hand-${who.post}`)).rejects.toMatchObject({
				code: expect.stringMatching(/^not_(permitted|found)$/),
			})
		}
		const { rows } = await sql`select breached_at from matters.timer where id = ${timer}`.execute(world.store.db)
		expect(rows).toEqual([{ breached_at: null }])
	})

	it('M15 the clock does, once, with a ledger line and a message', async () => {
		const first = await breach(system, `breach-${timer}`)
		expect(first.output).toMatchObject({ matter, kind: 'answer' })
		expect(await breach(system, `breach-${timer}`)).toEqual(first)
		await expect(breach(system, `again-${timer}`)).rejects.toMatchObject({ code: 'already' })
		const { rows } = await sql<{ topic: string; body: string }>`
			select topic, body from kernel.outbox where topic = 'matters.timer.breached'`.execute(world.store.db)
		expect(rows.map((row) => JSON.parse(row.body))).toMatchObject([{ matter, timer, kind: 'answer', rule: 'test r1' }])
	})
})
