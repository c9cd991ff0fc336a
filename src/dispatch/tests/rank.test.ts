import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unitKind, unitStatus } from '../contract.ts'
import { deviation, type PlanFacts, rank, type UnitFacts } from '../rules/rank.ts'

const skills = ['stab_proof', 'first_aid', 'armed', 'negotiator']
const unit: fc.Arbitrary<UnitFacts> = fc.record({
	unit: fc.uuid(),
	en: fc.constantFrom('Old 11', 'Old 12', 'North 11', 'Quay 21', 'Patrol 31'),
	zh: fc.constant('单元'),
	agency: fc.constant('a'),
	kind: fc.constantFrom(...unitKind.options),
	status: fc.oneof(
		{ weight: 3, arbitrary: fc.constant('available' as const) },
		{ weight: 1, arbitrary: fc.constantFrom(...unitStatus.options) },
	),
	onShift: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
	sworn: fc.integer({ min: 0, max: 2 }),
	auxiliary: fc.integer({ min: 0, max: 2 }),
	credentials: fc.subarray(skills),
	turnoutSeconds: fc.integer({ min: 0, max: 120 }),
	travelSeconds: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: null }),
})
const units = fc.uniqueArray(unit, { selector: (one) => one.unit, maxLength: 30 })
const plan: fc.Arbitrary<PlanFacts> = fc.record({
	units: fc.integer({ min: 0, max: 4 }),
	sworn: fc.integer({ min: 0, max: 3 }),
	credentials: fc.subarray(skills),
	power: fc.boolean(),
	kinds: fc.subarray(unitKind.options.slice(), { minLength: 1 }),
	crew: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
})

test('D16 the same facts give the same answer in whatever order they come', () => {
	fc.assert(
		fc.property(units, plan, fc.infiniteStream(fc.nat()), (list, wanted, order) => {
			const keys = new Map(list.map((one) => [one.unit, order.next().value]))
			const shuffled = [...list].sort((a, b) => (keys.get(a.unit) ?? 0) - (keys.get(b.unit) ?? 0))
			expect(rank(shuffled, wanted)).toEqual(rank(list, wanted))
		}),
		{ numRuns: 500 },
	)
})

test('D16 a card survives being written as JSON', () => {
	fc.assert(
		fc.property(units, plan, (list, wanted) => {
			const kept: { list: UnitFacts[]; wanted: PlanFacts } = JSON.parse(JSON.stringify({ list, wanted }))
			expect(rank(kept.list, kept.wanted)).toEqual(rank(list, wanted))
		}),
		{ numRuns: 300 },
	)
})

test('D13, D14 every unit is ranked or refused, once; ranked by arrival within chosen and others', () => {
	fc.assert(
		fc.property(units, plan, (list, wanted) => {
			const { ranked, refused } = rank(list, wanted)
			const all = [...ranked.map((one) => one.unit), ...refused.map((one) => one.unit)]
			expect(all.toSorted()).toEqual(list.map((one) => one.unit).toSorted())
			for (const group of [ranked.filter((one) => one.chosen), ranked.filter((one) => !one.chosen)])
				for (const [n, one] of group.entries())
					expect(one.arrivesSeconds).toBeGreaterThanOrEqual(group[n - 1]?.arrivesSeconds ?? 0)
			const free = new Set(
				list
					.filter((one) => one.onShift && one.status === 'available' && wanted.kinds.includes(one.kind))
					.map((one) => one.unit),
			)
			for (const one of ranked) expect(free.has(one.unit)).toBe(true)
		}),
		{ numRuns: 500 },
	)
})

test('D15 where a power is needed, what is recommended has someone sworn, or nothing is', () => {
	fc.assert(
		fc.property(units, plan, (list, wanted) => {
			const { ranked, short } = rank(list, { ...wanted, power: true })
			const chosen = ranked.filter((one) => one.chosen)
			expect(chosen.length).toBeLessThanOrEqual(wanted.units)
			const sworn = (id: string) => list.find((one) => one.unit === id)?.sworn ?? 0
			if (chosen.length > 0) expect(chosen.some((one) => sworn(one.unit) > 0)).toBe(true)
			else if (wanted.units > 0) expect(short.sworn).toBeGreaterThan(0)
			for (const one of ranked) expect(one.alone).toBe(sworn(one.unit) > 0)
		}),
		{ numRuns: 500 },
	)
})

test('D14 a credential the plan asks for is filled when an able unit has it and there is room', () => {
	const base = {
		zh: '',
		agency: 'a',
		kind: 'patrol',
		status: 'available',
		onShift: true,
		auxiliary: 0,
		turnoutSeconds: 15,
	} as const
	const near: UnitFacts = { ...base, unit: 'a', en: 'A', sworn: 1, credentials: [], travelSeconds: 10 }
	const far: UnitFacts = { ...base, unit: 'b', en: 'B', sworn: 1, credentials: ['stab_proof'], travelSeconds: 300 }
	const wanted: PlanFacts = { units: 2, sworn: 1, credentials: ['stab_proof'], power: true, kinds: ['patrol'] }
	const other: UnitFacts = { ...base, unit: 'c', en: 'C', sworn: 1, credentials: [], travelSeconds: 20 }
	const answer = rank([near, far, other], wanted)
	expect(answer.ranked.filter((one) => one.chosen).map((one) => one.unit)).toEqual(['a', 'b'])
	expect(answer.short).toEqual({ units: 0, sworn: 0, credentials: [] })
})

test('D291 a unit with fewer people than the plan asks is named so, and chosen only when those with enough are not enough', () => {
	fc.assert(
		fc.property(units, plan, (list, wanted) => {
			const crew = wanted.crew ?? 0
			const people = new Map(list.map((one) => [one.unit, one.sworn + one.auxiliary]))
			const few = ({ unit }: { readonly unit: string }) => (people.get(unit) ?? 0) < crew
			const { ranked, short } = rank(list, { ...wanted, credentials: [], sworn: 0, power: false })
			const chosen = ranked.filter((one) => one.chosen)
			for (const one of ranked) expect(one.why.some(({ code }) => code === 'few_people')).toBe(few(one))
			if (chosen.some(few)) expect(ranked.filter((one) => !one.chosen).every(few)).toBe(true)
			expect(short.crew).toBe(wanted.crew === undefined ? undefined : chosen.filter(few).length)
		}),
	)
})

test('D16, D291 a card kept before plans said how many people answers as it did then', () => {
	const base = { zh: '', agency: 'a', kind: 'patrol', status: 'available', onShift: true, turnoutSeconds: 15 } as const
	const one: UnitFacts = { ...base, unit: 'a', en: 'A', sworn: 1, auxiliary: 0, credentials: [], travelSeconds: 10 }
	const { short } = rank([one], { units: 1, sworn: 1, credentials: [], power: true, kinds: ['patrol'] })
	expect(JSON.parse(JSON.stringify(short))).toEqual({ units: 0, sworn: 0, credentials: [] })
})

test('D26, D15 what was recommended needs no reason; other units do; nobody sworn needs more than that', () => {
	const base = {
		zh: '',
		agency: 'a',
		kind: 'patrol',
		status: 'available',
		onShift: true,
		turnoutSeconds: 15,
		credentials: [],
	} as const
	const sworn: UnitFacts = { ...base, unit: 'a', en: 'A', sworn: 1, auxiliary: 0, travelSeconds: 100 }
	const aux: UnitFacts = { ...base, unit: 'b', en: 'B', sworn: 0, auxiliary: 2, travelSeconds: 10 }
	const more: UnitFacts = { ...base, unit: 'c', en: 'C', sworn: 1, auxiliary: 0, travelSeconds: 200 }
	const answer = rank([sworn, aux, more], { units: 1, sworn: 1, credentials: [], power: true, kinds: ['patrol'] })
	expect(deviation(['a'], answer)).toBeNull()
	expect(deviation(['c'], answer)).toBe('other_units')
	expect(deviation(['a', 'b'], answer)).toBe('other_units')
	expect(deviation(['b'], answer)).toBe('no_sworn')
})
