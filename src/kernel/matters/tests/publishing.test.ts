import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Who } from '#kernel/who.ts'
import {
	checkText,
	draftEffects,
	listDrawings,
	openDraft,
	proposeDraft,
	publishDraft,
	refuseDraft,
	reviewDraft,
	saveDraft,
	showDraft,
	withdrawDraft,
} from '../contract.ts'
import { readDrawing } from '../drawing.ts'
import { openMatter } from '../matter.ts'
import { beginProcess, openTasks } from '../process/api.ts'
import { keepCurrent } from '../processes.ts'
import { shipDrawing } from '../publishing/ship.ts'
import {
	city,
	county,
	incidentText,
	openPublishing,
	type PublishingStage,
	station,
	withApproval,
	province,
} from './publishing-stage.ts'

let stage: PublishingStage
let analyst: Who
let legal: Who
let cityLegal: Who
let commander: Who
beforeAll(async () => {
	stage = await openPublishing()
	analyst = await stage.as('dai-guanlan')
	legal = await stage.as('lu-heping')
	cityLegal = await stage.as('yin-fakuan')
	commander = await stage.as('jiang-wanqing', 'commander')
}, 180_000)
afterAll(() => stage.close())

const draw = (who: Who, text = withApproval()) =>
	stage.act(openDraft, who, { what: 'drawing', name: 'dispatch.incident', title: 'Approval', text })

async function proposed(who: Who, text = withApproval()): Promise<string> {
	const { id, version } = await draw(who, text)
	await stage.act(proposeDraft, who, { id, version, reason: 'Order 2026-4' })
	return id
}

const drawingOf = (agency: string) =>
	stage.store.transact('seawall_app', async (tx) => {
		const { drawing } = await openMatter(tx, {
			kind: 'incident',
			process: 'dispatch.incident',
			agency,
			now: stage.spine.clock(),
		})
		const row = await tx.selectFrom('matters.drawing').selectAll().where('id', '=', drawing).executeTakeFirstOrThrow()
		return row.sha256.slice(0, 12)
	})

describe('a draft', () => {
	it('M80 is a copy of what is in force, saved with its version, a stale one overtaken', async () => {
		const { id, version, faults } = await stage.act(openDraft, analyst, {
			what: 'drawing',
			name: 'dispatch.incident',
			title: 'A copy',
		})
		expect(faults).toEqual([])
		expect((await stage.look(showDraft, analyst, { id })).text).toBe(incidentText)
		const saved = await stage.act(saveDraft, analyst, { id, version, text: withApproval() })
		expect(saved).toMatchObject({ version: 2, faults: [] })
		const stale = await stage.refusal(stage.act(saveDraft, analyst, { id, version, text: incidentText }))
		expect(stale.code).toBe('overtaken')
	})

	it('M80 bears a name that is shipped or the bureau’s own', async () => {
		const odd = { what: 'drawing' as const, name: 'dispatch.nothing', title: 'x', text: withApproval() }
		expect(await stage.refusal(stage.act(openDraft, analyst, odd))).toMatchObject({ code: 'invalid', rule: 'M80' })
		expect(await stage.act(openDraft, analyst, { ...odd, name: 'own.approval' })).toMatchObject({ version: 1 })
	})

	it('M85 names every fault by element and rule in both languages, and blocks the proposal', async () => {
		const broken = incidentText.replace('id="cleared"', 'id="settled"')
		const { id, version, faults } = await draw(analyst, broken)
		expect(faults.length).toBeGreaterThan(0)
		for (const fault of faults) expect(fault.zh).toMatch(/\p{Script=Han}/u)
		const told = await stage.look(checkText, analyst, { what: 'drawing', name: 'dispatch.incident', text: broken })
		expect(told.faults).toEqual(faults)
		const refused = await stage.refusal(stage.act(proposeDraft, analyst, { id, version, reason: 'x' }))
		expect(refused.code).toBe('invalid')
		expect(refused.extra['faults']).toEqual(faults)
	})

	it('M81 stands still once proposed, and what is in force already is not proposed', async () => {
		const { id, version } = await draw(analyst, incidentText)
		expect(await stage.refusal(stage.act(proposeDraft, analyst, { id, version, reason: 'x' }))).toMatchObject({
			code: 'already',
		})
		const other = await proposed(analyst)
		const save = stage.act(saveDraft, analyst, { id: other, version: 2, text: incidentText })
		expect(await stage.refusal(save)).toMatchObject({ code: 'wrong_state', rule: 'M81' })
		await stage.act(withdrawDraft, analyst, { id: other, ground: 'Not now.' })
		const late = stage.act(reviewDraft, legal, { id: other, ground: 'x' })
		expect((await stage.refusal(late)).code).toBe('wrong_state')
	})
})

describe('two chains of command', () => {
	it('M82 another branch of the bureau reviews what its command centre drew', async () => {
		const id = await proposed(analyst)
		await stage.act(reviewDraft, legal, { id, ground: 'Checked.' })
		expect((await stage.look(showDraft, analyst, { id })).draft.reviewed).toMatchObject({ post: 'legal_reviewer' })
	})

	it('M82 what the bureau’s command drew is reviewed by the tier above, not by its own branch', async () => {
		const id = await proposed(commander)
		const own = await stage.refusal(stage.act(reviewDraft, legal, { id, ground: 'x' }))
		expect(own).toMatchObject({ code: 'not_permitted', rule: 'M157' })
		await stage.act(reviewDraft, cityLegal, { id, ground: 'Checked.' })
	})

	it('M82 a second post in the drawer’s line makes one chain of two', async () => {
		const post = await stage.hire('yin-fakuan', 'legal_reviewer', 'xigang-command')
		try {
			const id = await proposed(analyst)
			const both = await stage.refusal(stage.act(reviewDraft, cityLegal, { id, ground: 'x' }))
			expect(both).toMatchObject({ code: 'not_permitted', rule: 'M157' })
		} finally {
			await stage.store.transact('owner', (tx) => tx.deleteFrom('identity.post').where('id', '=', post).execute())
		}
	})

	it('M82 nobody reviews what they drew, from whichever post', async () => {
		const post = await stage.hire('lu-heping', 'analyst', 'xigang-legal')
		try {
			const drawer = await stage.as('lu-heping', 'analyst')
			const id = await proposed(drawer)
			const own = await stage.refusal(stage.act(reviewDraft, legal, { id, ground: 'x' }))
			expect(own.code).toBe('not_permitted')
			expect(['M157', 'M158']).toContain(own.rule)
		} finally {
			await stage.store.transact('owner', (tx) => tx.deleteFrom('identity.post').where('id', '=', post).execute())
		}
	})

	it('M82 at the top its own integrity stands beside its command', async () => {
		const top = await stage.as('gu-yuanfan')
		const id = await proposed(top)
		const below = await stage.refusal(stage.act(reviewDraft, cityLegal, { id, ground: 'x' }))
		expect(below.code).toBe('not_permitted')
		await stage.act(reviewDraft, await stage.as('shao-zhengyuan'), { id, ground: 'Checked.' })
	})

	it('M83 the post that gains neither reviews nor publishes', async () => {
		const reviewed = await proposed(analyst, withApproval('legal_reviewer'))
		const gains = await stage.refusal(stage.act(reviewDraft, legal, { id: reviewed, ground: 'x' }))
		expect(gains).toMatchObject({ code: 'not_permitted', rule: 'M159' })
		const id = await proposed(analyst, withApproval('commander'))
		await stage.act(reviewDraft, legal, { id, ground: 'Checked.' })
		const own = await stage.refusal(stage.act(publishDraft, commander, { id, ground: 'x' }))
		expect(own).toMatchObject({ code: 'not_permitted', rule: 'M159' })
		const { signatures } = await stage.look(showDraft, analyst, { id })
		const publish = signatures.find((one) => one.act === 'matters.draft.publish')
		expect(publish?.could.map((one) => one.post)).not.toContain('commander')
		expect(publish?.could.map((one) => one.post)).toContain('integrity_inspector')
	})

	it('M83 nothing is published unreviewed, and not by who reviewed it', async () => {
		const integrity = await stage.as('qiu-zhengming')
		const id = await proposed(analyst)
		const early = await stage.refusal(stage.act(publishDraft, integrity, { id, ground: 'x' }))
		expect(early).toMatchObject({ code: 'not_permitted', rule: 'M163' })
		await stage.act(reviewDraft, integrity, { id, ground: 'Checked.' })
		const own = await stage.refusal(stage.act(publishDraft, integrity, { id, ground: 'x' }))
		expect(own).toMatchObject({ code: 'not_permitted', rule: 'M161' })
		await stage.act(refuseDraft, commander, { id, ground: 'Not now.' })
	})

	it('M82 every post against every act: only those named may', { timeout: 60_000 }, async () => {
		const id = await proposed(analyst)
		const allowed: Record<string, Set<string>> = {}
		for (const who of stage.world.people) {
			for (const declared of [reviewDraft, publishDraft, refuseDraft, withdrawDraft, saveDraft, proposeDraft]) {
				const { powers } = stage.spine
				const at = { now: Math.floor(Date.now() / 1000), purpose: false }
				const open = { otherChain: true, gains: false, hasDrawn: false, reviewed: true, reviewer: 'x' }
				const named = Object.fromEntries(
					Object.keys(declared.context ?? {}).map((key) => [key, Reflect.get(open, key)]),
				)
				const { draftSubject, needDraft } = await import('../publishing/store.ts')
				const subject = await stage.store.transact('seawall_app', async (tx) => draftSubject(await needDraft(tx, id)))
				if (!powers.decide(who, declared.name, subject, { ...at, ...named }).allowed) continue
				const posts = (allowed[declared.name] ??= new Set())
				posts.add(`${who.postKind} ${who.tier}`)
			}
		}
		const sorted = Object.fromEntries(Object.entries(allowed).map(([name, posts]) => [name, [...posts].toSorted()]))
		const drawers = ['analyst county', 'commander county', 'shift_leader county', 'trainer county']
		const command = ['commander city', 'commander county', 'commander province']
		const checks = ['city', 'county', 'province'].map((tier) => `integrity_inspector ${tier}`)
		const laws = ['city', 'county', 'province'].map((tier) => `legal_reviewer ${tier}`)
		expect(sorted).toEqual({
			'matters.draft.save': drawers,
			'matters.draft.propose': drawers,
			'matters.draft.withdraw': ['analyst county', 'commander county'],
			'matters.draft.review': [...checks, ...laws],
			'matters.draft.publish': [...command, ...checks],
			'matters.draft.refuse': [...command, ...checks, ...laws],
		})
	})
})

describe('in force', () => {
	it('M84 M86 M87 new matters of the bureau and below follow it, others and running ones keep theirs, until the exception ends', async () => {
		const shipped = await drawingOf(county)
		const { id, version } = await draw(analyst)
		const effects = await stage.look(draftEffects, analyst, { id })
		expect(effects.replaces?.version).toBe(shipped)
		expect(effects.live.follow).toBe('keep')
		expect(effects.live.count).toBeGreaterThan(0)
		expect(effects.keeps.every((one) => one.version === shipped)).toBe(true)
		const named = await stage.look(draftEffects, commander, { id })
		const samples = (of: typeof effects) => of.keeps.flatMap((one) => one.sample)
		expect(samples(named).length).toBeGreaterThan(samples(effects).length)
		const hidden = await sql<{ n: number }>`select count(*)::int as n from dispatch.incident
			where id in (select jsonb_array_elements_text(${JSON.stringify(samples(effects))}::text::jsonb)::uuid)`.execute(
			stage.store.db,
		)
		expect(hidden.rows).toEqual([{ n: 0 }])
		expect(effects.tasks).toEqual([
			{
				lane: 'shift_leader',
				post: 'shift_leader',
				side: 'gains',
				element: 'approval',
				name: 'Approve closing / 审批办结',
			},
		])
		expect(effects.differences.filter((one) => one.change === 'added').map((one) => one.element)).toEqual(
			expect.arrayContaining(['approval', 'f_approval', 'f_approval_on', 'lane']),
		)
		const until = new Date(Date.now() + 3_600_000).toISOString()
		for (const wrong of [new Date(Date.now() - 1000).toISOString(), '2999-01-01T00:00:00Z'])
			expect(
				await stage.refusal(stage.act(proposeDraft, analyst, { id, version, reason: 'Order 2026-4', until: wrong })),
			).toMatchObject({ code: 'invalid', rule: 'M86' })
		await stage.act(proposeDraft, analyst, { id, version, reason: 'Order 2026-4', until })
		await stage.act(reviewDraft, legal, { id, ground: 'Checked.' })
		const { version: mark } = await stage.act(publishDraft, commander, { id, ground: 'In force.' })
		await stage.heard()
		expect(mark).not.toBe(shipped)
		expect(await drawingOf(county)).toBe(mark)
		expect(await drawingOf(station)).toBe(mark)
		expect(await drawingOf(city)).toBe(shipped)
		const kept = await stage.look(draftEffects, analyst, { id })
		expect(kept.keeps.some((one) => one.version === shipped)).toBe(true)
		const { rows } = await stage.look(listDrawings, analyst, { what: 'drawing' })
		const row = rows.find((one) => one.name === 'dispatch.incident')
		expect(row?.current).toMatchObject({ version: mark, inForce: true, until, shipped: false })
		stage.away.ms = 3_700_000
		try {
			expect(await drawingOf(county)).toBe(shipped)
			const after = await stage.look(listDrawings, analyst, { what: 'drawing' })
			expect(after.rows.find((one) => one.name === 'dispatch.incident')?.current.version).toBe(shipped)
		} finally {
			stage.away.ms = 0
		}
		expect(await drawingOf(county)).toBe(mark)
	})

	it('M83 what came into force meanwhile overtakes an older proposal', async () => {
		const older = await proposed(analyst, withApproval('shift_leader', 'older'))
		await stage.act(reviewDraft, legal, { id: older, ground: 'Checked.' })
		const by = { draws: analyst, reviews: legal, publishes: commander }
		await stage.publish('drawing', 'dispatch.incident', withApproval('shift_leader', 'newer'), by)
		const late = await stage.refusal(stage.act(publishDraft, commander, { id: older, ground: 'x' }))
		expect(late).toMatchObject({ code: 'overtaken', rule: 'M83' })
	})

	it('M83 of two published at the same moment one is in force, the other overtaken', async () => {
		const ids = [
			await proposed(analyst, withApproval('shift_leader', 'one')),
			await proposed(analyst, withApproval('shift_leader', 'two')),
		]
		for (const id of ids) await stage.act(reviewDraft, legal, { id, ground: 'Checked.' })
		const done = await Promise.allSettled(ids.map((id) => stage.act(publishDraft, commander, { id, ground: 'x' })))
		expect(done.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
		const lost = done.find((one) => one.status === 'rejected')
		expect(lost?.reason).toMatchObject({ code: 'overtaken' })
		await stage.heard()
	})

	it('M84 a release takes the place of what was shipped, never of what a bureau published', async () => {
		const before = await drawingOf(county)
		const atCity = await drawingOf(city)
		const newer = incidentText.replace('name="Archived / 归档"', 'name="Filed / 归档"')
		const ship = (bpmn: string) =>
			stage.store.transact('owner', async (tx) => {
				const drawing = await readDrawing('dispatch.incident', bpmn)
				await shipDrawing({ ...drawing, now: stage.spine.clock() }).execute(tx)
				keepCurrent(drawing)
				return drawing.sha256.slice(0, 12)
			})
		try {
			const shipped = await ship(newer)
			expect(await drawingOf(county)).toBe(before)
			expect(await drawingOf(city)).toBe(shipped)
			const row = (who: Who) =>
				stage
					.look(listDrawings, who, { what: 'drawing' })
					.then(({ rows }) => rows.find((one) => one.name === 'dispatch.incident'))
			expect(await row(analyst)).toMatchObject({ current: { version: before }, available: { version: shipped } })
			expect(await row(cityLegal)).toMatchObject({ current: { version: shipped }, available: null })
		} finally {
			expect(await ship(incidentText)).toBe(atCity)
		}
		expect(await drawingOf(city)).toBe(atCity)
	})

	it('M84 the engine opens a matter on what its agency or the nearest above published, until the end', async () => {
		const text = (id: string) =>
			`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:userTask id="${id}" name="Do"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="${id}"/></bpmn:process></bpmn:definitions>`
		const cityCommander = await stage.as('bai-haosheng')
		const provinceLegal = await stage.as('xiang-lvping')
		const above = { draws: cityCommander, reviews: provinceLegal, publishes: cityCommander }
		await stage.publish('drawing', 'own.rounds', text('as_city'), above)
		const begin = (agency: string) =>
			stage.store.transact('seawall_app', async (tx) => {
				const now = stage.spine.clock()
				const open = { kind: 'rounds', process: 'own.rounds', agency }
				const { matter } = await beginProcess({ tx, now }, open)
				return (await openTasks(tx, matter))[0]?.element
			})
		expect(await begin(station)).toBe('as_city')
		const until = new Date(Date.now() + 3_600_000).toISOString()
		const own = { draws: analyst, reviews: legal, publishes: commander, until }
		await stage.publish('drawing', 'own.rounds', text('as_county'), own)
		expect(await begin(station)).toBe('as_county')
		expect(await begin(city)).toBe('as_city')
		const none = await stage.refusal(begin(province))
		expect(none.code).toBe('not_found')
		stage.away.ms = 3_700_000
		try {
			expect(await begin(station)).toBe('as_city')
		} finally {
			stage.away.ms = 0
		}
	})
})
