import { sql } from 'kysely'
import type { Store } from '../db/store.ts'

const keysKept = '48 hours'
const looksKept = '24 hours'

/**
 * Forgets what the spine keeps only for a while: answers kept for retries (48 hours; they may hold what a person was shown)
 * and the digests that make one look of many (a day). The ledger is not touched.
 */
export async function forgetOld(store: Store, now: Date): Promise<void> {
	await store.transact('seawall_app', async (tx) => {
		await sql`delete from kernel.act_key where at < ${now}::timestamptz - ${keysKept}::interval`.execute(tx)
		await sql`delete from kernel.look where hour < ${now}::timestamptz - ${looksKept}::interval`.execute(tx)
	})
}
