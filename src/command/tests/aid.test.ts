import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findSubject } from '#kernel/powers/load-subject.ts'
import { nobody, system, type Who } from '#kernel/who.ts'
import { demoId } from '../../../demo/ids.ts'
import {
	aidResource,
	askAid,
	lapseAid,
	listAid,
	offerAid,
	refuseAid,
	returnAid,
	takeAid,
	withdrawAid,
} from '../contract.ts'
import { listUnits, setStatus } from '../../dispatch/contract.ts'
import { oldTown, openStage, quayside, refusalOf, type Stage } from './hand-over-stage.ts'

let stage: Stage
let chief: Who
let quay: Who
const unit = demoId('unit', 'quay-21')

beforeAll(async () => {
	stage = await openStage()
	chief = await stage.as('zhou-anjie')
	quay = await stage.as('hou-bohai')
}, 240_000)
afterAll(() => stage?.close())

const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const ask = (until = ahead(120)) =>
	stage.act(askAid, chief, { to: quayside, what: 'units', words: 'A patrol for the fish market.', until })
const offer = (aid: string, units: string[] = [unit], until = ahead(120)) =>
	stage.act(offerAid, quay, { aid, version: 1, answer: 'From noon.', units, until })
const mine = async (who: Who) => stage.look(listAid, who, {})

async function lent(): Promise<string> {
	const { aid } = await ask()
	await offer(aid)
	await stage.act(takeAid, chief, { aid, version: 2 })
	return aid
}

test('K50, K51, K53, K54 asked, offered, taken on loan and returned; both sides see it, and the lender which unit is away', async () => {
	const { aid, answerDueAt } = await ask()
	expect(Date.parse(answerDueAt) - Date.now()).toBeGreaterThan(59 * 60_000)
	const before = await mine(quay)
	expect(before.rows.find((one) => one.id === aid)?.may).toEqual(['command.aid.offer', 'command.aid.refuse'])
	expect(before.units.map((one) => one.en)).toContain('Quay 21')
	await offer(aid)
	const taken = await stage.act(takeAid, chief, { aid, version: 2 })
	expect(taken.state).toBe('on_loan')
	for (const who of [chief, quay]) {
		const row = (await mine(who)).rows.find((one) => one.id === aid)
		expect(row).toMatchObject({
			state: 'on_loan',
			units: [{ id: unit, en: 'Quay 21', zh: '码头 21' }],
			until: taken.until,
		})
	}
	const away = await mine(quay)
	expect(away.lent).toEqual([
		{ id: unit, en: 'Quay 21', zh: '码头 21', to: expect.objectContaining({ id: oldTown }), until: taken.until },
	])
	expect(away.units.map((one) => one.id)).not.toContain(unit)
	expect((await mine(chief)).lent).toEqual([])
	await stage.act(returnAid, quay, { aid, version: 3 })
	expect((await mine(quay)).lent).toEqual([])
	const { rows } = await sql<{ closed: boolean }>`
		select closed_at is not null as closed from matters.matter where id = ${aid}`.execute(stage.store.db)
	expect(rows).toEqual([{ closed: true }])
})

test('K53 D43 the borrower sees and sends the unit while the loan runs, and no longer', async () => {
	const sees = async () => (await stage.look(listUnits, chief, {})).rows.some((one) => one.id === unit)
	const status = (to: 'out_of_service' | 'available', version: number, who = chief) =>
		stage.act(setStatus, who, { unit, to, version, ...(to === 'available' ? {} : { reason: 'meal' as const }) })
	const versionNow = async () => {
		const { rows } = await sql<{ version: number }>`select version from dispatch.unit where id = ${unit}`.execute(
			stage.store.db,
		)
		return rows[0]?.version ?? 0
	}
	expect(await sees()).toBe(false)
	const aid = await lent()
	expect(await sees()).toBe(true)
	await status('out_of_service', await versionNow())
	await status('available', await versionNow(), quay)
	await stage.act(returnAid, chief, { aid, version: 3 })
	expect(await sees()).toBe(false)
	expect((await refusalOf(status('out_of_service', await versionNow()))).code).toBe('not_found')

	const second = await lent()
	await stage.act(lapseAid, system, { aid: second }, stage.later(121))
	expect(await sees()).toBe(false)
	await stage.act(returnAid, chief, { aid: second, version: 4 })
})

test('K51 a unit of another agency, or one on loan or offered already, is not lent', async () => {
	const loan = await lent()
	const { aid } = await ask()
	expect(await refusalOf(offer(aid))).toMatchObject({ code: 'wrong_state', rule: 'K51' })
	expect(await refusalOf(offer(aid, [demoId('unit', 'old-12')]))).toMatchObject({ code: 'wrong_state', rule: 'K51' })
	await offer(aid, [])
	await stage.act(returnAid, chief, { aid: loan, version: 3 })
})

test('K52 a loan ends by itself at its moment: the clock says once that it is overdue, to both, and nobody else says so', async () => {
	const aid = await lent()
	const { rows } = await sql<{
		kind: string
		seconds: number
	}>`select kind, target_seconds as seconds from matters.timer
		where matter_id = ${aid} and met_at is null`.execute(stage.store.db)
	expect(rows.map((row) => row.kind)).toEqual(['aid_loan'])
	expect(Math.abs((rows[0]?.seconds ?? 0) - 7_200)).toBeLessThan(60)
	expect((await refusalOf(stage.act(lapseAid, system, { aid }))).code).toBe('not_now')
	expect((await refusalOf(stage.act(lapseAid, quay, { aid }))).code).toBe('not_permitted')
	await stage.act(lapseAid, system, { aid }, stage.later(121))
	expect((await refusalOf(stage.act(lapseAid, system, { aid }, stage.later(122)))).code).toBe('already')
	for (const who of [chief, quay])
		expect((await mine(who)).rows.find((one) => one.id === aid)?.overdueAt).not.toBe(null)
	const told = await sql<{ body: string }>`select body from kernel.outbox where resource_id = ${aid}
		and topic = 'command.aid.changed' order by pending_id desc limit 1`.execute(stage.store.db)
	expect(JSON.parse(told.rows[0]?.body ?? '{}')).toEqual({ state: 'on_loan', overdue: true })
	await stage.act(returnAid, chief, { aid, version: 4 })
})

test('K50, K54 in the past, of oneself or of nobody it is not asked; refused with a reason, or taken back, it ends', async () => {
	expect(await refusalOf(ask(ahead(-1)))).toMatchObject({ code: 'invalid', field: 'until' })
	const input = { what: 'analysis' as const, words: 'Calls of the week.', until: ahead(60) }
	for (const to of [oldTown, demoId('agency', 'nowhere')])
		expect(await refusalOf(stage.act(askAid, chief, { ...input, to }))).toMatchObject({ code: 'invalid', field: 'to' })
	const first = await ask()
	await stage.act(refuseAid, quay, { aid: first.aid, version: 1, answer: 'Our festival is tonight.' })
	expect((await refusalOf(stage.act(takeAid, chief, { aid: first.aid, version: 2 }))).code).toBe('not_permitted')
	const second = await ask()
	await stage.act(withdrawAid, chief, { aid: second.aid, version: 1 })
	expect((await refusalOf(offer(second.aid))).code).toMatch(/not_permitted|overtaken/)
})

test('K51 two who answer at once: one does', async () => {
	const { aid } = await ask()
	const both = await Promise.allSettled([
		offer(aid, []),
		stage.act(refuseAid, quay, { aid, version: 1, answer: 'No.' }),
		stage.act(withdrawAid, chief, { aid, version: 1 }),
	])
	expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
})

// Written by hand from RULES.md, not from the rules.
test('K50 to K54 every post against every act, at each state', async () => {
	const { aid } = await ask()
	const leads = (who: Who, agency: string) =>
		['commander', 'shift_leader', 'station_chief'].includes(who.postKind) && who.agency === agency
	const steps: Readonly<Record<string, (who: Who, act: string) => boolean>> = {
		asked: (who, act) =>
			(['offer', 'refuse'].includes(act) && leads(who, quayside)) ||
			(['take', 'withdraw'].includes(act) && leads(who, oldTown)),
		on_loan: (who, act) => act === 'return' && (leads(who, oldTown) || leads(who, quayside)),
	}
	for (const [state, may] of Object.entries(steps)) {
		if (state === 'on_loan') {
			await offer(aid, [])
			await stage.act(takeAid, chief, { aid, version: 2 })
		}
		const subject = await stage.write((tx) => findSubject(tx, aidResource, aid))
		if (subject === null) throw new Error('no aid')
		for (const who of [...stage.people, nobody, system])
			for (const act of ['offer', 'refuse', 'take', 'withdraw', 'return', 'lapse'])
				expect(
					stage.spine.powers.decide(who, `command.aid.${act}`, subject, { now: 1_800_000_000, purpose: false }).allowed,
					`${state}: ${who.postKind} at ${who.tier} ${who.agency} ${act}`,
				).toBe(act === 'lapse' ? who === system : may(who, act))
	}
	for (const who of stage.people) {
		const asked = await refusalOf(
			stage.act(askAid, who, { to: demoId('agency', 'nowhere'), what: 'skills', words: 'x', until: ahead(9) }),
		)
		const leader = ['commander', 'shift_leader', 'station_chief'].includes(who.postKind)
		expect(asked.code, who.postKind).toBe(leader ? 'invalid' : 'not_permitted')
	}
})
