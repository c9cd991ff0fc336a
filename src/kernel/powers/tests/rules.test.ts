import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { nobody } from '#kernel/who.ts'
import { PolicyFault } from '../policy.ts'
import { mustSee } from '../powers.ts'
import type { Subject } from '../subject.ts'
import { incident, testPolicies, testPowers } from './incidents.ts'
import { personAt, tree, unitId } from './people.ts'

const see = incident.see
const context = { now: 1_800_000_000, purpose: false }
const basis = '@basis_en("x") @basis_zh("x")'
const [county, station, otherStation] = [
	nodeOf('county'),
	nodeOf('station'),
	tree.filter((node) => node.tier === 'station').at(-1),
]

function nodeOf(tier: string) {
	const node = tree.find((one) => one.tier === tier && one.branch === null)
	if (node === undefined) throw new Error(`no ${tier} in the tree`)
	return node
}

function row(attributes: Partial<Subject['attributes']> = {}): Subject {
	const plain = { agency: station.id, desk: null, priority: 3, kind: 'theft', protected: false, crew: [], handed: [] }
	return { resource: incident, id: 'row-1', attributes: { ...plain, ...attributes } }
}

function faultsOf(text: string): string {
	try {
		testPowers(text)
		return ''
	} catch (error) {
		if (error instanceof PolicyFault) return error.message
		throw error
	}
}

const permit = (when: string, head = 'action == Action::"test.incident.see", resource is Incident') =>
	`@id("X1") ${basis} permit(principal, ${head}) when { ${when} };`

describe('what is refused at build', () => {
	test('P1 a policy without an id or a basis', () => {
		expect(faultsOf('permit(principal, action, resource is Incident);')).toContain('no @id')
		expect(faultsOf('@id("X1") @basis_en("x") permit(principal, action, resource is Incident);')).toContain('X1 lacks')
	})
	test('P1 an id used twice', () => {
		expect(faultsOf(permit('resource.protected') + permit('!resource.protected'))).toContain('X1 is already used')
	})
	test('P2 an unknown action, an unknown attribute, a wrong type, a warning', () => {
		expect(faultsOf(permit('true', 'action == Action::"test.nothing", resource is Incident'))).toContain('X1')
		expect(faultsOf(permit('resource.colour == "red"'))).toContain('colour')
		expect(faultsOf(permit('resource.priority == "high"'))).toContain('X1')
		expect(faultsOf(permit('resource.protected && !resource.protected && false'))).toContain('X1')
	})
	test('P2 an optional attribute without has', () => {
		expect(faultsOf(permit('resource.desk == principal.agency'))).toContain('desk')
	})
	test('P2 every fault is listed at once', () => {
		const fault = faultsOf(`${permit('resource.colour == "red"')} ${permit('resource.size == 1').replace('X1', 'X2')}`)
		expect(fault).toContain('X1')
		expect(fault).toContain('X2')
	})
	test.each([
		['arithmetic', 'resource.priority + 1 > 3'],
		['2^53', 'resource.priority > 9007199254740992'],
		['an entity written out by id', 'resource.agency == Agency::"0a9e"'],
		['in without principal', 'resource.agency in resource.agency'],
		['compared by size', 'resource.priority < resource.priority'],
		['both sides', 'resource.handed.contains(resource.agency)'],
	])('P5 %s', (fault, when) => {
		expect(faultsOf(permit(when))).toContain(fault)
	})
})

describe('decisions', () => {
	const powers = testPowers()
	test('P3 what no permit allows is refused, and no rule is named', () => {
		expect(powers.decide(personAt(county, { post: 'call_taker' }), see, row(), context)).toEqual({
			allowed: false,
			rules: [],
		})
		expect(powers.decide(nobody, see, row(), context).allowed).toBe(false)
	})
	test('P3 a permit allows and is named', () => {
		expect(powers.decide(personAt(county, { post: 'dispatcher' }), see, row(), context)).toEqual({
			allowed: true,
			rules: ['T1'],
		})
	})
	test('P3 an officer of another station may not, and the same officer on the crew may', () => {
		const officer = personAt(otherStation ?? station, { post: 'officer', unit: unitId(1) })
		expect(powers.decide(officer, see, row(), context).allowed).toBe(false)
		expect(powers.decide(officer, see, row({ crew: [unitId(1)] }), context)).toEqual({ allowed: true, rules: ['T2'] })
	})
	test('P3 a forbid wins over a permit', () => {
		const dispatcher = personAt(county, { post: 'dispatcher' })
		expect(powers.decide(dispatcher, see, row({ protected: true }), context)).toEqual({ allowed: false, rules: ['T6'] })
		const named = personAt(county, { post: 'dispatcher', credentials: ['protected-files'] })
		expect(powers.decide(named, see, row({ protected: true }), context).allowed).toBe(true)
	})
	test('P3 the facts an act loads are asked about, and must be there', () => {
		const dispatcher = personAt(county, { post: 'dispatcher' })
		const close = (facts: object) => powers.decide(dispatcher, 'test.incident.close', row(), { ...context, ...facts })
		expect(close({ units_there: 0, answered: true }).allowed).toBe(true)
		expect(close({ units_there: 1, answered: true })).toEqual({ allowed: false, rules: ['T11'] })
		expect(() => close({})).toThrow(TypeError)
	})
	test('P5 a number past 2^53 is refused', () => {
		const dispatcher = personAt(county, { post: 'dispatcher' })
		expect(() => powers.decide(dispatcher, see, row({ priority: 2 ** 53 }), context)).toThrow(Refusal)
		expect(() => powers.decide(dispatcher, see, row(), { ...context, now: 2 ** 60 })).toThrow(Refusal)
	})
	test('P7 a standing past its end decides nothing and filters nothing, cached or not', () => {
		const until = (context.now + 60) * 1000
		const dispatcher = personAt(county, { post: 'dispatcher', until })
		expect(powers.decide(dispatcher, see, row(), context).allowed).toBe(true)
		expect(powers.filter(dispatcher, see, incident, context).allows).toBe('some')
		const later = { ...context, now: context.now + 60 }
		expect(powers.decide(dispatcher, see, row(), later).allowed).toBe(false)
		expect(powers.filter(dispatcher, see, incident, later).allows).toBe('nothing')
	})
	test('P7 a lapsed credential does not live on in a kept filter', () => {
		const named = personAt(county, { post: 'dispatcher', credentials: ['protected-files'] })
		const lapsed = { ...named, credentials: [] }
		expect(powers.filter(named, see, incident, context).forbids).toHaveLength(0)
		expect(powers.filter(lapsed, see, incident, context).forbids).toHaveLength(1)
	})
	test('P6 a filter is made once for a standing, not once a second', () => {
		const who = personAt(county, { post: 'dispatcher' })
		const first = powers.filter(who, see, incident, context)
		expect(powers.filter({ ...who }, see, incident, { ...context, now: context.now + 5 })).toBe(first)
	})
	test('P6 a person no rule speaks for sees nothing, and a permit without conditions everything', () => {
		expect(powers.filter(personAt(county, { post: 'administrator' }), see, incident, context).allows).toBe('nothing')
		const open = testPowers(permit('principal.post == "trainer"'))
		expect(open.filter(personAt(county, { post: 'trainer' }), see, incident, context).allows).toBe('everything')
	})
	test('P9 what may not be seen is not found, without a rule', () => {
		const stranger = personAt(otherStation ?? station, { post: 'officer' })
		try {
			mustSee(powers, stranger, row(), context)
			expect.unreachable()
		} catch (error) {
			expect(error).toMatchObject({ code: 'not_found', rule: null })
		}
		expect(() => mustSee(powers, personAt(county, { post: 'dispatcher' }), row(), context)).not.toThrow()
	})
})

describe('explanations', () => {
	const powers = testPowers()
	test('P8 a refusal names the rule with its text in both languages, and what would change it', () => {
		const why = powers.explain(personAt(county, { post: 'dispatcher' }), see, row({ protected: true }), context)
		expect(why.rules.map((rule) => [rule.id, rule.en, rule.zh])).toEqual([['T6', 'Test rule', '测试规则']])
		expect(why.change).toContain('credential:protected-files')
	})
	test('P8 a default deny names the posts that could', () => {
		const why = powers.explain(personAt(county, { post: 'call_taker' }), see, row(), context)
		expect(why.allowed).toBe(false)
		expect(why.couldGrant.map((one) => one.post)).toEqual(
			expect.arrayContaining(['dispatcher', 'shift_leader', 'commander']),
		)
		expect(why.couldGrant.map((one) => one.post)).not.toContain('administrator')
	})
	test('P8 what is allowed says by which rule', () => {
		const why = powers.explain(personAt(county, { post: 'dispatcher' }), see, row(), context)
		expect([why.allowed, why.rules.map((rule) => rule.id), why.couldGrant]).toEqual([true, ['T1'], []])
	})
})

describe('published rules', () => {
	const bureau = county.id
	const rule = (text: string, more: { from?: number; until?: number | null; bureau?: string } = {}) => ({
		text,
		bureau: more.bureau ?? bureau,
		from: more.from ?? 0,
		until: more.until ?? null,
	})
	const grant = `@id("B-1") ${basis} permit(principal, action == Action::"test.incident.see", resource is Incident) when { principal.post == "call_taker" };`
	const taker = personAt(county, { post: 'call_taker' })

	test('P10 a published permit grants inside the floor', () => {
		const powers = testPowers().with([rule(grant)])
		expect(powers.decide(taker, see, row(), context)).toEqual({ allowed: true, rules: ['B-1'] })
	})
	test('P10 no published permit, whatever it says, lifts a shipped forbid', () => {
		const conditions = [
			'true',
			'resource.protected',
			'resource.kind == "drill"',
			'principal.sworn',
			'resource.priority < 9',
		]
		fc.assert(
			fc.property(
				fc.constantFrom(...conditions),
				fc.constantFrom(...conditions),
				fc.constantFrom('&&', '||'),
				(a, b, op) => {
					const text = `@id("B-2") ${basis} permit(principal, action == Action::"test.incident.see", resource is Incident) when { principal.post != "x" && (${a} ${op} ${b}) };`
					const powers = testPowers().with([rule(text)])
					expect(powers.decide(taker, see, row({ protected: true }), context)).toMatchObject({
						allowed: false,
						rules: ['T6'],
					})
				},
			),
			{ numRuns: 25 },
		)
	})
	test('P10 it may not speak about the floor, about every action, or under a shipped id', () => {
		const head = (text: string) => () => testPowers().with([rule(`@id("B-3") ${basis} permit(principal, ${text});`)])
		expect(head('action == Action::"powers.rule.approve", resource is Incident')).toThrow('belongs to the floor')
		expect(head('action == Action::"ledger.entry.erase", resource is Incident')).toThrow('belongs to the floor')
		expect(head('action, resource is Incident')).toThrow('must name its actions')
		expect(() => testPowers().with([rule(grant.replace('B-1', 'T1'))])).toThrow('must begin with B-')
	})
	test('P12 it empowers the people of its bureau and below, and no others', () => {
		const powers = testPowers().with([rule(grant)])
		expect(powers.decide(personAt(station, { post: 'call_taker' }), see, row(), context).allowed).toBe(true)
		const foreign = tree.filter((node) => node.tier === 'county' && node.branch === null).at(-1) ?? county
		expect(powers.decide(personAt(foreign, { post: 'call_taker' }), see, row(), context).allowed).toBe(false)
		expect(
			powers.filter(personAt(foreign, { post: 'call_taker' }), see, incident, context).arms.map((arm) => arm.rule),
		).toEqual(['T2'].slice(1))
	})
	test('P10 a published forbid narrows', () => {
		const text = `@id("B-4") ${basis} forbid(principal, action == Action::"test.incident.see", resource is Incident) when { principal.post == "dispatcher" && resource.priority == 1 };`
		const powers = testPowers().with([rule(text)])
		const dispatcher = personAt(county, { post: 'dispatcher' })
		expect(powers.decide(dispatcher, see, row({ priority: 1 }), context)).toEqual({ allowed: false, rules: ['B-4'] })
		expect(powers.decide(dispatcher, see, row({ priority: 2 }), context).allowed).toBe(true)
	})
	test('P14 an exception begins and ends by the clock, and the version says so', () => {
		const powers = testPowers().with([rule(grant, { from: 1_000, until: 2_000 })])
		const at = (now: number) => [
			powers.decide(taker, see, row(), { now, purpose: false }).allowed,
			powers.filter(taker, see, incident, { now, purpose: false }).allows,
		]
		expect([at(999), at(1_000), at(1_999), at(2_000)]).toEqual([
			[false, 'nothing'],
			[true, 'some'],
			[true, 'some'],
			[false, 'nothing'],
		])
	})
	test('P2 a wrong published rule is refused and the rules in force stay', () => {
		const powers = testPowers().with([rule(grant)])
		const version = powers.version
		expect(() =>
			powers.reload([
				rule(
					`@id("B-5") ${basis} permit(principal, action == Action::"test.incident.see", resource is Incident) when { resource.colour };`,
				),
			]),
		).toThrow(PolicyFault)
		expect(powers.version).toBe(version)
		expect(powers.decide(taker, see, row(), context).allowed).toBe(true)
	})
	test.each([
		['brackets', `${'('.repeat(3_000)}true${')'.repeat(3_000)}`],
		['brackets hidden behind a string', `"))))" == "x" || ${'('.repeat(200)}true${')'.repeat(200)}`],
		['lists', `${'['.repeat(200)}${']'.repeat(200)}.isEmpty()`],
		['records', `${'{a:'.repeat(150)}1${'}'.repeat(150)} == 1`],
		['nots', `${'!'.repeat(5_000)}true`],
		['minus', `${'-'.repeat(5_000)}1 == 1`],
		['ands', Array.from({ length: 300 }, () => 'resource.protected').join(' && ')],
		['ifs', `${'if resource.protected then true else '.repeat(150)}false`],
		['dots', `resource${'.a'.repeat(3_000)}`],
		['unless', `true } ${'unless { resource.protected } '.repeat(250)} when { true`],
		['stars', `resource.kind like "${'*a'.repeat(500)}"`],
	])('P17 a text made to break the reader is refused, and decisions go on: %s', (_name, when) => {
		const text = `@id("B-9") ${basis} permit(principal, action == Action::"test.incident.see", resource is Incident) when { ${when} };`
		expect(() => testPowers().with([rule(text)])).toThrow(PolicyFault)
		expect(testPowers().decide(personAt(county, { post: 'dispatcher' }), see, row(), context).allowed).toBe(true)
	})
	test('P17 just inside the measure a rule is read, decided and filtered', () => {
		const when = `${'('.repeat(40)}${Array.from({ length: 29 }, (_, n) => `resource.priority > ${n}`).join(' || ')}${')'.repeat(40)} && principal.sworn`
		const text = `@id("B-9") ${basis} permit(principal, action == Action::"test.incident.see", resource is Incident) when { ${when} };`
		const powers = testPowers().with([rule(text)])
		expect(powers.decide(taker, see, row(), context).allowed).toBe(true)
		expect(powers.filter(taker, see, incident, context).allows).toBe('some')
	})
	test('P2 the shipped test policies are themselves in order', () => {
		expect(faultsOf(testPolicies)).toBe('')
	})
})
