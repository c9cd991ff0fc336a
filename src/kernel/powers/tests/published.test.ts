import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nobody, type Who } from '#kernel/who.ts'
import { columnFaults } from '../columns.ts'
import {
	approveRule,
	draftPreview,
	draftRows,
	explainAct,
	listActs,
	listRules,
	listShipped,
	listWords,
	previewRule,
	proposeRule,
	refuseRule,
	reviewRule,
	showPost,
	showRule,
} from '../contract.ts'
import type { Subject } from '../subject.ts'
import { mirror, Publishing, rowsOf, slices } from './publishing.ts'

let town: Publishing['town']
let spine: Publishing['spine']
let people: Publishing['people']
let act: Publishing['act']
let look: Publishing['look']
let close: () => Promise<void>

beforeAll(async () => {
	const bureau = await Publishing.open()
	;({ town, spine, people, act, look } = bureau)
	close = () => bureau.close()
}, 120_000)
afterAll(() => close())

const rows = (): Subject[] => rowsOf(town)
const body = (id: string, when: string, effect = 'permit') =>
	`@id("${id}") @basis_en("Order 3") @basis_zh("第3号令") ${effect}(principal, action == Action::"test.incident.see", resource is Incident) when { ${when} };`
const proposal = (id: string, when: string, effect = 'permit') => ({
	body: body(id, when, effect),
	from: '2026-11-24T00:00:00Z',
	reason: 'Call-takers must see what they are asked about.',
})
const ground = 'Within the order.'
const seen = (who: Who) =>
	spine.powers.filter(who, 'test.incident.see', mirror, { now: Math.floor(town.at / 1000), purpose: false }).allows

/** The stored rule is taken by notification; wait for the process to have it. */
async function taken(work: () => Promise<unknown>): Promise<void> {
	const before = spine.powers.version
	await work()
	await expect.poll(() => spine.powers.version, { timeout: 5_000 }).not.toBe(before)
}

describe('publishing a rule', () => {
	test('P11 P13 proposed, shown, reviewed, approved: in force; and the call-taker of the bureau sees', async () => {
		const { id, version } = await act(
			proposeRule,
			proposal('B-1', 'principal.post == "call_taker" && resource.agency in principal.bureau'),
			people.commander,
		)
		expect([version, seen(people.taker)]).toEqual([1, 'nothing'])
		const { effects } = await look(previewRule, { id }, people.commander)
		expect(effects.map((one) => [one.post, one.action, one.gains?.count, one.loses?.count])).toEqual([
			['call_taker', 'test.incident.see', 4, 0],
		])
		expect(effects[0]?.gains?.sample).toHaveLength(4)
		await act(reviewRule, { id, ground }, people.lawyer)
		expect(seen(people.taker)).toBe('nothing')
		await taken(() => act(approveRule, { id, ground }, people.inspector))
		expect(seen(people.taker)).toBe('some')
		const { rules } = await look(listRules, {}, people.east)
		expect(rules.map((rule) => [rule.rule, rule.inForce, rule.approved?.post])).toEqual([
			['B-1', true, 'integrity_inspector'],
		])
	})

	test('P11 one person may not do two of the three, and order is kept', async () => {
		const { id } = await act(proposeRule, proposal('B-2', 'principal.post == "call_taker"'), people.lawyer)
		const no = async (work: Promise<unknown>) => (await town.no(work)).code
		expect(await no(act(reviewRule, { id, ground }, people.lawyer))).toBe('not_permitted')
		expect(await no(act(approveRule, { id, ground }, people.inspector))).toBe('not_permitted')
		await act(reviewRule, { id, ground }, people.lawyer2)
		expect(await no(act(reviewRule, { id, ground }, people.lawyer2))).toBe('already')
		expect(await no(act(approveRule, { id, ground }, people.commander))).toBe('not_permitted')
		expect(await no(act(reviewRule, { id, ground }, people.foreign))).toBe('not_found')
	})

	test('P11 nobody passes a rule that gives to their own post or agency', async () => {
		const review = async (when: string) => {
			const { id } = await act(proposeRule, proposal('B-3', when), people.commander)
			return town.no(act(reviewRule, { id, ground }, people.lawyer))
		}
		expect(await review('principal.post == "legal_reviewer"')).toMatchObject({ code: 'not_permitted', rule: 'P105' })
		expect(await review('principal.branch == "legal"')).toMatchObject({ code: 'not_permitted', rule: 'P105' })
	})

	test('P10 a rule on the floor, or one that cannot stand, is refused when proposed', async () => {
		const floor = body('B-4', 'true')
			.replace('"test.incident.see"', '"powers.rule.approve"')
			.replace('is Incident', 'is Rule')
		const no = await town.no(act(proposeRule, { ...proposal('B-4', 'true'), body: floor }, people.commander))
		expect(no).toMatchObject({ code: 'invalid', rule: 'P10', field: 'body' })
		expect((await town.no(act(proposeRule, proposal('B-4', 'resource.colour'), people.commander))).message).toContain(
			'colour',
		)
		expect((await town.no(act(proposeRule, proposal('B-4', 'true'), people.taker))).code).toBe('not_permitted')
	})

	test('P16 a narrowing shows who loses; a refused version never comes into force', async () => {
		const { id } = await act(
			proposeRule,
			proposal('B-5', 'principal.post == "dispatcher" && resource.priority > 1', 'forbid'),
			people.commander,
		)
		const { effects } = await look(previewRule, { id }, people.inspector)
		expect(effects.map((one) => [one.post, one.gains?.count, one.loses?.count])).toEqual([['dispatcher', 0, 2]])
		// Integrity may not see the incidents themselves, so it is shown no ids of them.
		expect(effects[0]?.loses?.sample).toEqual([])
		await act(refuseRule, { id, ground: 'Too narrow.' }, people.inspector)
		expect((await town.no(act(reviewRule, { id, ground }, people.lawyer))).code).toBe('already')
	})

	test('P1 an id belongs to one bureau', async () => {
		await act(proposeRule, proposal('B-6', 'principal.post == "call_taker"'), people.commander)
		expect(await act(proposeRule, proposal('B-6', 'principal.sworn'), people.commander)).toMatchObject({ version: 2 })
		const no = await town.no(act(proposeRule, proposal('B-6', 'principal.sworn'), people.foreign))
		expect(no).toMatchObject({ code: 'already', rule: 'P1' })
	})

	test('P16 the text of a version cannot be changed by the application', async () => {
		const change = town.store.transact('seawall_app', (tx) => sql`update powers.rule set body = 'x'`.execute(tx))
		await expect(change).rejects.toThrow(/permission denied/)
	})
})

describe('before it is decided on', () => {
	const looking = { reason: 'Review of a rule.' }
	const narrowing = 'principal.post == "dispatcher" && resource.priority > 1'

	test('P18 a text is shown with its faults and lines, or with whom it gives to and takes from, and nothing is kept', async () => {
		const before = await look(listRules, {}, people.commander)
		const wrong = await look(draftPreview, { body: body('B-20', 'resource.colour == 1') }, people.commander)
		expect(wrong.faults).toEqual([
			{ line: 1, en: 'Incident has no fact called colour.', zh: 'Incident 没有 colour 这一要素。' },
		])
		const { faults, effects, replaces } = await look(
			draftPreview,
			{ body: body('B-20', narrowing, 'forbid') },
			people.lawyer,
		)
		expect([faults, replaces]).toEqual([[], null])
		expect(effects).toMatchObject([
			{ post: 'dispatcher', holders: 1, gains: { count: 0, live: 0 }, loses: { count: 2, live: 1, more: false } },
		])
		expect(await look(listRules, {}, people.commander)).toEqual(before)
		const end = { from: '2026-11-24T00:00:00Z', until: '2026-11-23T00:00:00Z' }
		const ends = await look(draftPreview, { body: body('B-20', narrowing, 'forbid'), ...end }, people.commander)
		expect(ends.faults.map((one) => one.line)).toEqual([null])
		const endless = { from: '2026-11-24T00:00:00Z', until: '2999-01-01T00:00:00Z' }
		const far = await look(draftPreview, { body: body('B-20', narrowing, 'forbid'), ...endless }, people.commander)
		expect(far.faults).toEqual(ends.faults)
		expect((await town.no(look(draftPreview, { body: body('B-20', 'true') }, people.taker))).code).toBe('not_permitted')
	})

	test('P13 what posts gain and lose is what deciding row by row, before and after, gives', async () => {
		const grounds = [
			'resource.priority > 1',
			'resource.closed',
			'resource.agency == principal.agency',
			'principal.sworn',
		]
		const all = rows()
		for (const effect of ['permit', 'forbid'])
			for (const [n, ground] of grounds.entries()) {
				const text = body(`B-3${n}`, `${ground} || resource.kind == "drill"`, effect)
				const { effects } = await look(draftPreview, { body: text }, people.commander)
				const at = { now: Math.floor(town.at / 1000), purpose: true }
				const changed = spine.powers.with([
					...spine.powers.published,
					{ text, bureau: town.id('bureau'), from: 0, until: null },
				])
				for (const [kind, who] of Object.entries(people)) {
					if (kind === 'foreign' || kind === 'lawyer2') continue
					const may = (powers: typeof changed, row: Subject) => powers.decide(who, 'test.incident.see', row, at).allowed
					const shown = effects.find((one) => one.post === who.postKind && one.agency === who.agency)
					const gains = all.filter((row) => may(changed, row) && !may(spine.powers, row)).length
					const loses = all.filter((row) => !may(changed, row) && may(spine.powers, row)).length
					expect([text, kind, shown?.gains?.count ?? 0, shown?.loses?.count ?? 0]).toEqual([text, kind, gains, loses])
				}
			}
	})

	test('P20 the rows behind a number: with a purpose, page by page, and only those the viewer may see', async () => {
		const asked = {
			body: body('B-21', narrowing, 'forbid'),
			post: 'dispatcher' as const,
			agency: town.id('command'),
			sworn: 'yes' as const,
			action: 'test.incident.see',
			side: 'loses' as const,
		}
		expect((await town.no(look(draftRows, asked, people.commander))).code).toBe('purpose_needed')
		const { type, rows: found } = await look(draftRows, asked, people.commander, looking)
		expect([type, found.map((row) => row.facts['priority'])]).toEqual(['Incident', [3, 2]])
		expect(found[0]?.facts).not.toHaveProperty('kind')
		const rest = await look(draftRows, { ...asked, after: found[0]?.id ?? '' }, people.commander, looking)
		expect(rest.rows.map((row) => row.id)).toEqual([found[1]?.id])
		expect((await look(draftRows, asked, people.inspector, looking)).rows).toEqual([])
		expect((await look(draftRows, { ...asked, side: 'gains' }, people.commander, looking)).rows).toEqual([])
		expect((await town.no(look(draftRows, { ...asked, body: 'x' }, people.commander, looking))).field).toBe('body')
	})

	test('P19 a proposal says who may sign, by which rule not, and which posts could', async () => {
		const { id } = await act(proposeRule, proposal('B-22', narrowing, 'forbid'), people.lawyer)
		const of = async (who: Who, name: string) => {
			const { signatures } = await look(showRule, { id }, who)
			return signatures.find((one) => one.act === name)
		}
		// Proposed by one of the two legal reviewers: the other is left.
		expect(await of(people.lawyer, 'powers.rule.review')).toMatchObject({
			allowed: false,
			could: [{ post: 'legal_reviewer', holders: 1 }],
		})
		expect((await of(people.lawyer2, 'powers.rule.review'))?.allowed).toBe(true)
		expect(await of(people.inspector, 'powers.rule.approve')).toMatchObject({
			allowed: false,
			grants: [{ id: 'P104' }],
			could: [{ post: 'integrity_inspector', holders: 1 }],
		})
		await act(reviewRule, { id, ground }, people.lawyer2)
		expect((await of(people.inspector, 'powers.rule.approve'))?.allowed).toBe(true)
		expect(await of(people.lawyer2, 'powers.rule.review')).toBeUndefined()
		const shown = await look(showRule, { id }, people.lawyer)
		expect([shown.mine, shown.rule.en, shown.rule.bureau]).toEqual([true, 'Order 3', town.id('bureau')])
		expect(shown.rule.proposedPost).toBe('legal_reviewer')
		await act(refuseRule, { id, ground: 'Taken back.' }, people.lawyer)
		expect((await look(showRule, { id }, people.lawyer)).signatures).toEqual([])
		expect((await town.no(look(showRule, { id }, people.foreign))).code).toBe('not_found')
	})

	test('P19 a rule that gives to a post shows its holders the forbid, and nobody of that post as one who could', async () => {
		const { id } = await act(proposeRule, proposal('B-23', 'principal.post == "legal_reviewer"'), people.commander)
		const { signatures } = await look(showRule, { id }, people.lawyer)
		expect(signatures[0]).toMatchObject({ allowed: false, rules: [{ id: 'P105' }], could: [] })
		const why = await look(explainAct, { act: 'powers.rule.review', id }, people.lawyer)
		expect([why.allowed, why.rules.map((rule) => rule.id), why.assumed]).toEqual([false, ['P105'], []])
		const other = await look(showRule, { id }, people.commander)
		expect(other.signatures[1]).toMatchObject({ act: 'powers.rule.approve', could: [{ post: 'integrity_inspector' }] })
	})

	test('P19 a new version shows the approved one it replaces; P21 every shipped rule is open, the floor marked', async () => {
		const first = await act(proposeRule, proposal('B-24', 'principal.post == "analyst"'), people.commander)
		await act(reviewRule, { id: first.id, ground }, people.lawyer)
		await act(approveRule, { id: first.id, ground }, people.inspector)
		const second = await act(proposeRule, proposal('B-24', 'principal.post == "trainer"'), people.commander)
		const shown = await look(showRule, { id: second.id }, people.east)
		expect(shown.replaces).toMatchObject({ id: first.id, version: 1 })
		const draft = await look(draftPreview, { body: body('B-24', 'principal.sworn') }, people.commander)
		expect(draft.replaces?.version).toBe(1)
		const { rules } = await look(listShipped, {}, people.east)
		const floor = (name: string) => rules.find((rule) => rule.id === name)?.floor
		expect([floor('T6'), floor('T1'), floor('P104')]).toEqual([true, false, true])
		const { actions, types } = await look(listWords, {}, people.commander)
		expect(actions.some(({ action }) => action.startsWith('powers.'))).toBe(false)
		expect(types.find(({ type }) => type === 'Incident')?.attributes).toContainEqual({
			name: 'priority',
			is: 'Long',
			optional: false,
		})
	})
})

describe('asking why', () => {
	test('P8 a refused person is told the rule and the posts that could', async () => {
		const id = rows()[1]?.id
		const why = await look(
			explainAct,
			{ act: 'test.incident.close', ...(id === undefined ? {} : { id }) },
			people.commander,
		)
		expect([why.allowed, why.rules.map((rule) => rule.id), why.assumed]).toEqual([
			false,
			['T11'],
			['units_there', 'answered'],
		])
		const propose = await look(explainAct, { act: 'powers.rule.propose' }, people.east)
		expect(propose.couldGrant.map((one) => one.post)).toEqual(['commander', 'legal_reviewer'])
	})
	test('P9 of a row that is hidden there is nothing to explain', async () => {
		const id = rows()[6]?.id ?? ''
		for (const asked of [id, '0c000000-0000-4000-8000-0000000000ff', 'x'])
			expect((await town.no(look(explainAct, { act: 'test.incident.see', id: asked }, people.east))).code).toBe(
				'not_found',
			)
		expect((await town.no(look(explainAct, { act: 'test.nothing.here' }, people.east))).code).toBe('not_found')
		expect((await town.no(look(explainAct, { act: 'test.incident.see', id }, nobody))).code).toBe('not_signed_in')
	})
	test('P8 what a post may do, and what I may do, come from the same rules', async () => {
		const post = await look(showPost, { kind: 'dispatcher' }, people.dispatcher)
		expect(post.acts.find((one) => one.action === 'test.incident.see')).toMatchObject({
			permits: ['T1'],
			forbids: ['T6'],
		})
		expect(post.rules.map((rule) => rule.id)).toContain('T1')
		const mine = await look(listActs, {}, people.dispatcher)
		expect(mine.actions).toEqual(expect.arrayContaining(['test.incident.see', 'powers.act.explain']))
		expect(mine.actions).not.toContain('powers.rule.propose')
	})
	test("P15 the kernel's resources fit their tables", async () => {
		expect(await columnFaults(town.store.db, [...slices.flatMap((slice) => slice.resources), mirror])).toEqual([])
		const wrong = {
			...mirror,
			attributes: {
				...mirror.attributes,
				gone: { is: 'Bool', column: 'gone' },
				desk: { is: 'Agency', column: 'a_desk' },
			},
		} as const
		expect(await columnFaults(town.store.db, [wrong])).toHaveLength(2)
	})
})
