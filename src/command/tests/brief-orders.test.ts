import { afterAll, beforeAll, expect, it } from 'vitest'
import { showDuty } from '#kernel/powers/contract.ts'
import { acceptOrder, checkBrief, checkOrder, makeBrief, showBrief } from '../contract.ts'
import { hour, oldTown, openOrderStage, type OrderStage, xigang } from './order-stage.ts'

let stage: OrderStage
beforeAll(async () => {
	stage = await openOrderStage()
}, 180_000)
afterAll(() => stage.close())

const sectionIn = (
	brief: { sections: readonly { key: string; lines: readonly { en: string; opens: { id: string } | null }[] }[] },
	key: string,
) => brief.sections.find((section) => section.key === key)?.lines ?? []

it('K70 K75 orders given, answered and to be carried out stand in the briefings of both sides, and come out again later', async () => {
	const { county, oldTown: chief } = stage.people
	const { order } = await stage.given()
	await stage.act(acceptOrder, chief, { order, version: 1 })
	stage.turn(hour)
	const made = await stage.act(makeBrief, county, { kind: 'morning' })
	const above = await stage.look(showBrief, county, { brief: made.brief })
	expect(sectionIn(above, 'command.orders-given').map((line) => line.opens?.id)).toContain(order)
	const answered = sectionIn(above, 'command.orders-answered').find((line) => line.opens?.id === order)
	expect(answered?.en).toContain('accepted')
	const own = await stage.act(makeBrief, chief, { kind: 'shift' })
	const below = await stage.look(showBrief, chief, { brief: own.brief })
	expect(sectionIn(below, 'command.orders-open').map((line) => line.opens?.id)).toContain(order)
	const next = await stage.given()
	const version = await stage.doneBy(next.order, chief)
	await stage.act(checkOrder, county, { order: next.order, version, result: 'passed', words: '现场看过' })
	stage.turn(hour)
	expect(await stage.look(checkBrief, county, { brief: made.brief })).toMatchObject({ same: true })
	expect(await stage.look(checkBrief, chief, { brief: own.brief })).toMatchObject({ same: true })
})

it('P23 an order that waits is a duty of the post it was given to', async () => {
	const { oldTown: chief, county } = stage.people
	const { order } = await stage.given()
	const waiting = await stage.look(showDuty, chief, { agency: oldTown, kind: 'station_chief' })
	const answer = waiting.duties.find((duty) => duty.source === 'command.order.answer')
	expect(answer?.rows.map((row) => row.id)).toContain(order)
	const version = await stage.doneBy(order, chief)
	expect(version).toBeGreaterThan(1)
	const later = await stage.look(showDuty, county, { agency: xigang, kind: 'commander' })
	const check = later.duties.find((duty) => duty.source === 'command.order.check')
	expect(check?.rows.map((row) => row.id)).toContain(order)
	const old = await stage.look(showDuty, chief, { agency: oldTown, kind: 'station_chief' })
	expect(old.duties.find((duty) => duty.source === 'command.order.answer')?.rows.map((row) => row.id)).not.toContain(
		order,
	)
})
