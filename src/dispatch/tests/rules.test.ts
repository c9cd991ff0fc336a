import { metresBetween } from '#kernel/geo/api.ts'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import { drawnNext, loadProcesses } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { loadTables } from '#kernel/tables/api.ts'
import {
	callState,
	disposition,
	type Facts,
	facts,
	incidentState,
	type IncidentType,
	incidentType,
	timerKind,
} from '../contract.ts'
import { endOf, minutesSince, mustDispose, needsArrival, sectionOf } from '../rules/ending.ts'
import { followSentence, followSteps } from '../rules/follow.ts'
import { wgsFrom } from '../rules/located.ts'
import {
	codeFrom,
	monthOf,
	ninetieth,
	numberOf,
	numbersMeant,
	ownTime,
	protectedArea,
	protectedRadius,
} from '../rules/plain.ts'
import { majorOf } from '../rules/major.ts'
import { fillIn, nextQuestion, optionsOf } from '../rules/script.ts'
import { planOf, priorityOf, targetOf, typeFacts, windowOf } from '../rules/tables.ts'

const slice = { name: 'dispatch', folder: join(projectFolder, 'src', 'dispatch') }
beforeAll(async () => {
	await loadTables([slice])
	await loadProcesses([slice])
})

const someFacts = fc.record({
	weapon: fc.constantFrom('none', 'blade', 'firearm', 'other', 'unknown'),
	hurt: fc.constantFrom('none', 'slight', 'serious', 'unknown'),
	ongoing: fc.constantFrom('yes', 'no', 'unknown'),
	vulnerable: fc.constantFrom('yes', 'no', 'unknown'),
} as const)
const someType = fc.constantFrom(...incidentType.options)

test('D7 every type with whatever facts gets a priority, and one row that says why', () => {
	fc.assert(
		fc.property(someType, someFacts, (type, known) => {
			const { priority, rule } = priorityOf(type, known)
			expect(priority).toBeGreaterThanOrEqual(1)
			expect(priority).toBeLessThanOrEqual(5)
			expect(rule.rows).toHaveLength(1)
		}),
		{ numRuns: 1_000 },
	)
})

test('D7 a firearm, or a blade still there, is first whatever else is said', () => {
	fc.assert(
		fc.property(someType, someFacts, (type, known) => {
			expect(priorityOf(type, { ...known, weapon: 'firearm' }).priority).toBe(1)
			expect(priorityOf(type, { ...known, weapon: 'blade', ongoing: 'yes' }).priority).toBe(1)
		}),
	)
})

test('D7 nothing known is never later than known to be over', () => {
	for (const type of incidentType.options) {
		const unknown = priorityOf(type, facts.parse({})).priority
		expect(unknown).toBeLessThanOrEqual(
			priorityOf(type, facts.parse({ ongoing: 'no', weapon: 'none', hurt: 'none' })).priority,
		)
	}
})

test('D12 every type has a plan that names a kind of unit; a firearm takes armed units', () => {
	fc.assert(
		fc.property(someType, fc.integer({ min: 1, max: 5 }), someFacts, (type, priority, known) => {
			const plan = planOf({ type, priority, weapon: known.weapon, area: '', level: 1 })
			expect(plan.units).toBeGreaterThanOrEqual(1)
			expect(plan.kinds.length).toBeGreaterThan(0)
			expect(plan.sworn).toBeLessThanOrEqual(plan.units)
			if (known.weapon === 'firearm') expect(plan.credentials).toContain('armed')
		}),
	)
})

test('D290, D291 a plan says how many people each unit has and in how many areas somebody moves up; a higher alarm level never asks for fewer units, sworn officers or credentials', () => {
	fc.assert(
		fc.property(someType, fc.integer({ min: 1, max: 5 }), someFacts, (type, priority, { weapon }) => {
			const plans = [1, 2, 3, 4].map((level) => planOf({ type, priority, weapon, area: '', level }))
			for (const [n, plan] of plans.entries()) {
				expect(plan.crew).toBeGreaterThanOrEqual(1)
				expect(plan.moves).toBeGreaterThanOrEqual(1)
				const before = plans[n - 1] ?? plan
				expect(plan.units).toBeGreaterThanOrEqual(before.units)
				expect(plan.sworn).toBeGreaterThanOrEqual(before.sworn)
				expect(plan.credentials).toEqual(expect.arrayContaining(before.credentials))
			}
			expect(plans[1]?.units).toBeGreaterThan(plans[0]?.units ?? 0)
		}),
	)
})

test('D9 a more urgent priority never has a later target to be sent to or reached', () => {
	// `clear` asks a crew how long it stays: there the urgent are given longer.
	for (const kind of timerKind.options.filter((one) => one !== 'clear'))
		for (let priority = 1; priority < 5; priority++)
			expect(targetOf(kind, priority).seconds).toBeLessThanOrEqual(targetOf(kind, priority + 1).seconds)
})

test('D11 every type has a window, and so has no type yet', () => {
	for (const type of [...incidentType.options, null]) {
		const window = windowOf(type)
		expect(window.metres).toBeGreaterThan(0)
		expect(window.minutes).toBeGreaterThan(0)
	}
})

test('D21 the drawings rest on the states of the contract and on no other', () => {
	for (const state of incidentState.options)
		expect(drawnNext({ drawing: 'dispatch.incident', state }).length, state).toBeGreaterThan(0)
	const ends = callState.options.filter((state) => drawnNext({ drawing: 'dispatch.call', state }).length === 0)
	expect(ends).toEqual(['attached', 'taken_over', 'closed_without_incident'])
	expect(drawnNext({ drawing: 'dispatch.incident', state: 'waiting' })).not.toContain('closed')
	expect(drawnNext({ drawing: 'dispatch.incident', state: 'in_progress' })).not.toContain('closed')
})

test('D23 a reported crime is never closed, whatever else holds, but as a duplicate', () => {
	for (const code of disposition.options) {
		const end = endOf({ state: 'cleared', disposition: code, everReportedCrime: true, unitsOnIt: 0 })
		expect(end).toBe(code === 'duplicate' ? 'closed' : 'accepted_for_decision')
		expect(endOf({ state: 'cleared', disposition: code, everReportedCrime: false, unitsOnIt: 0 })).toBe('closed')
	}
})

test('D22 without a disposition, with a unit on it, or ended: not closed', () => {
	const base = { state: 'cleared', disposition: 'helped', everReportedCrime: false, unitsOnIt: 0 } as const
	expect(() => endOf({ ...base, disposition: null })).toThrow(/no disposition/)
	expect(() => endOf({ ...base, unitsOnIt: 1 })).toThrow(/Clear the unit/)
	expect(() => endOf({ ...base, state: 'closed' })).toThrow(Refusal)
	for (const code of disposition.options) {
		const early = () => mustDispose({ state: 'in_progress', arrived: false, disposition: code })
		if (needsArrival(code)) expect(early).toThrow(/No unit has arrived/)
		else early()
	}
})

test('D24 minutes since it was closed are whole and never negative', () => {
	const now = new Date('2026-11-24T10:00:00Z')
	expect(minutesSince(new Date('2026-11-24T09:29:01Z'), now)).toBe(30)
	expect(minutesSince(new Date('2026-11-24T10:00:05Z'), now)).toBe(0)
	expect(minutesSince(null, now)).toBe(0)
	expect(incidentState.options.map(sectionOf)).toEqual(['to_dispatch', 'in_progress', 'to_close', 'done', 'done'])
})

test('D25 a time of its own is taken, one in the future or before its step is refused by field', () => {
	const now = new Date('2026-11-24T10:00:00Z')
	const before = new Date('2026-11-24T09:00:00Z')
	expect(ownTime(undefined, now, before)).toBe(now)
	expect(ownTime('2026-11-24T17:30:00+08:00', now, before)).toEqual(new Date('2026-11-24T09:30:00Z'))
	for (const wrong of ['2026-11-24T10:00:10Z', '2026-11-24T08:59:59Z'])
		expect(() => ownTime(wrong, now, before)).toThrow(expect.objectContaining({ rule: 'D25', field: 'at' }))
})

test('D32 a protected area holds the point, is 300 m across or more, is off the centre, and never moves', () => {
	fc.assert(
		fc.property(
			fc.uuid(),
			fc.double({ min: 73, max: 135, noNaN: true }),
			fc.double({ min: 4, max: 53, noNaN: true }),
			(id, lon, lat) => {
				const area = protectedArea(id, [lon, lat])
				const away = metresBetween(area.centre, [lon, lat])
				expect(area.radiusMetres * 2).toBeGreaterThanOrEqual(300)
				expect(away).toBeLessThan(protectedRadius)
				expect(away).toBeGreaterThan(50)
				expect(protectedArea(id, [lon, lat])).toEqual(area)
			},
		),
		{ numRuns: 500 },
	)
})

test('D33 the caller reads no type, no place and no police in any state', () => {
	const at = new Date('2026-11-24T02:00:00Z')
	const times = { receivedAt: at, onTheWayAt: at, thereAt: at, doneThereAt: at, answeredAt: at }
	for (const state of incidentState.options) {
		const { en, zh } = followSentence({ state, ...times })
		expect(en).not.toMatch(/police|officer|station|110/i)
		expect(zh).not.toMatch(/警|派出所|公安/)
		for (const type of incidentType.options) expect(en.toLowerCase()).not.toContain(type.replaceAll('_', ' '))
		const steps = followSteps({ state, ...times, answeredAt: null })
		expect(steps.map((step) => step.key)).toEqual(['received', 'on_the_way', 'there', 'done_there', 'answer'])
	}
})

test('D5 numbers run by month of the bureau, codes have no look-alikes', () => {
	expect(monthOf(new Date('2026-11-30T16:30:00Z'))).toBe('2612')
	expect(numberOf('incident', '2611', 447)).toBe('X2611-0447')
	expect(numbersMeant('447', new Date('2026-01-10T00:00:00Z')).slice(0, 2)).toEqual(['X2601-0447', 'X2512-0447'])
	expect(numbersMeant('X2611-0447', new Date())).toEqual(['X2611-0447'])
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
			expect(codeFrom(bytes)).toMatch(/^[2-9A-HJ-NP-Z]{10}$/)
		}),
	)
})

test('D6 a point without datum is a circle, a known one is converted', () => {
	expect(wgsFrom([123.39, 28.49], 'wgs84')).toEqual({ point: [123.39, 28.49], leastMetres: 0 })
	const unknown = wgsFrom([121.39, 28.49], 'unknown')
	expect(unknown.leastMetres).toBeGreaterThan(300)
	const gcj = wgsFrom([121.39, 28.49], 'gcj02')
	expect(metresBetween(gcj.point, [121.39, 28.49])).toBeGreaterThan(300)
	expect(gcj.leastMetres).toBe(0)
})

test('D9 the ninetieth is the value nine in ten do not pass', () => {
	expect(ninetieth([])).toBeNull()
	expect(ninetieth([5])).toBe(5)
	expect(ninetieth(Array.from({ length: 100 }, (_, n) => 100 - n))).toBe(90)
})

test('D15 what needs a power and what is a crime comes from the table', () => {
	expect(typeFacts('theft')).toMatchObject({ reportedCrime: true, needsPower: true, iccs: '0502' })
	expect(typeFacts('noise')).toMatchObject({ reportedCrime: false, needsPower: false, protectedAddress: false })
	expect(typeFacts('domestic').protectedAddress).toBe(true)
})

const asked = (answers: Readonly<Record<string, string>>, more: { type?: 'noise' | 'theft'; silent?: boolean } = {}) =>
	nextQuestion({ silent: more.silent ?? false, type: more.type ?? null, answers })?.code ?? null

test('D202 life first, then money, then the form; nobody speaking has a way of its own', () => {
	expect(asked({})).toBe('danger')
	expect(asked({ danger: 'weapon' })).toBe('weapon')
	expect(asked({ danger: 'weapon', weapon: 'blade' })).toBeNull()
	for (const life of ['not_breathing', 'hurt', 'fire', 'water', 'self_harm']) expect(asked({ danger: life })).toBeNull()
	expect(asked({ danger: 'none' })).toBe('money')
	expect(asked({ danger: 'none' }, { type: 'theft' })).toBe('money')
	expect(asked({ danger: 'none' }, { type: 'noise' })).toBeNull()
	expect(asked({ danger: 'none', money: 'none' })).toBeNull()
	expect(asked({ danger: 'none', money: 'talking' })).toBe('remote')
	expect(asked({ danger: 'none', money: 'sharing' })).toBe('paid')
	expect(asked({ danger: 'none', money: 'talking', remote: 'no' })).toBe('paid')
	expect(asked({ danger: 'none', money: 'talking', remote: 'no', paid: 'nothing' })).toBeNull()
	expect(asked({}, { silent: true })).toBe('silence')
	expect(asked({ silence: 'nothing' }, { silent: true })).toBeNull()
	expect(asked({ silence: 'code' }, { silent: true })).toBe('danger')
	expect(asked({ silence: 'speaks' }, { silent: true })).toBe('danger')
})

test('D202, D203 every way through the script ends, and each question has answers of one key each in both languages', () => {
	const reached = new Set<string>()
	const walk = (answers: Readonly<Record<string, string>>, silent: boolean, depth: number): void => {
		expect(depth).toBeLessThan(8)
		const next = nextQuestion({ silent, type: null, answers })
		if (next === null) return
		const options = optionsOf(next.code, null)
		reached.add(next.code)
		expect(next.ask.zh).not.toMatch(/[A-Za-z]/)
		expect(options.length, next.code).toBeGreaterThan(1)
		expect(new Set(options.map((one) => one.key)).size).toBe(options.length)
		for (const { answer, said, tell } of options) {
			expect([said.en.length > 0, said.zh.length > 0]).toEqual([true, true])
			expect(`${said.zh}${tell?.zh ?? ''}`).not.toMatch(/[A-Za-z]/)
			expect(answers[next.code]).toBeUndefined()
			walk({ ...answers, [next.code]: answer }, silent, depth + 1)
		}
	}
	for (const silent of [false, true]) walk({}, silent, 0)
	expect([...reached].toSorted()).toEqual(['danger', 'money', 'paid', 'remote', 'silence', 'weapon'])
})

test('D203 whoever is in danger is sent to first and told what to do; the table alone knows the code for the silent', () => {
	for (const one of optionsOf('danger', null).filter(({ answer }) => answer !== 'none'))
		expect([one.first, one.tell !== null], one.answer).toEqual([true, true])
	expect(optionsOf('silence', null).find((one) => one.answer === 'code')?.said.zh).toContain('55')
	expect(optionsOf('nothing_asked', null)).toEqual([])
})

test('D204 filling in never touches what a person set, and taking back leaves what moved since', () => {
	const open = { type: null, facts: facts.parse({}) }
	for (const question of ['danger', 'weapon', 'money', 'silence'])
		for (const option of optionsOf(question, null)) {
			const set = {
				type: 'noise' as const,
				facts: facts.parse({ weapon: 'none', hurt: 'none', ongoing: 'no', vulnerable: 'no' }),
			}
			expect(fillIn(set, null, option.fill)).toMatchObject(set)
			const filled = fillIn(open, null, option.fill)
			const back = fillIn(filled, filled.filled, { type: null, facts: {} })
			expect({ type: back.type, facts: back.facts }).toEqual(open)
			const moved = { type: 'theft' as const, facts: { ...filled.facts, weapon: 'none' as const } }
			expect(fillIn(moved, filled.filled, { type: null, facts: {} })).toMatchObject({
				type: 'theft',
				facts: { weapon: 'none' },
			})
		}
})

test('D205 what is worse is never handed up lower or later', () => {
	const known = facts.parse({})
	const rank = (tier: string | undefined) => ['county', 'city', 'province'].indexOf(tier ?? '')
	const counted = [0, 1, 2, 3, 9, 10, 29, 30, 49, 50, 200]
	for (const type of incidentType.options)
		for (const name of ['dead', 'injured', 'endangered'] as const)
			for (const [at, n] of counted.entries()) {
				const less = majorOf({ type, priority: 3, facts: { ...known, [name]: counted[at - 1] ?? 0 } })
				const more = majorOf({ type, priority: 3, facts: { ...known, [name]: n } })
				expect(rank(more?.tier)).toBeGreaterThanOrEqual(rank(less?.tier))
				if (more !== null && less?.tier === more.tier) expect(more.seconds).toBeLessThanOrEqual(less.seconds)
			}
})

test('D205 rows of the table as the county published them', () => {
	const of = (type: IncidentType, priority: number, more: Partial<Facts> = {}) => {
		const found = majorOf({ type, priority, facts: { ...facts.parse({}), ...more } })
		return found === null ? null : [found.tier, found.seconds / 60]
	}
	expect(of('noise', 4)).toBeNull()
	expect(of('other', 3, { dead: 10 })).toEqual(['province', 0])
	expect(of('collision_injury', 2, { dead: 3 })).toEqual(['province', 30])
	expect(of('collision_injury', 2, { injured: 10 })).toEqual(['province', 30])
	expect(of('other', 2, { hostage: 'yes' })).toEqual(['city', 5])
	expect(of('other', 2, { hostage: 'no' })).toBeNull()
	expect(of('domestic', 1, { weapon: 'firearm' })).toEqual(['city', 5])
	expect(of('officer_emergency', 1)).toEqual(['city', 10])
	expect(of('fire_help', 2, { dead: 1 })).toEqual(['city', 15])
	expect(of('suspicious_object', 2, { endangered: 1 })).toEqual(['city', 15])
	expect(of('domestic', 1)).toEqual(['county', 15])
	expect(of('robbery', 1)).toEqual(['county', 15])
	expect(of('robbery', 2)).toBeNull()
	expect(of('missing_elder', 3, { endangered: 3 })).toEqual(['county', 10])
})
