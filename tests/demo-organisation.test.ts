import { expect, it } from 'vitest'
import { agencyBranch, credentialKind, postKind } from '#kernel/identity/contract.ts'
import { mayHold, mayStandAt, mayStandUnder } from '#kernel/identity/rules/posts.ts'
import { standingOf } from '#kernel/identity/standing.ts'
import { demoId } from '../demo/ids.ts'
import { demoAgencies, demoCrews, demoPeople } from '../demo/organisation.ts'
import { seedDemo } from '../demo/seed.ts'
import { inTx } from './database.ts'

const agencyOf = (code: string | null) => demoAgencies.find((agency) => agency.code === code)

it('I19 the demo tree stands as agencies may, with all nine branches and three stations', () => {
	for (const agency of demoAgencies) {
		const parent = agencyOf(agency.parent)
		if (parent !== undefined) expect(mayStandUnder(agency, parent), agency.code).toBe(true)
	}
	expect(new Set(demoAgencies.flatMap((agency) => agency.branch ?? []))).toEqual(new Set(agencyBranch.options))
	expect(demoAgencies.filter((agency) => agency.tier === 'station')).toHaveLength(3)
})

it('I20 demo people hold posts they may hold, of every kind, with words from the closed lists', () => {
	const kinds = new Set(demoPeople.flatMap((person) => person.posts.map((post) => post.kind)))
	expect(kinds).toEqual(new Set(postKind.options))
	for (const person of demoPeople) {
		expect(person.posts.length, person.code).toBeGreaterThan(0)
		for (const post of person.posts) {
			const agency = agencyOf(post.agency)
			expect(agency, person.code).toBeDefined()
			expect(mayHold(post.kind, person), person.code).toBe(true)
			if (agency !== undefined) expect(mayStandAt(post.kind, agency), person.code).toBe(true)
		}
		for (const kind of person.credentials) expect(credentialKind.options).toContain(kind)
	}
	expect(new Set(demoPeople.map((person) => person.code)).size).toBe(demoPeople.length)
	expect(new Set(demoPeople.map((person) => person.zh)).size).toBe(demoPeople.length)
})

it('I1 24 units are crewed by people of their agency, nobody on two', () => {
	expect(demoCrews).toHaveLength(24)
	expect(new Set(demoCrews.map((unit) => unit.code)).size).toBe(24)
	const crew = demoCrews.flatMap((unit) => unit.crew)
	expect(new Set(crew).size).toBe(crew.length)
	for (const unit of demoCrews) {
		for (const code of unit.crew) {
			const person = demoPeople.find((one) => one.code === code)
			expect(person?.posts[0]?.agency, `${unit.code} ${code}`).toBe(unit.agency)
		}
	}
	const withoutSworn = demoCrews.filter((unit) =>
		unit.crew.every((code) => demoPeople.find((person) => person.code === code)?.sworn === false),
	)
	expect(withoutSworn.map((unit) => unit.code)).toEqual(['old-15', 'quay-25', 'north-15'])
})

it('I16 the demo is written once, and gives a dispatcher and a crew their standing', async () => {
	await inTx(async (tx) => {
		const now = new Date('2026-11-24T08:00:00Z')
		expect(await seedDemo(tx, now)).toBe(true)
		expect(await seedDemo(tx, new Date(now.getTime() + 1000))).toBe(false)
		const at = new Date(now.getTime() + 2000)
		const dispatcher = await standingOf(tx, demoId('post', 'lin-tingchao dispatcher xigang-command'), at)
		expect(dispatcher).toMatchObject({ postKind: 'dispatcher', bureau: demoId('agency', 'xigang'), sworn: true })
		expect(dispatcher?.below).toHaveLength(13)
		expect(dispatcher?.above).toEqual(
			['xigang-command', 'xigang', 'lanjiang', 'donglan'].map((code) => demoId('agency', code)),
		)
		const officer = await standingOf(tx, demoId('post', 'he-pingan officer xigang-old-town'), at)
		expect(officer).toMatchObject({ unit: demoId('unit', 'old-12'), credentials: ['armed', 'first_aid', 'stab_proof'] })
		const later = new Date(now.getTime() + 25 * 3_600_000)
		expect(await seedDemo(tx, later)).toBe(false)
		const next = await standingOf(tx, demoId('post', 'he-pingan officer xigang-old-town'), later)
		expect(next?.unit).toBe(demoId('unit', 'old-12'))
	}, 'owner')
})

it('I16 the demo is not written into a real organisation', async () => {
	await inTx(async (tx) => {
		await tx.updateTable('identity.organisation').set({ mode: 'real' }).execute()
		expect(await seedDemo(tx, new Date())).toBe(false)
		expect(await tx.selectFrom('identity.agency').select('id').execute()).toEqual([])
	}, 'owner')
})
