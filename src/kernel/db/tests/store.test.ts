import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { inTx, testStore } from '#tests/database.ts'

it('S1 a transaction runs under the application role, which may not change what is in the outbox', async () => {
	await inTx(async (tx) => {
		const { rows } = await sql<{ who: string }>`select current_user::text as who`.execute(tx)
		expect(rows[0]?.who).toMatch(/^seawall_app/)
		await expect(sql`update kernel.outbox set topic = 'x'`.execute(tx)).rejects.toThrow(/permission denied/)
	})
})

it('S11 the outer database used inside a transaction is refused at once instead of hanging', async () => {
	const store = await testStore()
	await expect(
		store.transact('seawall_app', async () => {
			await sql`select 1`.execute(store.db)
		}),
	).rejects.toThrow(/inside a transaction/)
	await expect(sql`select 1 as one`.execute(store.db)).resolves.toMatchObject({ rows: [{ one: 1 }] })
})

it('S2 what a failing transaction wrote is gone', async () => {
	const store = await testStore()
	await expect(
		store.transact('seawall_app', async (tx) => {
			await sql`insert into kernel.outbox (pending_id, k, topic, body) values (-1, 0, 't', '{}')`.execute(tx)
			throw new Error('stop')
		}),
	).rejects.toThrow('stop')
	const { rows } = await sql`select from kernel.outbox where pending_id = -1`.execute(store.db)
	expect(rows).toHaveLength(0)
})

it('S13 both engines give numbers, dates and bytes alike', async () => {
	await inTx(async (tx) => {
		const { rows } = await sql<{ n: unknown; at: unknown; b: Uint8Array; j: unknown; a: unknown }>`
			select 9007199254740991::bigint as n, '2026-11-24T00:00:00Z'::timestamptz as at, '\\x00ff'::bytea as b,
				'{"a":1}'::jsonb as j, ${['x', 'y']}::text[] as a`.execute(tx)
		expect(rows[0]?.n).toBe(9007199254740991)
		expect(rows[0]?.at).toEqual(new Date('2026-11-24T00:00:00Z'))
		expect([...(rows[0]?.b ?? [])]).toEqual([0, 255])
		expect(rows[0]?.j).toEqual({ a: 1 })
		expect(rows[0]?.a).toEqual(['x', 'y'])
	})
})
