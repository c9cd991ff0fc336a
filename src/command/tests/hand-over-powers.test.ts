import { afterAll, beforeAll, expect, test } from 'vitest'
import { findSubject } from '#kernel/powers/load-subject.ts'
import { matter as matterResource } from '#kernel/matters/contract.ts'
import { nobody, system, type Who } from '#kernel/who.ts'
import { handOverResource, listHandOvers, offerHandOver, refuseHandOver, showHandOver } from '../contract.ts'
import { bureau, oldTown, openStage, quayside, refusalOf, type Stage } from './hand-over-stage.ts'

let stage: Stage
let incident: string
let handOver: string
const context = { now: 1_800_000_000, purpose: false }

beforeAll(async () => {
	stage = await openStage()
	incident = (await stage.incident()).incident
	const chief = await stage.as('zhou-anjie')
	handOver = (await stage.act(offerHandOver, chief, { matter: incident, to: quayside, reason: 'Yours.' })).handOver
}, 240_000)
afterAll(() => stage?.close())

async function decisions(type: 'matter' | 'hand-over'): Promise<(who: Who, act: string) => boolean> {
	const resource = type === 'matter' ? matterResource : handOverResource
	const subject = await stage.store.transact('seawall_app', (tx) =>
		findSubject(tx, resource, type === 'matter' ? incident : handOver),
	)
	if (subject === null) throw new Error(`no ${type}`)
	return (who, act) => stage.spine.powers.decide(who, `command.hand-over.${act}`, subject, context).allowed
}

const blind = ['administrator', 'trainer', 'analyst', 'nobody', 'system']
const inCounty = (who: Who) => who.bureau === bureau || who.agency === oldTown || who.agency === quayside
const leads = (who: Who) => ['commander', 'shift_leader'].includes(who.postKind) && who.bureau === bureau

// Written by hand from RULES.md, not from the rules.
test('K40, K45, K48 every post against every act on a hand-over from station to station that waits for its answer', async () => {
	const onMatter = await decisions('matter')
	const on = await decisions('hand-over')
	for (const who of [...stage.people, nobody, system]) {
		const name = `${who.postKind} at ${who.tier} ${who.branch ?? ''} ${who.agency}`
		const chiefOf = (agency: string) => who.postKind === 'station_chief' && who.agency === agency
		expect(onMatter(who, 'offer'), `${name} offers`).toBe(leads(who) || chiefOf(oldTown))
		expect(on(who, 'accept'), `${name} accepts`).toBe(chiefOf(quayside))
		expect(on(who, 'refuse'), `${name} refuses`).toBe(chiefOf(quayside))
		expect(on(who, 'withdraw'), `${name} takes back`).toBe(leads(who) || chiefOf(oldTown))
		expect(on(who, 'decide'), `${name} decides`).toBe(false)
		expect(on(who, 'lapse'), `${name} lapses`).toBe(who === system)
		expect(on(who, 'note'), `${name} notes`).toBe(who === system)
		expect(on(who, 'see'), `${name} sees`).toBe(who === system || (inCounty(who) && !blind.includes(who.postKind)))
	}
})

test('K46 when it has come up, the commander of the bureau above both decides it and no other post does', async () => {
	const quay = await stage.as('hou-bohai')
	await stage.act(refuseHandOver, quay, { handOver, version: 1, reason: 'No.' })
	const on = await decisions('hand-over')
	for (const who of [...stage.people, nobody, system]) {
		const name = `${who.postKind} at ${who.tier} ${who.branch ?? ''}`
		expect(on(who, 'decide'), name).toBe(who.postKind === 'commander' && who.bureau === bureau)
		for (const act of ['accept', 'refuse']) expect(on(who, act), name).toBe(false)
	}
})

test('K40 what a list shows is what each may see; who may not does not know of it', async () => {
	const on = await decisions('hand-over')
	for (const who of stage.people) {
		const listed = await stage.look(listHandOvers, who, {}).then(
			({ rows }) => rows.map((one) => one.id),
			() => [] as string[],
		)
		expect(listed.includes(handOver), who.postKind).toBe(on(who, 'see'))
		if (!on(who, 'see'))
			expect((await refusalOf(stage.look(showHandOver, who, { handOver }))).code, who.postKind).toBe('not_found')
	}
})
