import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids.ts'
import {
	acceptOrder,
	addEvidence,
	breakDownOrder,
	checkOrder,
	decideOrder,
	drawLot,
	handInOrder,
	recheckOrder,
	refuseOrder,
	showOrder,
	showOrderTree,
	supersedeOrder,
	withdrawOrder,
} from '../contract.ts'
import {
	agency,
	day,
	hour,
	lanjiang,
	northgate,
	oldTown,
	openOrderStage,
	type OrderStage,
	quayside,
	refusalOf,
	sheetOf,
	xigang,
} from './order-stage.ts'

let stage: OrderStage
beforeAll(async () => {
	stage = await openOrderStage()
}, 180_000)
afterAll(() => stage?.close())

const rows = <T>(query: ReturnType<typeof sql<T>>) => stage.rows(query)

describe('down and up', () => {
	it('K19 K20 a province order rolls down to three stations and up again; one refuses', async () => {
		const { province, city, county, oldTown: chief, quayside: quay, northgate: north } = stage.people
		const sheet = sheetOf(stage.clock())
		const [top, mid] = [newId(), newId()]
		await stage.given({ ...sheet, orders: [{ order: top, to: lanjiang }] }, province)
		await stage.act(acceptOrder, city, { order: top, version: 1 })
		await stage.act(breakDownOrder, city, { order: top, version: 2, orders: [{ order: mid, to: xigang }], ...sheet })
		await stage.act(acceptOrder, county, { order: mid, version: 1 })
		const stations = [oldTown, quayside, northgate].map((to) => ({ order: newId(), to }))
		const late = { at: new Date(Date.parse(sheet.due.at) + day).toISOString() }
		const tooLate = await refusalOf(
			stage.act(breakDownOrder, county, { order: mid, version: 2, orders: stations, ...sheet, due: late }),
		)
		expect(tooLate.rule).toBe('K19')
		const items = [{ words: '本所辖区展厅走到', evidence: 'site_record' as const }]
		const down = { order: mid, version: 2, orders: stations, ...sheet, checklist: items }
		await stage.act(breakDownOrder, county, down)
		const [one, two, three] = stations
		if (one === undefined || two === undefined || three === undefined) throw new Error('three stations')
		const tree = await stage.look(showOrderTree, province, { order: top })
		expect(tree.rows.map((row) => row.depth)).toEqual([0, 1, 2, 2, 2])
		expect(tree.rows[0]?.open).toBe(5)
		// Up again: two are done, one goes beyond its powers and the refusal is upheld.
		for (const [part, who] of [
			[one.order, chief],
			[two.order, quay],
		] as const) {
			const version = await stage.doneBy(part, who)
			await stage.act(checkOrder, county, { order: part, version, result: 'passed', words: '看过' })
		}
		await stage.act(refuseOrder, north, {
			order: three.order,
			version: 1,
			rule: '《消防法》第五十三条',
			reason: '无权封停',
		})
		await stage.act(addEvidence, county, { order: mid, evidence: newId(), item: 1, words: '两所已办结' })
		const early = await refusalOf(stage.act(handInOrder, county, { order: mid, version: 3 }))
		expect(early.rule).toBe('K20')
		await stage.act(decideOrder, city, { order: three.order, version: 2, decision: 'upheld', reason: '属消防机构' })
		await stage.act(handInOrder, county, { order: mid, version: 3 })
		await stage.act(checkOrder, city, { order: mid, version: 4, result: 'passed', words: '核实' })
		await stage.act(addEvidence, city, { order: top, evidence: newId(), item: 1, words: '全市完成' })
		await stage.act(handInOrder, city, { order: top, version: 3 })
		await stage.act(checkOrder, province, { order: top, version: 4, result: 'passed', words: '通过' })
		const up = await stage.look(showOrderTree, province, { order: top })
		expect(up.rows.map((row) => row.state)).toEqual(['closed', 'closed', 'closed', 'closed', 'upheld'])
		expect([up.rows[0]?.open, up.rows[0]?.done, up.rows[0]?.worstDueAt]).toEqual([0, 4, null])
		// K25: a broken-down order is looked at again through its parts.
		expect(up.rows.map((row) => row.ended)).toEqual([true, true, false, false, true])
		expect(await stage.disagreeing()).toEqual([])
	})

	it('K20 a part counts as evidence once it is closed', async () => {
		const { county, city, oldTown: chief } = stage.people
		const sheet = sheetOf(stage.clock())
		const top = newId()
		const items = [{ words: '下级办结', evidence: 'part' as const }]
		await stage.given({ ...sheet, checklist: items, orders: [{ order: top, to: xigang }] }, city)
		await stage.act(acceptOrder, county, { order: top, version: 1 })
		const part = newId()
		const own = [{ words: '走到', evidence: 'site_record' as const }]
		await stage.act(breakDownOrder, county, {
			...sheet,
			order: top,
			version: 2,
			orders: [{ order: part, to: oldTown }],
			checklist: own,
		})
		const give = () =>
			stage.act(addEvidence, county, { order: top, evidence: newId(), item: 1, words: '见分解命令', part })
		expect((await refusalOf(give())).rule).toBe('K21')
		const version = await stage.doneBy(part, chief)
		await stage.act(checkOrder, county, { order: part, version, result: 'passed', words: '看过' })
		await give()
		const other = await stage.given()
		const wrong = stage.act(addEvidence, county, {
			order: top,
			evidence: newId(),
			item: 1,
			words: 'x',
			part: other.order,
		})
		expect((await refusalOf(wrong)).code).toBe('not_found')
	})
})

describe('done and checked', () => {
	it('K21 K22 done with the evidence each item asks for', async () => {
		const chief = stage.people.oldTown
		const { order } = await stage.given({
			checklist: [
				{ words: '走到', evidence: 'site_record' },
				{ words: '照片', evidence: 'photo' },
			],
		})
		await stage.act(acceptOrder, chief, { order, version: 1 })
		const bare = await refusalOf(stage.act(handInOrder, chief, { order, version: 2 }))
		expect([bare.code, bare.rule]).toEqual(['wrong_state', 'K22'])
		expect(bare.extra['items']).toEqual([1, 2])
		const wrong = await refusalOf(stage.act(addEvidence, chief, { order, evidence: newId(), item: 2, words: '拍了' }))
		expect([wrong.rule, wrong.field]).toEqual(['K21', 'sha256'])
		const none = await refusalOf(stage.act(addEvidence, chief, { order, evidence: newId(), item: 3, words: 'x' }))
		expect([none.rule, none.field]).toEqual(['K21', 'item'])
		const secret = await refusalOf(
			stage.act(addEvidence, chief, { order, evidence: newId(), item: 1, words: 'x', matter: newId() }),
		)
		expect(secret.rule).toBe('K21')
		await stage.act(addEvidence, stage.people.officer, { order, evidence: newId(), item: 1, words: '走到' })
		await stage.act(addEvidence, chief, { order, evidence: newId(), item: 2, words: '照片', sha256: 'a'.repeat(64) })
		expect((await stage.act(handInOrder, chief, { order, version: 2 })).state).toBe('to_check')
	})

	it('K23 checked by whom the order names, never by who did it', async () => {
		const { county, oldTown: chief, officer } = stage.people
		const own = { agency: oldTown, post: 'station_chief' as const }
		const { order } = await stage.given({ checker: own })
		const version = await stage.doneBy(order, chief)
		const self = await refusalOf(stage.act(checkOrder, chief, { order, version, result: 'passed', words: 'x' }))
		expect([self.code, self.rule]).toEqual(['not_permitted', 'K140'])
		const giver = await refusalOf(stage.act(checkOrder, county, { order, version, result: 'passed', words: 'x' }))
		expect(giver.code).toBe('not_permitted')
		const second = await stage.given({ orders: [{ order: newId(), to: oldTown, post: 'officer' }], checker: own })
		const after = await stage.doneBy(second.order, officer)
		const passed = await stage.act(checkOrder, chief, {
			order: second.order,
			version: after,
			result: 'passed',
			words: '看过',
		})
		expect(passed.state).toBe('closed')
		const elsewhere = await refusalOf(stage.given({ checker: { agency: agency('xigang-traffic') } }))
		expect(elsewhere.rule).toBe('K23')
	})

	it('K24 returned names the items, and what was shown before is not enough', async () => {
		const { county, oldTown: chief } = stage.people
		const soon = { at: new Date(stage.clock().getTime() + day).toISOString() }
		const { order, dueAt } = await stage.given({ due: soon })
		const version = await stage.doneBy(order, chief)
		const unnamed = await refusalOf(stage.act(checkOrder, county, { order, version, result: 'returned', words: 'x' }))
		expect([unnamed.rule, unnamed.field]).toEqual(['K24', 'items'])
		const back = await stage.act(checkOrder, county, {
			order,
			version,
			result: 'returned',
			items: [1],
			words: '二号厅没去',
		})
		expect(back.state).toBe('in_work')
		expect(Date.parse(back.dueAt)).toBeGreaterThan(Date.parse(dueAt) + day)
		const again = await refusalOf(stage.act(handInOrder, chief, { order, version: back.version }))
		expect(again.rule).toBe('K22')
		await stage.act(addEvidence, chief, { order, evidence: newId(), item: 1, words: '二号厅补走' })
		const handed = await stage.act(handInOrder, chief, { order, version: back.version })
		const closed = { order, version: handed.version, result: 'passed' as const, words: '看过' }
		expect((await stage.act(checkOrder, county, closed)).state).toBe('closed')
		expect(await stage.disagreeing()).toEqual([])
	})
})

describe('by lot', () => {
	it('K25 K26 K27 re-checked by another station after 30 and 90 days, drawn so that anyone can draw it again', async () => {
		const order = await stage.closedOrder()
		const shown = await stage.look(showOrder, stage.people.county, { order })
		expect([shown.state, shown.ended, shown.clock?.kind]).toEqual(['closed', false, 'order_lot_30'])
		const early = await refusalOf(stage.act(drawLot, stage.system, { order, round: 30 }))
		expect([early.code, early.rule]).toEqual(['not_now', 'K26'])
		await stage.sequence()
		stage.turn(30 * day + 60_000)
		const hand = await refusalOf(stage.act(drawLot, stage.people.county, { order, round: 30 }))
		expect(hand.code).toBe('not_permitted')
		const drawn = await stage.act(drawLot, stage.system, { order, round: 30 })
		const candidates = [quayside, northgate].toSorted()
		expect(drawn.candidates.toSorted()).toEqual(candidates)
		// By the rule as it is written, not by our function.
		const hash = createHash('sha256').update(`${drawn.root}\n${order}\n1\n30\n`).digest()
		expect(drawn.station).toBe(candidates[Number(hash.readBigUInt64BE(0) % 2n)])
		const [head] = await rows(sql<{ root: Buffer }>`select root from ledger.head where size = ${drawn.treeSize}`)
		expect(Buffer.from(head?.root ?? []).toString('hex')).toBe(drawn.root)
		const mine = drawn.station === quayside ? stage.people.quayside : stage.people.northgate
		const other = drawn.station === quayside ? stage.people.northgate : stage.people.quayside
		const look = { order, version: drawn.version, result: 'holds' as const, words: '通道仍畅通' }
		expect((await refusalOf(stage.act(recheckOrder, other, look))).code).toBe('not_found')
		expect((await refusalOf(stage.act(recheckOrder, stage.people.oldTown, look))).code).toBe('not_permitted')
		const held = await stage.act(recheckOrder, mine, look)
		expect(held.state).toBe('closed')
		expect((await refusalOf(stage.act(drawLot, stage.system, { order, round: 90 }))).code).toBe('not_now')
		stage.turn(60 * day)
		const second = await stage.act(drawLot, stage.system, { order, round: 90 })
		const last = second.station === quayside ? stage.people.quayside : stage.people.northgate
		await stage.act(recheckOrder, last, { ...look, version: second.version })
		const after = await stage.look(showOrder, stage.people.county, { order })
		expect([after.state, after.ended]).toEqual(['closed', true])
		expect(after.lots.map((lot) => [lot.round, lot.result])).toEqual([
			[30, 'holds'],
			[90, 'holds'],
		])
		expect(await stage.disagreeing()).toEqual([])
	})

	it('K27 what does not hold goes back to be done, and is closed and drawn anew', async () => {
		const order = await stage.closedOrder()
		await stage.sequence()
		stage.turn(31 * day)
		const drawn = await stage.act(drawLot, stage.system, { order, round: 30 })
		const mine = drawn.station === quayside ? stage.people.quayside : stage.people.northgate
		const fallen = { order, version: drawn.version, result: 'fallen' as const, words: '又上锁了' }
		const back = await stage.act(recheckOrder, mine, fallen)
		expect(back.state).toBe('in_work')
		const chief = stage.people.oldTown
		await stage.act(addEvidence, chief, { order, evidence: newId(), item: 1, words: '已拆锁' })
		const handed = await stage.act(handInOrder, chief, { order, version: back.version })
		const check = { order, version: handed.version, result: 'passed' as const, words: '看过' }
		await stage.act(checkOrder, stage.people.county, check)
		stage.turn(31 * day)
		expect((await stage.act(drawLot, stage.system, { order, round: 30 })).state).toBe('recheck')
		expect(await stage.disagreeing()).toEqual([])
	})
})

describe('taken back', () => {
	it('K28 withdrawn with a reason; a closed one stays', async () => {
		const { county, oldTown: chief, quayside: other } = stage.people
		const { order } = await stage.given()
		const stranger = await refusalOf(stage.act(withdrawOrder, other, { order, version: 1, reason: 'x' }))
		expect(stranger.code).toBe('not_found')
		const doer = await refusalOf(stage.act(withdrawOrder, chief, { order, version: 1, reason: 'x' }))
		expect(doer.code).toBe('not_permitted')
		await stage.act(withdrawOrder, county, { order, version: 1, reason: '展会取消' })
		const shown = await stage.look(showOrder, chief, { order })
		expect([shown.state, shown.ended, shown.clock]).toEqual(['withdrawn', true, null])
		const closed = await stage.closedOrder()
		const late = await refusalOf(stage.act(withdrawOrder, county, { order: closed, version: 4, reason: 'x' }))
		expect([late.code, late.rule]).toEqual(['wrong_state', 'K28'])
	})

	it('K28 superseded: another recipient, both orders name each other', async () => {
		const { county, quayside: quay } = stage.people
		const { order } = await stage.given()
		const next = newId()
		const sheet = sheetOf(stage.clock())
		await stage.act(supersedeOrder, county, { order, version: 1, orders: [{ order: next, to: quayside }], ...sheet })
		const old = await stage.look(showOrder, county, { order })
		expect([old.state, old.replacedBy]).toEqual(['superseded', next])
		const fresh = await stage.look(showOrder, quay, { order: next })
		expect(fresh.replaces).toBe(order)
		expect(await stage.disagreeing()).toEqual([])
	})
})

describe('conflict', () => {
	it('K29 two orders that claim the same are shown to both givers', async () => {
		const { county, city, oldTown: chief } = stage.people
		const now = stage.clock().getTime()
		const claim = (from: number, place?: string) => ({
			of: 'staff' as const,
			...(place === undefined ? {} : { place }),
			from: new Date(now + from * hour).toISOString(),
			until: new Date(now + (from + 4) * hour).toISOString(),
		})
		const first = await stage.given({ claim: claim(1, '一号展厅') })
		expect(first.conflicts).toEqual([])
		const second = await stage.given({ claim: claim(3, '一号 展厅'), orders: [{ order: newId(), to: oldTown }] }, city)
		expect(second.conflicts).toEqual([first.order])
		const apart = await stage.given({ claim: claim(3, '二号展厅') })
		expect(apart.conflicts).toEqual([])
		const mine = await stage.look(showOrder, county, { order: first.order })
		const [seen] = mine.conflictsWith
		expect([seen?.order, seen?.giver.id]).toEqual([second.order, lanjiang])
		expect(seen?.title).not.toBeNull()
		const theirs = await stage.look(showOrder, city, { order: second.order })
		expect(theirs.conflictsWith[0]?.order).toBe(first.order)
		expect((await refusalOf(stage.look(showOrder, city, { order: first.order }))).code).toBe('not_found')
		expect((await stage.look(showOrder, chief, { order: first.order })).conflicts).toBe(1)
		await stage.act(withdrawOrder, county, { order: first.order, version: 1, reason: '让给市局' })
		expect((await stage.look(showOrder, city, { order: second.order })).conflicts).toBe(0)
	})
})
