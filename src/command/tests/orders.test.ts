import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids.ts'
import type { Who } from '#kernel/who.ts'
import {
	acceptOrder,
	answerOrder,
	confirmOrder,
	decideOrder,
	disputeOrder,
	enterVoiceOrder,
	giveOrder,
	handInOrder,
	listOrders,
	planOrder,
	questionOrder,
	refuseOrder,
	showOrder,
	supersedeOrder,
	withdrawOrder,
} from '../contract.ts'
import {
	agency,
	day,
	donglan,
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

describe('giving', () => {
	it('K10 goes to an agency below or to a post, and to nobody else', async () => {
		const { county, oldTown: chief } = stage.people
		for (const to of [lanjiang, donglan, xigang]) {
			const refused = await refusalOf(stage.given({ orders: [{ order: newId(), to }] }))
			expect([refused.code, refused.rule]).toEqual(['invalid', 'K10'])
		}
		const posts = await stage.given({ orders: [{ order: newId(), to: agency('xigang-command'), post: 'dispatcher' }] })
		expect(posts.state).toBe('given')
		const own = await stage.given(
			{ agency: oldTown, orders: [{ order: newId(), to: oldTown, post: 'officer' }] },
			chief,
		)
		expect(own.state).toBe('given')
		const nobody = await refusalOf(
			stage.given({ orders: [{ order: newId(), to: oldTown, post: 'legal_reviewer' }] }, county),
		)
		expect(nobody.rule).toBe('K10')
		const headless = await refusalOf(stage.given({ orders: [{ order: newId(), to: agency('xigang-traffic') }] }))
		expect(headless.rule).toBe('K10')
	})

	it('K12 ids come with the act and are used once', async () => {
		const order = newId()
		await stage.given({ orders: [{ order, to: oldTown }] })
		const again = await refusalOf(stage.given({ orders: [{ order, to: quayside }] }))
		expect([again.code, again.rule]).toEqual(['invalid', 'K12'])
		const twice = [newId(), newId()].map((id) => ({ order: id, to: oldTown }))
		expect((await refusalOf(stage.given({ orders: twice }))).rule).toBe('K12')
	})

	it('K11 K13 a sheet to three is three matters, each with its clocks', async () => {
		const orders = [oldTown, quayside, northgate].map((to) => ({ order: newId(), to }))
		await stage.given({ orders })
		for (const { order } of orders) {
			const shown = await stage.look(showOrder, stage.people.county, { order })
			expect(shown.state).toBe('given')
			expect(shown.together).toHaveLength(2)
			expect(shown.clocks.map((clock) => clock.kind).toSorted()).toEqual(['answer', 'done'])
			const answer = shown.clocks.find((clock) => clock.kind === 'answer')
			expect(Date.parse(answer?.dueAt ?? '') - Date.parse(answer?.from ?? '')).toBe(day)
		}
		expect(await stage.disagreeing()).toEqual([])
	})

	it('K11 due by a regime: the calendar reckons it, and the clock opens into its deadline', async () => {
		const { order, dueAt } = await stage.given({ due: { regime: 'house.rectify' } })
		const shown = await stage.look(showOrder, stage.people.oldTown, { order })
		expect(shown.regime).toBe('house.rectify')
		const done = shown.clocks.find((clock) => clock.kind === 'done')
		expect(done?.rule).toBe('house.rectify')
		expect(done?.deadline).not.toBeNull()
		expect(done?.dueAt).toBe(dueAt)
		const liberty = await refusalOf(stage.given({ due: { regime: 'cn.summons' } }))
		expect([liberty.code, liberty.rule]).toEqual(['invalid', 'K11'])
		expect((await refusalOf(stage.given({ due: { regime: 'no.such' } }))).code).toBe('invalid')
	})

	it('K35 a due date lies in the future, within three years', async () => {
		for (const ms of [-hour, 4 * 366 * day]) {
			const at = new Date(stage.clock().getTime() + ms).toISOString()
			expect((await refusalOf(stage.given({ due: { at } }))).rule).toBe('K35')
		}
	})

	it('K31 to K33 planted quotas are refused in the act', async () => {
		const planted = [
			{ title: '本月抓获 10 人' },
			{ checklist: [{ words: 'At least 20 fines issued', evidence: 'document' as const }] },
			{
				target: {
					counts: 'tasks_done' as const,
					amount: 3,
					list: [{ kind: 'task' as const, words: '拘留 3 人' }],
				},
			},
		]
		for (const more of planted) expect((await refusalOf(stage.given(more))).rule).toBe('K33')
		const list = [{ kind: 'place' as const, words: '110101199003077758 家' }]
		const resident = await refusalOf(stage.given({ target: { counts: 'places_visited', amount: 1, list } }))
		expect(resident.rule).toBe('K32')
		const long = [1, 2].map((n) => ({ kind: 'place' as const, words: `第 ${n} 展厅` }))
		const tooLong = await refusalOf(stage.given({ target: { counts: 'places_visited', amount: 1, list: long } }))
		expect(tooLong.rule).toBe('K31')
	})

	it('K31 K32 planted quotas are refused by the table itself', async () => {
		const { order } = await stage.given()
		const planted = [
			sql`update command.issued_order set counts = 'arrests', amount = 10 where id = ${order}`,
			sql`update command.issued_order set counts = 'persons', amount = 10 where id = ${order}`,
			sql`update command.issued_order set amount = 10 where id = ${order}`,
			sql`insert into command.order_target (order_id, n, kind, words) values (${order}, 1, 'resident', 'x')`,
			sql`insert into command.order_target (order_id, n, kind, words) values (${order}, 1, 'place', '110101199003077758')`,
			sql`insert into command.order_target (order_id, n, kind, words) values (${order}, 1, 'place', 'tel 13800002207')`,
		]
		for (const statement of planted)
			await expect(stage.store.transact('owner', (tx) => statement.execute(tx))).rejects.toThrow(/check constraint/)
	})

	it('K1 the entry names both sides', async () => {
		const { order } = await stage.given()
		const [line] = await rows(
			sql<{ value: string }>`select o.value from ledger.pending p join ledger.opening o on o.leaf_hash = p.leaf_hash
				where o.name = 'what' order by p.id desc limit 1`,
		)
		for (const each of [order, xigang, oldTown]) expect(line?.value).toContain(each)
	})
})

describe('three answers', () => {
	it('K14 accepted meets the clock of the answer', async () => {
		const { order } = await stage.given()
		const { state } = await stage.act(acceptOrder, stage.people.oldTown, { order, version: 1 })
		expect(state).toBe('in_work')
		const shown = await stage.look(showOrder, stage.people.county, { order })
		expect(shown.clocks.find((clock) => clock.kind === 'answer')?.metAt).not.toBeNull()
		expect(shown.clock?.kind).toBe('done')
		const twice = await refusalOf(stage.act(acceptOrder, stage.people.oldTown, { order, version: 2 }))
		expect([twice.code, twice.rule]).toEqual(['wrong_state', 'K14'])
	})

	it('K15 questioned: no clock stops, question and answer stand on the record', async () => {
		const { order } = await stage.given()
		const before = await stage.look(showOrder, stage.people.oldTown, { order })
		const question = newId()
		await stage.act(questionOrder, stage.people.oldTown, { order, question, text: '四号厅归谁？' })
		const after = await stage.look(showOrder, stage.people.oldTown, { order })
		expect(after.clocks).toEqual(before.clocks)
		const asked = await stage.look(showOrder, stage.people.county, { order })
		expect(asked.next[0]).toBe('command.order.answer')
		await stage.act(answerOrder, stage.people.county, { order, question, text: '归港口。' })
		const [one] = (await stage.look(showOrder, stage.people.oldTown, { order })).questions
		expect([one?.text, one?.answer]).toEqual(['四号厅归谁？', '归港口。'])
		const again = await refusalOf(stage.act(answerOrder, stage.people.county, { order, question, text: '再答' }))
		expect(again.code).toBe('already')
	})

	it('K16 refused as beyond powers: the clock stops, the tier above and integrity see it', async () => {
		const { cityIntegrity, countyIntegrity, city, province, oldTown: chief } = stage.people
		const { order } = await stage.given({ due: { regime: 'house.rectify' } })
		for (const who of [city, cityIntegrity, countyIntegrity])
			expect((await refusalOf(stage.look(showOrder, who, { order }))).code).toBe('not_found')
		const refused = await stage.act(refuseOrder, chief, {
			order,
			version: 1,
			rule: '《消防法》第五十三条',
			reason: '封停展厅属消防机构职权。',
		})
		expect([refused.state, refused.decidedBy]).toEqual(['refused', lanjiang])
		const shown = await stage.look(showOrder, city, { order })
		expect(shown.stoppedAt).not.toBeNull()
		expect(shown.clocks.filter((clock) => clock.metAt === null).map((clock) => clock.kind)).toEqual(['decide'])
		const open = await rows(sql`select 1 from deadlines.deadline where matter_id = ${order} and dropped_at is null`)
		expect(open).toEqual([])
		expect(shown.story[0]?.fact['rule']).toBe('《消防法》第五十三条')
		for (const who of [cityIntegrity, countyIntegrity])
			expect((await stage.look(showOrder, who, { order })).refused).toBe(true)
		expect((await refusalOf(stage.look(showOrder, province, { order }))).code).toBe('not_found')
	})

	it('K17 meanwhile the giver neither withdraws, replaces nor gives it to another', async () => {
		const { county, oldTown: chief } = stage.people
		const sheet = sheetOf(stage.clock())
		const { order } = await stage.given(sheet)
		await stage.act(refuseOrder, chief, { order, version: 1, rule: 'r', reason: 'x' })
		const withdrawn = await refusalOf(stage.act(withdrawOrder, county, { order, version: 2, reason: 'x' }))
		expect([withdrawn.code, withdrawn.rule]).toEqual(['not_permitted', 'K141'])
		const replaced = await refusalOf(
			stage.act(supersedeOrder, county, { order, version: 2, orders: [{ order: newId(), to: quayside }], ...sheet }),
		)
		expect([replaced.code, replaced.rule]).toEqual(['not_permitted', 'K141'])
		const elsewhere = await refusalOf(
			stage.given({ ...sheet, title: ` ${sheet.title.toUpperCase()} `, orders: [{ order: newId(), to: quayside }] }),
		)
		expect([elsewhere.code, elsewhere.rule]).toEqual(['not_now', 'K17'])
	})

	it('K18 upheld: it falls; lifted: it stands and its date moves by as long as it stood', async () => {
		const { city, county, cityIntegrity, oldTown: chief } = stage.people
		const first = await stage.given()
		await stage.act(refuseOrder, chief, { order: first.order, version: 1, rule: 'r', reason: 'x' })
		for (const who of [county, cityIntegrity]) {
			const no = await refusalOf(
				stage.act(decideOrder, who, { order: first.order, version: 2, decision: 'lifted', reason: 'x' }),
			)
			expect(no.code).toBe('not_permitted')
		}
		const upheld = await stage.act(decideOrder, city, {
			order: first.order,
			version: 2,
			decision: 'upheld',
			reason: '属消防机构职权。',
		})
		expect(upheld.state).toBe('upheld')
		const second = await stage.given()
		await stage.act(refuseOrder, chief, { order: second.order, version: 1, rule: 'r', reason: 'x' })
		stage.turn(2 * day)
		const lifted = await stage.act(decideOrder, city, {
			order: second.order,
			version: 2,
			decision: 'lifted',
			reason: '属派出所日常检查。',
		})
		expect(lifted.state).toBe('in_work')
		const moved = Date.parse(lifted.dueAt) - Date.parse(second.dueAt)
		expect(Math.abs(moved - 2 * day)).toBeLessThan(60_000)
		const shown = await stage.look(showOrder, chief, { order: second.order })
		expect(shown.clock?.dueAt).toBe(lifted.dueAt)
		expect(await stage.disagreeing()).toEqual([])
	})

	it('K18 a province has nobody above: its integrity decides', async () => {
		const { province, city, provinceIntegrity } = stage.people
		const { order } = await stage.given({ orders: [{ order: newId(), to: lanjiang }] }, province)
		const refused = await stage.act(refuseOrder, city, { order, version: 1, rule: 'r', reason: 'x' })
		expect(refused.decidedBy).toBe(donglan)
		const own = await refusalOf(
			stage.act(decideOrder, province, { order, version: 2, decision: 'lifted', reason: 'x' }),
		)
		expect(own.code).toBe('not_permitted')
		const decided = await stage.act(decideOrder, provinceIntegrity, {
			order,
			version: 2,
			decision: 'upheld',
			reason: 'x',
		})
		expect(decided.state).toBe('upheld')
	})
})

describe('by voice', () => {
	const spoken = (minutes: number) => new Date(stage.clock().getTime() - minutes * 60_000).toISOString()
	const voice = () => {
		const { why: _why, basis: _basis, ...sheet } = sheetOf(stage.clock())
		return sheet
	}

	it('K30 entered by the giver within the hour, confirmed by the recipient', async () => {
		const { county, oldTown: chief } = stage.people
		const order = newId()
		const entered = await stage.act(enterVoiceOrder, county, {
			agency: xigang,
			giver: xigang,
			orders: [{ order, to: oldTown }],
			spokenAt: spoken(20),
			...voice(),
		})
		expect([entered.state, entered.answerBy]).toEqual(['spoken', null])
		const own = await refusalOf(stage.act(confirmOrder, county, { order, version: 1 }))
		expect(own.code).toBe('not_permitted')
		const early = await refusalOf(stage.act(acceptOrder, chief, { order, version: 1 }))
		expect(early.code).toBe('wrong_state')
		const confirmed = await stage.act(confirmOrder, chief, { order, version: 1 })
		expect(confirmed.state).toBe('given')
		await stage.act(acceptOrder, chief, { order, version: 2 })
		expect(await stage.disagreeing()).toEqual([])
	})

	it('K30 entered by the recipient as spoken, disputed by the giver: it binds nobody', async () => {
		const { county, officer, oldTown: chief } = stage.people
		const order = newId()
		const enter = (who: Who, at: string) =>
			stage.act(enterVoiceOrder, who, {
				agency: oldTown,
				giver: xigang,
				orders: [{ order, to: oldTown }],
				spokenAt: at,
				...voice(),
			})
		const late = await refusalOf(enter(officer, spoken(61)))
		expect([late.code, late.rule]).toEqual(['not_now', 'K30'])
		const ahead = await refusalOf(enter(officer, spoken(-5)))
		expect([ahead.code, ahead.rule]).toEqual(['invalid', 'K30'])
		await enter(officer, spoken(59))
		const own = await refusalOf(stage.act(disputeOrder, chief, { order, version: 1, reason: 'x' }))
		expect(own.code).toBe('not_permitted')
		await stage.act(disputeOrder, county, { order, version: 1, reason: '我只是问能不能封。' })
		const shown = await stage.look(showOrder, chief, { order })
		expect([shown.state, shown.ended, shown.clock]).toEqual(['disputed', true, null])
		expect(await stage.disagreeing()).toEqual([])
	})

	it('K30 nobody enters for a side that is not theirs', async () => {
		const { officer, quayside: other } = stage.people
		const enter = (who: Who, side: string) =>
			stage.act(enterVoiceOrder, who, {
				agency: side,
				giver: xigang,
				orders: [{ order: newId(), to: oldTown }],
				spokenAt: spoken(5),
				...voice(),
			})
		expect((await refusalOf(enter(other, quayside))).rule).toBe('K30')
		expect((await refusalOf(enter(officer, xigang))).code).toBe('not_permitted')
	})
})

describe('lists', () => {
	it('K37 a list holds what a person may see, and what they may do now', async () => {
		const { order } = await stage.given()
		const find = async (who: Who) =>
			(await stage.look(listOrders, who, { ended: 'no' })).rows.find((row) => row.id === order)
		expect((await find(stage.people.oldTown))?.next[0]).toBe('command.order.accept')
		expect((await find(stage.people.county))?.next).toEqual(['command.order.withdraw', 'command.order.supersede'])
		expect((await find(stage.people.officer))?.next).toEqual([])
		for (const who of [stage.people.quayside, stage.people.city, stage.people.province, stage.people.cityIntegrity])
			expect(await find(who)).toBeUndefined()
	})

	it('K10 the form offers whom an order may go to', async () => {
		const plan = await stage.look(planOrder, stage.people.county, { agency: xigang })
		const station = plan.recipients.find((each) => each.agency.id === oldTown)
		expect(station?.answers).toBe(true)
		expect(station?.posts.toSorted()).toEqual(['auxiliary_officer', 'officer', 'station_chief'])
		expect(plan.recipients.some((each) => each.agency.id === lanjiang)).toBe(false)
		expect(plan.regimes.map((regime) => regime.key)).not.toContain('cn.summons')
	})

	it('K12 a stale version is overtaken', async () => {
		const { order } = await stage.given()
		await stage.act(acceptOrder, stage.people.oldTown, { order, version: 1 })
		const stale = await refusalOf(stage.act(handInOrder, stage.people.oldTown, { order, version: 1 }))
		expect(stale.code).toBe('overtaken')
	})

	it('K10 no order is given for another agency', async () => {
		const other = await refusalOf(
			stage.act(giveOrder, stage.people.oldTown, {
				agency: quayside,
				orders: [{ order: newId(), to: quayside, post: 'officer' }],
				...sheetOf(stage.clock()),
			}),
		)
		expect(other.code).toBe('not_permitted')
	})
})
