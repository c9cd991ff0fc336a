import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptHandOver, offerHandOver, showOrder } from '../contract.ts'
import { lanjiang, northgate, openOrderStage, type OrderStage, refusalOf } from './order-stage.ts'

let stage: OrderStage
beforeAll(async () => {
	stage = await openOrderStage()
}, 240_000)
afterAll(() => stage?.close())

const offer = (matter: string, to: string) =>
	stage.act(offerHandOver, stage.people.county, { matter, to, reason: 'Yours to give.' })

test('K44 an order handed over is its new giver’s; the one it was given to does it as before', async () => {
	const { order } = await stage.given()
	const { handOver } = await offer(order, lanjiang)
	await stage.act(acceptHandOver, stage.people.city, { handOver, version: 1 })
	const rows = await stage.rows(sql<{ giver_id: string; version: number; agency_id: string }>`
		select o.giver_id, o.version, m.agency_id from command.issued_order o join matters.matter m on m.id = o.id where o.id = ${order}`)
	expect(rows).toEqual([{ giver_id: lanjiang, version: 2, agency_id: lanjiang }])
	expect((await stage.look(showOrder, stage.people.city, { order })).id).toBe(order)
	expect((await stage.look(showOrder, stage.people.oldTown, { order })).id).toBe(order)
})

test('K44 an order passes only to an agency above those it was given to: else nothing passes, neither owner nor order', async () => {
	const { order } = await stage.given()
	const { handOver } = await offer(order, northgate)
	expect(await refusalOf(stage.act(acceptHandOver, stage.people.northgate, { handOver, version: 1 }))).toMatchObject({
		code: 'wrong_state',
		rule: 'K44',
	})
	const rows = await stage.rows(sql<{ owners: number; state: string }>`select h.state,
		(select count(*)::int from command.ownership where matter_id = ${order}) as owners from command.hand_over h where h.id = ${handOver}`)
	expect(rows).toEqual([{ owners: 0, state: 'offered' }])
})
