import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { boundTo, type Wire } from '#kernel/db/dialect.ts'
import { newId } from '#kernel/ids.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { readDrawing } from '#kernel/matters/drawing.ts'
import { keepCurrent } from '#kernel/matters/processes.ts'
import { drawingText } from '#kernel/matters/tests/drawing-text.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system, type Who } from '#kernel/who.ts'
import { demoAgencies } from '../../../demo/organisation.ts'
import { demoId } from '../../../demo/ids.ts'
import { acceptHandOver, offerHandOver, refuseHandOver, showHandOver, withdrawHandOver } from '../contract.ts'
import { handOverWorkers } from '../hand-over-workers.ts'
import { lowestAbove } from '../store/hand-over.ts'
import { moveOwner, ownerAt } from '../store/owner.ts'
import { northgate, oldTown, openStage, quayside, refusalOf, type Stage } from './hand-over-stage.ts'

let stage: Stage
let chief: Who
let quay: Who
const agencies = demoAgencies.map((one) => demoId('agency', one.code))

beforeAll(async () => {
	stage = await openStage()
	keepCurrent(await readDrawing('test.owned', drawingText(['start>waiting', 'waiting>end'])))
	chief = await stage.as('zhou-anjie')
	quay = await stage.as('hou-bohai')
}, 240_000)
afterAll(() => stage?.close())

const write: Stage['write'] = (work) => stage.write(work)
const opened = new Date('2026-11-24T08:00:00.000Z')
const plain = () =>
	write((tx) => openMatter(tx, { kind: 'trial', process: 'test.owned', agency: oldTown, now: opened })).then(
		(one) => one.matter,
	)

test('K42 whatever the history, exactly one agency owns it at every instant, and it is the right one', async () => {
	const step = fc.record({
		to: fc.integer({ min: 0, max: agencies.length - 1 }),
		// Clocks of two servers differ: a later act may bring an earlier time.
		at: fc.integer({ min: -2_000, max: 40_000 }),
	})
	await fc.assert(
		fc.asyncProperty(
			fc.array(step, { maxLength: 8 }),
			fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 5 }),
			async (steps, asked) => {
				const matter = await plain()
				const owners = [{ agency: oldTown, from: opened.getTime() }]
				for (const { to, at } of steps) {
					const now = new Date(opened.getTime() + at)
					const moved = await write((tx) =>
						moveOwner({ tx, now }, { matter, to: agencies[to] ?? oldTown, why: 'placed' }),
					)
					expect(moved.at.getTime()).toBeGreaterThan(owners.at(-1)?.from ?? 0)
					expect(moved.from).toBe(owners.at(-1)?.agency)
					owners.push({ agency: moved.to, from: moved.at.getTime() })
				}
				const moments = [
					...asked.map((ms) => opened.getTime() + ms),
					...owners.flatMap((one) => [one.from, one.from - 1]),
				]
				for (const moment of moments)
					expect(await write((tx) => ownerAt(tx, matter, new Date(moment)))).toBe(
						owners.findLast((one) => one.from <= moment)?.agency ?? null,
					)
			},
		),
		{ numRuns: 40, seed: 42 },
	)
}, 120_000)

test('K42 the database holds it: no gap, no overlap, no rewriting, no owner without its row, whoever writes', async () => {
	const matter = await plain()
	const now = new Date('2026-11-24T09:00:00.000Z')
	await write((tx) => moveOwner({ tx, now }, { matter, to: quayside, why: 'placed' }))
	const at = (text: string) => sql`${text}::timestamptz`
	const row = (n: number, from: string, until: string | null, follows: string) =>
		sql`insert into command.ownership (matter_id, n, agency_id, from_at, until_at, follows, why)
			values (${matter}, ${n}, ${oldTown}, ${at(from)}, ${until === null ? sql`null` : at(until)}, ${at(follows)}, 'placed')`
	const hurts = [
		// An overlap, a second open row, a row that follows on nothing, a gap said and a gap hidden.
		row(3, '2026-11-24T08:30:00Z', '2026-11-24T08:40:00Z', '2026-11-24T08:30:00Z'),
		row(3, '2026-11-24T10:00:00Z', null, '2026-11-24T10:00:00Z'),
		row(3, '2026-11-24T07:00:00Z', '2026-11-24T07:30:00Z', '2026-11-24T07:00:00Z'),
		row(3, '2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z', '2026-11-24T09:00:00Z'),
		sql`update command.ownership set agency_id = ${oldTown} where matter_id = ${matter}`,
		sql`update command.ownership set until_at = now() where matter_id = ${matter} and n = 1`,
		// Ended without another.
		sql`update command.ownership set until_at = ${at('2026-11-24T12:00:00Z')} where matter_id = ${matter} and until_at is null`,
		sql`update matters.matter set agency_id = ${oldTown} where id = ${matter}`,
	]
	for (const [n, hurt] of hurts.entries())
		for (const role of ['seawall_app', 'owner'] as const)
			await expect(
				stage.store.transact(role, (tx) => hurt.execute(tx)),
				`${n} as ${role}`,
			).rejects.toThrow()
	await expect(
		stage.store.transact('owner', (tx) => sql`delete from command.ownership where matter_id = ${matter}`.execute(tx)),
	).rejects.toThrow(/never rewritten/)
	const never = await plain()
	await expect(
		write((tx) => sql`update matters.matter set agency_id = ${quayside} where id = ${never}`.execute(tx)),
	).rejects.toThrow(/only together/)
})

test('K42, D42 an incident set at another place belongs to the station it lies in, and its ownership says so', async () => {
	const { incident, version } = await stage.incident()
	const moved = await placed(incident, version)
	expect(moved.agency).toBe(northgate)
	expect(await write((tx) => ownerAt(tx, incident, new Date()))).toBe(northgate)
	// Handed over, a new place does not take it back.
	const north = await stage.as('du-chengbei')
	const offer = await stage.act(offerHandOver, north, { matter: incident, to: quayside, reason: 'Yours.' })
	await stage.act(acceptHandOver, quay, { handOver: offer.handOver, version: 1 })
	const again = await placed(incident, moved.version + 1)
	expect(again.agency).toBe(quayside)
})

async function placed(incident: string, version: number) {
	const input = { incident, version, place: stage.place('xigang-northgate') }
	return z
		.object({ agency: z.string(), version: z.number() })
		.parse(await stage.ask('dispatch.incident.place', stage.desk, input))
}

test('K45 the lowest agency above two is the one a walk up the tree finds', async () => {
	const parents = new Map(demoAgencies.map((one) => [one.code, one.parent]))
	const whole = new Set(demoAgencies.filter((one) => one.branch === null).map((one) => one.code))
	const up = (code: string): string[] => {
		const parent = parents.get(code) ?? null
		return parent === null ? [] : [parent, ...up(parent)]
	}
	for (const one of demoAgencies)
		for (const other of demoAgencies) {
			if (one === other) continue
			const above = up(one.code).find((code) => whole.has(code) && up(other.code).includes(code))
			const root = [one.code, ...up(one.code)].find(
				(code) => whole.has(code) && [other.code, ...up(other.code)].includes(code),
			)
			const found = await write((tx) => lowestAbove(tx, demoId('agency', one.code), demoId('agency', other.code)))
			expect(found, `${one.code} and ${other.code}`).toBe(demoId('agency', above ?? root ?? ''))
		}
}, 60_000)

async function offered(): Promise<{ incident: string; handOver: string }> {
	const { incident } = await stage.incident()
	const { handOver } = await stage.act(offerHandOver, chief, { matter: incident, to: quayside, reason: 'Yours.' })
	return { incident, handOver }
}

/** What stands after anything: one owner, and matter, record and hand-over tell the same. */
async function told(incident: string, handOver: string) {
	const { rows } = await sql<{ matter: string; record: string; owner: string; state: string; owners: number }>`
		select m.agency_id as matter, i.agency_id as record, command.owner_at(m.id, now() + interval '1 minute') as owner, h.state,
			(select count(*)::int from command.ownership o where o.matter_id = m.id and o.until_at is null) as owners
		from matters.matter m join dispatch.incident i on i.id = m.id join command.hand_over h on h.id = ${handOver}
		where m.id = ${incident}`.execute(stage.store.db)
	return rows[0]
}

test('K49 two who accept, and one who accepts while the other side takes it back: one of them did, and there is one owner', async () => {
	for (const rival of ['accept', 'withdraw', 'refuse'] as const) {
		const { incident, handOver } = await offered()
		const input = { handOver, version: 1 }
		const other = {
			accept: () => stage.act(acceptHandOver, quay, input),
			withdraw: () => stage.act(withdrawHandOver, chief, input),
			refuse: () => stage.act(refuseHandOver, quay, { ...input, reason: 'No.' }),
		}[rival]
		const both = await Promise.allSettled([stage.act(acceptHandOver, quay, input), other()])
		expect(
			both.filter((one) => one.status === 'fulfilled'),
			rival,
		).toHaveLength(1)
		const after = await told(incident, handOver)
		const passed = after?.state === 'accepted'
		expect(after?.owner).toBe(passed ? quayside : oldTown)
		expect([after?.matter, after?.record]).toEqual([after?.owner, after?.owner])
	}
})

test('K49 killed at any statement in between, the matter has the owner it had, and the next try passes it whole', async () => {
	const { incident, handOver } = await offered()
	const before = await told(incident, handOver)
	let died = 0
	// The first statement asks for the key alone.
	for (let at = 2; ; at += 1) {
		const dying = dyingAfter(at)
		const done = await stage
			.act(acceptHandOver, quay, { handOver, version: 1 }, dying.spine)
			.catch((error: unknown) => error)
		if (!dying.died()) {
			expect(done).toMatchObject({ state: 'accepted' })
			break
		}
		died += 1
		expect(await told(incident, handOver)).toEqual(before)
	}
	expect(died).toBeGreaterThan(8)
	expect(await told(incident, handOver)).toEqual({
		matter: quayside,
		record: quayside,
		owner: quayside,
		state: 'accepted',
		owners: 1,
	})
}, 60_000)

/** A spine whose connection breaks at the statement numbered `at`: as if the server was killed there. */
function dyingAfter(at: number): { spine: Spine; died: () => boolean } {
	let sent = 0
	let dead = false
	const { store } = stage
	const spine: Spine = {
		...stage.spine,
		store: {
			...store,
			lease: (role, inside) =>
				store.lease(role, ({ wire }) => {
					const breaking: Wire = {
						send: (text, parameters) => {
							sent += 1
							if (sent === at) dead = true
							return dead ? Promise.reject(new Error('killed')) : wire.send(text, parameters)
						},
						script: (text) => (dead && text === 'commit' ? Promise.reject(new Error('killed')) : wire.script(text)),
						copyOut: (text, hear) => wire.copyOut(text, hear),
					}
					return inside({ wire: breaking, tx: boundTo(breaking) })
				}),
		},
	}
	return { spine, died: () => dead }
}

type Line = { n: number; agency: string; hash: string; name: string; fact: Record<string, unknown> }

async function linesOf(matter: string): Promise<Line[]> {
	const { rows } = await sql<{ n: number; agency: string; hash: string; what: string }>`
		select e.n, e.agency, encode(e.leaf_hash, 'hex') as hash, o.value as what from ledger.entry e
		join ledger.opening o on o.leaf_hash = e.leaf_hash and o.name = 'what' where e.matter = ${matter} order by e.n`.execute(
		stage.store.db,
	)
	return rows.map(({ what, ...row }) => ({ ...row, n: Number(row.n), ...JSON.parse(what) }))
}

test("K43, K47 the ledger alone says who owned it when, and both sides' entries name each other", async () => {
	const { incident, handOver } = await offered()
	await sequence(stage.store, stage.signer)
	await stage.act(acceptHandOver, quay, { handOver, version: 1 })
	await sequence(stage.store, stage.signer)
	const accepted = (await linesOf(incident)).find((one) => one.name === acceptHandOver.name)
	await hear(accepted?.n ?? -1, handOver, 'accepted')
	await sequence(stage.store, stage.signer)

	const lines = await linesOf(incident)
	const [offer, accept, note] = ['offer', 'accept', 'note'].map((verb) =>
		lines.find((one) => one.name === `command.hand-over.${verb}`),
	)
	// Each stands under its own side and names the other: the agency and the other's line by its hash.
	expect(offer).toMatchObject({ agency: oldTown, fact: { from: oldTown, to: quayside, handOver } })
	expect(accept).toMatchObject({ agency: quayside, fact: { from: oldTown, to: quayside, offer: offer?.hash } })
	expect(note).toMatchObject({ agency: oldTown, fact: { to: quayside, passed: accept?.hash, entry: accept?.n } })
	const shown = await stage.look(showHandOver, quay, { handOver })
	expect(shown.entries.map((one) => one.name)).toEqual([offer?.name, accept?.name, note?.name])

	// The owner at any second out of the lines alone, and out of the rows.
	const moves = lines.filter((one) => typeof one.fact['at'] === 'string' && typeof one.fact['to'] === 'string')
	const { rows } = await sql<{ opened_at: Date }>`select opened_at from matters.matter where id = ${incident}`.execute(
		stage.store.db,
	)
	const start = rows[0]?.opened_at.getTime() ?? 0
	for (let ms = start - 1_000; ms < Date.now() + 2_000; ms += 250) {
		const last = moves.findLast((one) => Date.parse(String(one.fact['at'])) <= ms)
		const byLedger = ms < start ? null : (last?.fact['to'] ?? oldTown)
		expect(await write((tx) => ownerAt(tx, incident, new Date(ms)))).toBe(byLedger)
	}
})

/** The worker that writes the offerer's own line, as the jobs run it. */
async function hear(n: number, handOver: string, state: string): Promise<void> {
	for (const worker of handOverWorkers)
		if (worker.topics.includes('command.hand-over.changed'))
			await worker.run(
				{ n, k: 0, topic: 'command.hand-over.changed', resource: { type: 'HandOver', id: handOver }, body: { state } },
				{
					key: `hear-${newId()}`,
					once: () => Promise.resolve(true),
					read: () => Promise.reject(new Error('reads nothing')),
					perform: async (name, input) => {
						const performer = stage.spine.acts.get(name)
						if (performer === undefined) throw new Error(name)
						return stage.act(performer.declaration, system, input)
					},
				},
			)
}

test('K47 an entry that did not move the owner is not named as if it had', async () => {
	const { handOver } = await offered()
	await sequence(stage.store, stage.signer)
	const no = await refusalOf(hear(1, handOver, 'accepted'))
	expect([no.code, no.rule]).toEqual(['wrong_state', 'K47'])
})
