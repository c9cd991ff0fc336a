import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { loadPowers } from '#kernel/powers/powers.ts'
import { eventsAfter } from '#kernel/spine/events.ts'
import { makeSpine } from '#kernel/spine/spine.ts'
import { sendTail } from '#kernel/spine/tail.ts'
import { nobody } from '#kernel/who.ts'
import { openFresh } from '#tests/database.ts'
import { sequence } from '../sequencer.ts'
import { newSignerKey, readSigner } from '../signer.ts'
import { facts } from './facts.ts'

/** The embedded database has one connection: no transaction can commit after a later one there. */
const reason = process.env['SEAWALL_TEST_DATABASE_URL'] === undefined ? 'needs two connections: PostgreSQL' : null

let store: Store
beforeAll(async () => {
	store = await openFresh()
})
afterAll(() => store.close())

test.skipIf(reason !== null)(
	'L1 S7 J1 a line that commits late is numbered later; stream and jobs, already past the other, still hear it',
	async () => {
		const signer = readSigner(newSignerKey('ledger.xigang.example'))
		const spine = makeSpine({ store, powers: loadPowers([]), slices: [] })
		const memory = { edge: null }
		const entered = (name: string, before: () => Promise<unknown>) =>
			store.lease('seawall_app', async ({ wire }) => {
				await wire.script(store.begin('seawall_app'))
				await sendTail(wire, facts({ name }), [{ topic: 'trial.late.heard', resource: null, body: { name } }], null)
					.done
				await before()
				await wire.script('commit')
			})
		const stream = async (cursor: Parameters<typeof eventsAfter>[3]) => eventsAfter(spine, new Map(), nobody, cursor)
		let seen = await stream({ n: -1, k: 0 })
		const written = Promise.withResolvers<void>()
		const mayCommit = Promise.withResolvers<void>()
		const late = entered('trial.thing.a', () => {
			written.resolve()
			return mayCommit.promise
		})
		await Promise.race([written.promise, late])
		try {
			// A has its handle and is not committed. B comes later, commits first, is numbered and heard.
			await entered('trial.thing.b', () => Promise.resolve())
			expect(await sequence(store, signer, memory)).toBe(1)
			seen = await stream(seen.cursor)
			expect(seen.events.map((one) => JSON.parse(one.body))).toEqual([{ name: 'trial.thing.b' }])
			expect(await jobsMessages(store)).toEqual([{ n: 0, name: 'trial.thing.b' }])
			await sql`update jobs.cursor set n = 0, k = 32767 where name = 'outbox'`.execute(store.db)
		} finally {
			mayCommit.resolve()
		}
		await late
		expect(await sequence(store, signer, memory)).toBe(1)
		const { rows } = await sql<{
			n: number
			pending_id: number
		}>`select n, pending_id from ledger.entry order by n`.execute(store.db)
		expect(rows.map((row) => row.n)).toEqual([0, 1])
		expect(rows[1]?.pending_id).toBeLessThan(rows[0]?.pending_id ?? 0)
		seen = await stream(seen.cursor)
		expect(seen.events.map((one) => JSON.parse(one.body))).toEqual([{ name: 'trial.thing.a' }])
		expect(await jobsMessages(store)).toEqual([{ n: 1, name: 'trial.thing.a' }])
	},
)

/** What the jobs' cursor has before it, by the same condition as the feed of the queue. */
async function jobsMessages(from: Store): Promise<readonly { n: number; name: string }[]> {
	const { rows } = await sql<{ n: number; body: string }>`select e.n, o.body from jobs.cursor c, ledger.entry e
		join kernel.outbox o on o.pending_id = e.pending_id
		where c.name = 'outbox' and (e.n, o.k::int) > (c.n, c.k::int) order by e.n`.execute(from.db)
	return rows.map((row) => ({ n: row.n, name: String(JSON.parse(row.body).name) }))
}
