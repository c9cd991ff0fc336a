import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { seedDemo } from '../../../demo/seed.ts'
import { demoId } from '../../../demo/ids.ts'
import { openFresh } from '#tests/database.ts'
import { seedFundsDemo } from '#funds'

let store: Store
beforeAll(async () => {
	store = await openFresh()
}, 120_000)
afterAll(() => store?.close())

test('F130 the demo has its banks once, each with a way of orders', async () => {
	const now = new Date()
	const seed = () => store.transact('owner', (tx) => seedFundsDemo(tx, now, demoId('agency', 'xigang')))
	await store.transact('owner', (tx) => seedDemo(tx, now))
	expect([await seed(), await seed()]).toEqual([true, false])
	const { rows } = await sql<{ way: string; columns: string[] }>`
		select order_way as way, columns from funds.bank where demo`.execute(store.db)
	expect(new Set(rows.map(({ way }) => way))).toEqual(new Set(['sheet', 'csv', 'camt056']))
	expect(rows.every(({ way, columns }) => way !== 'csv' || columns.includes('account'))).toBe(true)
})
