import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeIncident } from '#dispatch/contract.ts'
import { showDuty, showPost, showTiers, whoCould } from '#kernel/powers/contract.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { openContext } from '#kernel/powers/effects.ts'
import { findSubject } from '#kernel/powers/load-subject.ts'
import { incidentResource } from '../src/dispatch/resources.ts'
import { postKind } from '#kernel/identity/contract/words.ts'
import type { Who } from '#kernel/who.ts'
import { demoId } from '../demo/ids.ts'
import { county, oldTown, openStage, refusalOf, type Stage } from '../src/dispatch/tests/stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 120_000)
afterAll(() => stage.world.close())

const province = demoId('agency', 'donglan')
const command = demoId('agency', 'xigang-command')
/** The person with nothing but the post: no training, no unit. */
const bare = (who: Who): Who => ({
	...who,
	sworn: who.postKind !== 'auxiliary_officer',
	credentials: [],
	unit: null,
	until: null,
})
const seconds = () => Math.floor(Date.now() / 1000)

/** Acts of which something is left to a person, asked one by one. */
function actsOf(who: Who): string[] {
	const powers = powersInUse()
	return [...powers.words.actions]
		.filter(([action, types]) =>
			types.some((type) => {
				const resource = powers.words.resources.get(type)
				return (
					resource !== undefined &&
					powers.filter(who, action, resource, openContext(powers, action, seconds())).allows !== 'nothing'
				)
			}),
		)
		.map(([action]) => action)
		.sort()
}

it('P22 what the page says of every post at every agency is what those who hold it may do', {
	timeout: 300_000,
}, async () => {
	const reader = await stage.as('gu-yuanfan')
	expect(stage.world.people.length).toBeGreaterThan(20)
	// One of each kind of post at each tier: every act is asked twice of each.
	const people = new Map(stage.world.people.map((who) => [`${who.postKind} ${who.tier}`, who]))
	for (const who of people.values()) {
		const shown = await stage.look(showPost, reader, { kind: postKind.parse(who.postKind), agency: who.agency })
		expect([...new Set(shown.acts.map((act) => act.action))].sort(), `${who.postKind} at ${who.agency}`).toEqual(
			actsOf(bare(who)),
		)
		const texts = new Set(shown.rules.map((rule) => rule.id))
		expect(shown.acts.flatMap((act) => [...act.permits, ...act.forbids]).filter((id) => !texts.has(id))).toEqual([])
	}
})

it('P22 P23 a post reads what waits for it, and who stands above and below', async () => {
	const { incident, number } = await stage.incident('fight')
	const desk = await stage.look(showDuty, stage.desk, { agency: command, kind: 'dispatcher' })
	expect(desk.posts.map((one) => one.post)).toContain('dispatcher')
	expect(desk.above.map((one) => one.agency.en)).toEqual(['Lanjiang City Police', 'Donglan Province Police'])
	expect(desk.below.map((one) => one.agency.en)).toContain('Old Town Station')
	const send = desk.duties.find((duty) => duty.source === 'dispatch.send')
	expect(send?.open).toBeGreaterThan(0)
	expect(send?.rows.find((row) => row.id === incident)?.name.en).toBe(number)
	expect(send?.due).not.toBeNull()
	expect(desk.duties[0]?.open).toBeGreaterThan(0)
	const taker = await stage.look(showDuty, stage.desk, { agency: command, kind: 'call_taker' })
	expect(taker.duties.map((duty) => duty.source)).toContain('dispatch.answer')
	expect(taker.duties.map((duty) => duty.source)).not.toContain('dispatch.send')
})

it('P23 of an agency outside one’s own only what stands written is told, and a row only to who may see it', async () => {
	await stage.incident('robbery')
	const chief = await stage.as('hou-bohai')
	const other = await stage.look(showDuty, chief, { agency: command, kind: 'dispatcher' })
	expect(other.duties.length).toBeGreaterThan(0)
	expect(other.duties.every((duty) => duty.open === null && duty.rows.length === 0)).toBe(true)
	const above = await stage.as('bai-haosheng')
	const seen = await stage.look(showDuty, above, { agency: command, kind: 'dispatcher' })
	const send = seen.duties.find((duty) => duty.source === 'dispatch.send')
	expect(send?.open).toBeGreaterThan(0)
	expect(send?.rows).toEqual([])
})

it('P23 the lanes of published drawings stand as duties', async () => {
	const chief = await stage.as('hou-bohai')
	const lanes = []
	for (const kind of postKind.options) {
		const { duties } = await stage.look(showDuty, chief, { agency: oldTown, kind })
		lanes.push(...duties.filter((duty) => duty.basis.en.startsWith('Drawing ')))
	}
	expect(lanes.every((duty) => duty.what.zh !== '')).toBe(true)
})

it('P24 who could do it is decided as the act itself: everyone named may, nobody else in the line', async () => {
	const { incident } = await stage.incident('fight')
	const powers = powersInUse()
	for (const act of [
		closeIncident.name,
		'dispatch.unit.assign',
		'dispatch.incident.hand-up',
		'dispatch.incident.see',
	]) {
		const told = await stage.look(whoCould, stage.desk, { act, id: incident })
		const named = new Set(told.posts.map(({ post, agency }) => `${post} ${agency.id}`))
		const subject = await stage.store.transact('seawall_app', (tx) => findSubject(tx, incidentResource, incident))
		if (subject === null) throw new Error('no incident')
		for (const who of stage.world.people) {
			const may = powers.decide(bare(who), act, subject, openContext(powers, act, seconds())).allowed
			expect(named.has(`${who.postKind} ${who.agency}`), `${act} by ${who.postKind} at ${who.agency}`).toBe(may)
		}
		expect(told.posts.flatMap((one) => one.rules).filter((id) => !told.rules.some((rule) => rule.id === id))).toEqual(
			[],
		)
	}
})

it('P24 without a row: the posts to which something of it is left; a hidden row and an unknown act are not there', async () => {
	const told = await stage.look(whoCould, stage.desk, { act: 'dispatch.unit.assign' })
	expect(told.posts.map((one) => one.post)).toContain('dispatcher')
	const { incident } = await stage.incident('domestic')
	const reader = await stage.as('gu-yuanfan')
	expect(await refusalOf(stage.look(whoCould, reader, { act: closeIncident.name, id: incident }))).toMatchObject({
		code: 'not_found',
	})
	expect(await refusalOf(stage.look(whoCould, reader, { act: 'dispatch.unit.fly' }))).toMatchObject({
		code: 'not_found',
	})
	expect(await refusalOf(stage.look(showDuty, reader, { agency: incident, kind: 'officer' }))).toMatchObject({
		code: 'not_found',
	})
})

it('P25 the tiers of a line stand side by side from the province down, each with posts, duties and acts', async () => {
	const began = performance.now()
	const { tiers } = await stage.look(showTiers, stage.desk, { agency: county })
	const cold = performance.now() - began
	expect(tiers.map((one) => one.agency.tier)).toEqual(['province', 'city', 'county', 'station'])
	expect(tiers[0]?.agency.id).toBe(province)
	const [, , bureau, station] = tiers
	const assign = bureau?.acts.find((act) => act.action === 'dispatch.unit.assign')
	expect(assign?.posts).toContain('dispatcher')
	expect(assign?.rules.length).toBeGreaterThan(0)
	expect(station?.acts.map((act) => act.action)).not.toContain('dispatch.call.answer')
	expect(bureau?.duties.map((duty) => duty.source)).toContain('dispatch.send')
	expect(tiers.every((one) => one.posts.length > 0)).toBe(true)
	expect(tiers.flatMap((one) => one.acts).some((act) => act.action.endsWith('.show'))).toBe(false)
	expect(cold).toBeLessThan(20_000)
	console.log('tiers', Math.round(cold))
})
