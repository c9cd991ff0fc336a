import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDraft } from '#kernel/matters/contract.ts'
import { perform } from '#kernel/spine/perform.ts'
import { askPrice, clearUnit, listPrices, showPrice, stopPrice } from '../contract.ts'
import { mapInUse } from '../machine.ts'
import { workOut } from '../price/work.ts'
import { coveredAreas } from '../rules/hole.ts'
import { pointsOf, townOf } from '../price/town-of.ts'
import { city as cityId, county, openStage, refusalOf, type Stage } from './stage.ts'

/** D263 to D269 on the demo town: asked, worked out aside, kept with its hash, seen by who works by the plan. */

const plan = readFileSync(join(import.meta.dirname, '..', 'process', 'response-plan.dmn'), 'utf8')

describe('price of a plan', () => {
	let stage: Stage
	let key = 0
	beforeAll(async () => {
		stage = await openStage()
		for (const station of ['xigang-old-town', 'xigang-quayside', 'xigang-northgate', 'xigang-old-town']) {
			const { units } = await stage.onScene('theft', stage.address(station))
			for (const { unit, version } of units) await stage.act(clearUnit, stage.desk, { unit, version })
		}
	}, 120_000)
	afterAll(() => stage?.close())

	const person = (kind: string, agency = county) => {
		const found = stage.people.find((who) => who.postKind === kind && who.agency === agency)
		if (found === undefined) throw new Error(`nobody is ${kind}`)
		return found
	}

	/** What the job does, at once. */
	const work = (price: string) =>
		workOut(price, {
			read: (inside) => stage.store.transact('seawall_app', inside),
			perform: async (name, input) => {
				key += 1
				return (await perform(stage.spine, { name, input, key: `price-key-${key}`, who: stage.system })).output
			},
		})

	test('D266 D267 the plan in force is priced under three policies, by area, and kept with the hash of what is shown', async () => {
		const { price, state } = await stage.act(askPrice, person('commander'), { agency: county, days: 1 })
		expect(state).toBe('asked')
		await work(price)
		const shown = await stage.look(showPrice, person('commander'), { price })
		expect(shown).toMatchObject({ state: 'done', draft: null, old: false })
		const { result } = shown
		expect(result?.runs.map((run) => `${run.plan} ${run.policy}`)).toEqual([
			'in_force closest',
			'in_force priority',
			'in_force coverage',
		])
		for (const run of result?.runs ?? []) {
			expect(run.all.incidents).toBe(4)
			expect(run.all.never).toBe(0)
			expect(run.all.meanSeconds).toBeGreaterThan(0)
			expect(run.areas.find(({ area }) => area?.code === 'xigang-old-town')?.incidents).toBe(2)
			expect(run.areas.reduce((sum, area) => sum + area.incidents, 0)).toBe(4)
		}
		expect(shown.sha256).toBe(createHash('sha256').update(JSON.stringify(result)).digest('hex'))
		expect((await stage.look(listPrices, stage.desk, {})).rows[0]).toMatchObject({ id: price, state: 'done' })
	})

	test('D263 a draft that sends two where one went is priced beside the plan in force: more of the units’ time', async () => {
		const text = plan.replace(/(<text>"D-19"<\/text>[\s\S]*?<text>)1(<\/text>)/, '$12$2')
		expect(text).not.toBe(plan)
		const author = person('commander')
		const draft = await stage.act(openDraft, author, {
			what: 'table',
			name: 'dispatch.response-plan',
			title: 'Two for a theft',
			text,
		})
		const { price } = await stage.act(askPrice, author, { agency: county, draft: draft.id, days: 1 })
		await work(price)
		const { result, draft: of, old } = await stage.look(showPrice, author, { price })
		expect([of, old]).toEqual([draft.id, false])
		const load = (which: string) =>
			result?.runs.find((run) => run.plan === which && run.policy === 'closest')?.load ?? 0
		expect(result?.runs).toHaveLength(6)
		expect(load('draft')).toBeGreaterThan(load('in_force'))
		expect((await stage.look(listPrices, author, { draft: draft.id })).rows).toHaveLength(1)
	})

	test('D263 what is no draft of the plan is refused, and a foreign one is not there', async () => {
		const author = person('commander')
		const other = await stage.act(openDraft, author, {
			what: 'table',
			name: 'dispatch.targets',
			title: 'Targets',
			text: plan,
		})
		const refused = await refusalOf(stage.act(askPrice, author, { agency: county, draft: other.id }))
		expect(refused).toMatchObject({ code: 'invalid', rule: 'D263', field: 'draft' })
	})

	test('D267 D268 a call-taker neither asks nor sees; a dispatcher sees and does not ask; another bureau finds nothing', async () => {
		const { price } = await stage.act(askPrice, person('commander'), { agency: county, days: 1 })
		const codes = await Promise.all([
			refusalOf(stage.act(askPrice, stage.taker, { agency: county })),
			refusalOf(stage.look(showPrice, stage.taker, { price })),
			refusalOf(stage.act(askPrice, stage.desk, { agency: county })),
		])
		expect(codes.map(({ code }) => code)).toEqual(['not_permitted', 'not_permitted', 'not_permitted'])
		expect((await stage.look(showPrice, stage.desk, { price })).state).toBe('asked')
		const city = person('commander', cityId)
		expect((await refusalOf(stage.act(askPrice, city, { agency: county }))).code).toMatch(/^not_/)
		expect((await refusalOf(stage.look(showPrice, city, { price }))).code).toMatch(/^not_/)
	})

	test('D269 it can be stopped; what has ended cannot, and a job that comes late does nothing', async () => {
		const boss = person('commander')
		const { price } = await stage.act(askPrice, boss, { agency: county, days: 1 })
		expect((await stage.act(stopPrice, boss, { price })).state).toBe('stopped')
		await work(price)
		expect(await stage.look(showPrice, boss, { price })).toMatchObject({ state: 'stopped', result: null })
		expect(await refusalOf(stage.act(stopPrice, boss, { price }))).toMatchObject({ code: 'wrong_state', rule: 'D269' })
	})

	test('D270 every station of the town has points, and with all its units free the town is covered', () => {
		const map = mapInUse()
		if (map === null) throw new Error('no map')
		const points = pointsOf(map)
		const { middles } = townOf(map)
		expect(points.codes).toEqual(['xigang-northgate', 'xigang-old-town', 'xigang-quayside'])
		expect([...middles].every((at) => at >= 0)).toBe(true)
		const everywhere = map.reach(map.points.map((point) => ({ point, turnoutSeconds: 30 })))
		expect(coveredAreas(everywhere, points, 420)).toEqual([true, true, true])
		expect(coveredAreas(map.reach([]), points, 420)).toEqual([false, false, false])
	})
})
