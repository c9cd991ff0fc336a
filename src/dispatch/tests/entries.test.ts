import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryList, entryShow } from '#kernel/ledger/contract.ts'
import { readLeaf } from '#kernel/ledger/leaf.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { sendTail } from '#kernel/spine/tail.ts'
import { enterCounts } from '#kernel/spine/spine.ts'
import { nobody, system, type Who } from '#kernel/who.ts'
import { addFollow, ringCall } from '../contract.ts'
import { city, county, oldTown, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
let incident: string
beforeAll(async () => {
	stage = await openStage()
	const ring = { agency: county, line: '110-3', number: '13800002211', reference: 'entries-1' }
	await stage.act(ringCall, system, ring)
	await refusalOf(stage.act(ringCall, system, ring))
	const opened = await stage.incident('noise')
	incident = opened.incident
	const { rows } = await sql<{
		code: string
	}>`select follow_code as code from dispatch.incident where id = ${incident}`.execute(stage.store.db)
	await stage.act(addFollow, nobody, { code: rows[0]?.code ?? '', text: 'The gate is open.' })
	stage.spine.counts.count('203.0.113.9', 'invalid', 0)
	await enterCounts(stage.spine, true)
	await stage.store.lease('owner', async ({ wire }) => {
		await wire.script('begin')
		const at = new Date()
		const own = { kind: 'system', name: 'ledger.restore', person: 'system', post: 'system', agency: 'none' } as const
		const facts = {
			...own,
			at,
			outcome: 'done',
			rules: [],
			matter: null,
			subject: null,
			fact: {},
			personal: {},
		} as const
		await sendTail(wire, facts, [], null).done
		await wire.script('commit')
	})
	await sequence(stage.store, stage.signer)
}, 180_000)
afterAll(() => stage?.close())

type Kept = { n: number; kind: string; agency: string | null; person: string }

async function everyEntry(): Promise<readonly Kept[]> {
	const { rows } = await sql<{ n: number; leaf: Uint8Array; agency: string | null }>`
		select n, leaf, agency from ledger.entry order by n`.execute(stage.store.db)
	return rows.map(({ n, leaf, agency }) => {
		const { kind, person } = readLeaf(new Uint8Array(leaf))
		return { n, kind, agency, person }
	})
}

async function seen(who: Who): Promise<ReadonlySet<number>> {
	const numbers = new Set<number>()
	for (let before: number | undefined; ; ) {
		const page = await stage.look(entryList, who, { limit: 200, ...(before === undefined ? {} : { before }) })
		for (const entry of page.entries) numbers.add(entry.n)
		if (page.next === null) return numbers
		before = page.next
	}
}

test('L14 what the system and a caller did stands under the agency of what they did it to', async () => {
	const all = await everyEntry()
	const own = all.filter((entry) => entry.person === 'system' && entry.kind === 'system' && entry.agency === null)
	expect(own).toHaveLength(1)
	const rang = all.filter((entry) => entry.person === 'system' && entry.agency === county)
	expect(rang.map((entry) => entry.kind).toSorted()).toEqual(['refused', 'system'])
	expect(all.filter((entry) => entry.person === 'nobody').map((entry) => entry.agency)).toEqual([county])
})

test('L14 integrity of the bureau sees every line of its agencies and the machine’s own', async () => {
	const who = await stage.as('qiu-zhengming')
	const { below } = who
	const all = await everyEntry()
	const expected = all.filter((entry) => entry.agency === null || below.includes(entry.agency)).map((entry) => entry.n)
	expect(expected.length).toBeGreaterThan(8)
	expect([...(await seen(who))].toSorted((a, b) => a - b)).toEqual(expected)
	for (const entry of all.filter((one) => one.person === 'system')) {
		const shown = await stage.look(entryShow, who, { n: entry.n }, 'audit of the system')
		expect(shown.person).toBe('system')
		expect((await refusalOf(stage.look(entryShow, who, { n: entry.n }))).code).toBe('purpose_needed')
	}
})

test('L14, L24 integrity above reads its own lines and the machine’s, none of a county', async () => {
	const above: Who = {
		...(await stage.as('qiu-zhengming')),
		agency: city,
		tier: 'city',
		above: [city],
		bureau: city,
		below: [city, county, oldTown],
		branch: null,
		standing: 'of the city',
	}
	const all = await everyEntry()
	const numbers = await seen(above)
	expect(all.filter((entry) => numbers.has(entry.n)).map((entry) => entry.agency)).toEqual([null, null])
	const rang = all.find((entry) => entry.person === 'system' && entry.agency === county)
	expect((await refusalOf(stage.look(entryShow, above, { n: rang?.n ?? 0 }, 'curious'))).code).toBe('not_found')
})

test('L14 a post that reviews nothing sees none of them', async () => {
	const others = stage.people.filter((one) => ['analyst', 'administrator', 'officer'].includes(one.postKind))
	expect(others.length).toBeGreaterThan(2)
	for (const who of others) expect((await refusalOf(stage.look(entryList, who, {}))).code).toBe('not_permitted')
})
