import { afterAll, beforeAll, expect, test } from 'vitest'
import {
	closeIncident,
	clearUnit,
	classifyIncident,
	disposeIncident,
	setStatus,
	showAgain,
	showIncident,
} from '../contract.ts'
import { standingAt } from '../contract/standing.ts'
import { openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 180_000)
afterAll(() => stage?.close())

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

test('D245, D246 at each moment stands what the record said: states, classes and units from when to when', async () => {
	const out = await stage.sent('assault_weapon')
	const [one] = out.assignments
	if (one === undefined) throw new Error('nobody was sent')
	const there = await stage.act(setStatus, stage.desk, { unit: one.unit, version: one.unitVersion, to: 'on_scene' })
	const shown = await stage.look(showIncident, stage.desk, { incident: out.incident })
	await stage.act(classifyIncident, stage.desk, {
		incident: out.incident,
		version: shown.version,
		priority: { value: 5, reason: 'less' },
	})
	let version = there.version
	for (const each of out.assignments)
		({ version } = await stage.act(clearUnit, stage.desk, {
			unit: each.unit,
			version: each === one ? version : each.unitVersion,
		}))
	const cleared = await stage.look(showIncident, stage.desk, { incident: out.incident })
	const disposed = await stage.act(disposeIncident, stage.desk, {
		incident: out.incident,
		version: cleared.version,
		disposition: 'helped',
	})
	await stage.act(closeIncident, stage.desk, { incident: out.incident, version: disposed.version })
	const day = await stage.look(showAgain, stage.desk, { day: today() })
	const mine = day.incidents.find((row) => row.id === out.incident)
	if (mine === undefined) throw new Error('not in the day')
	const at = (moment: string | null | undefined, by = 0) => standingAt([mine], Date.parse(moment ?? '') + by)[0]
	expect(standingAt([mine], Date.parse(mine.states[0]?.at ?? '') - 1)).toEqual([])
	const unit = mine.units[0]
	expect(at(unit?.dispatched)).toMatchObject({ state: 'in_progress', priority: out.priority })
	expect(at(unit?.dispatched)?.units.length).toBe(mine.units.length)
	expect(at(unit?.dispatched, -1)?.units).toEqual([])
	expect(at(mine.units.find((each) => each.onScene !== null)?.onScene)?.units.map((each) => each.status)).toContain(
		'on_scene',
	)
	expect(at(mine.classes.at(-1)?.at)).toMatchObject({ priority: 5 })
	const end = mine.states.at(-1)
	expect(standingAt([mine], Date.parse(end?.at ?? ''))).toEqual([])
	expect(JSON.stringify(day)).not.toMatch(/"position"|"heading"/)
})

test('D245, D247 a day that has not begun is refused; who counts or trains goes through none; a protected place is an area', async () => {
	expect(await refusalOf(stage.look(showAgain, stage.desk, { day: '2999-01-01' }))).toMatchObject({
		rule: 'D245',
		field: 'day',
	})
	for (const person of ['mei-chuanxin', 'dai-guanlan', 'he-pingan'])
		expect((await refusalOf(stage.look(showAgain, await stage.as(person), { day: today() }))).code).toBe(
			'not_permitted',
		)
	const home = await stage.incident('domestic')
	const day = await stage.look(showAgain, stage.desk, { day: today() })
	expect(day.incidents.find((row) => row.id === home.incident)?.place).toMatchObject({
		words: null,
		point: null,
		protected: true,
	})
	const chief = await stage.look(showAgain, await stage.as('du-chengbei'), { day: today() })
	// Of another station, and none of its units went there.
	expect(chief.incidents.map((row) => row.id)).not.toContain(home.incident)
	expect(chief.total).toBeLessThan(day.total)
})
