import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoId } from '../../../demo/ids.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Who } from '#kernel/who.ts'
import { openWorld, type World } from '#tests/world.ts'
import { answerCall, assignUnit, clearUnit, closeIncident, disposeIncident, listTypes, mineUnit, openIncident, rerunCard, ringCall, saveDetail, setStatus, showDesk, showFollow, showIncident, showRecommendation } from '../contract.ts'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import type { z } from 'zod'
import { nobody } from '#kernel/who.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { sql } from 'kysely'

let world: World
let n = 0
beforeAll(async () => {
	world = await openWorld()
}, 240_000)
afterAll(() => world?.close())

async function doAct<I extends z.ZodObject, O extends z.ZodType>(act: ActDeclaration<I, O>, who: Who, input: z.input<I>) {
	n += 1
	const answer = await perform(world.spine, { name: act.name, input, key: `test-key-${n}`, who })
	return act.output.parse(answer.output)
}
async function look<I extends z.ZodObject, O extends z.ZodType>(view: ViewDeclaration<I, O>, who: Who, input: z.input<I>, purpose?: unknown) {
	const answer = await show(world.spine, { name: view.name, input, who, purpose })
	return view.output.parse(answer.output)
}

const as = async (person: string): Promise<Who> => {
	const { rows } = await sql<{ id: string }>`select id from identity.post where person_id = ${demoId('person', person)} order by from_at desc limit 1`.execute(world.store.db)
	const who = await standingOf(world.store.db, rows[0]?.id ?? '', new Date())
	if (who === null) throw new Error(person)
	return { ...who, session: `s-${person}` }
}

it('D1 to D23 the whole way from ringing to accepted for decision', async () => {
	const taker = await as('fang-zhixin')
	const desk = await as('lin-tingchao')
	const agency = demoId('agency', 'xigang')
	const [address] = (await sql<{ id: number; lon: number; lat: number }>`select id, st_x(point) as lon, st_y(point) as lat from geo.address order by id limit 1`.execute(world.store.db)).rows
	if (!address) throw new Error('no address')
	const rang = await doAct(ringCall, taker, { agency, number: '13800002207', line: '110-1', located: { point: [address.lon, address.lat], accuracyMetres: 80, datum: 'wgs84' } })
	const live = await doAct(answerCall, taker, { call: rang.call, version: rang.version })
	const told = await doAct(saveDetail, taker, { call: rang.call, version: live.version, said: 'A man with a knife', type: 'assault_weapon', facts: { weapon: 'blade', ongoing: 'yes' }, place: { words: 'x', address: `address:${address.id}` } })
	const opened = await doAct(openIncident, taker, { agency, call: { id: rang.call, version: told.version } })
	expect(opened.priority).toBe(1)
	const board = await look(showDesk, desk, {})
	expect(board.sections[0]?.rows.map((r) => r.id)).toContain(opened.incident)
	const card = await look(showRecommendation, desk, { incident: opened.incident })
	const chosen = card.ranked.filter((r) => r.chosen)
	expect(chosen).toHaveLength(2)
	expect(card.ranked[0]?.coverLeft).not.toBeNull()
	const sent = await doAct(assignUnit, desk, { incident: opened.incident, version: opened.version, units: chosen.map((c) => c.unit), card: card.card })
	const follow = await look(showFollow, nobody, { code: opened.followCode })
	expect(follow.sentence.en).toContain('on the way')
	for (const one of sent.assignments) {
		const a = await doAct(setStatus, desk, { unit: one.unit, version: one.unitVersion, to: 'en_route' })
		const b = await doAct(setStatus, desk, { unit: one.unit, version: a.version, to: 'on_scene' })
		await doAct(clearUnit, desk, { unit: one.unit, version: b.version })
	}
	const story = await look(showIncident, desk, { incident: opened.incident })
	expect(story.state).toBe('cleared')
	const disposed = await doAct(disposeIncident, desk, { incident: opened.incident, version: story.version, disposition: 'person_detained', report: 'ok' })
	const closed = await doAct(closeIncident, desk, { incident: opened.incident, version: disposed.version })
	expect(closed.state).toBe('accepted_for_decision')
	expect(closed.receiptNumber).toMatch(/^S\d{4}-\d{4}$/)
	const again = await look(rerunCard, desk, { incident: opened.incident, card: sent.card ?? '' })
	expect(again.same).toBe(true)
	await look(listTypes, desk, {})
	const officer = await as('he-pingan')
	const mine = await look(mineUnit, officer, {})
	console.log(mine.unit?.callSign, JSON.stringify(story.next.filter((x) => !x.allowed)), board.measures)
}, 240_000)
