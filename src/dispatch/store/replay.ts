import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { needOrganisation } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'

export type ReplayOf = {
	readonly allowed: boolean
	readonly running: boolean
	readonly speed: number
	readonly seed: number
	readonly calls: number
	readonly version: number
}

/** The replay clock of a desk; at rest when it was never started. */
export async function findReplay(tx: Tx, agency: string): Promise<ReplayOf> {
	const allowed = await mayGenerate(tx, agency)
	const { rows } = await sql<{ running: boolean; speed: number; seed: number; calls: number; version: number }>`
		select running, speed, seed, calls, version from dispatch.replay where agency_id = ${agency}`.execute(tx)
	const row = rows[0]
	if (row === undefined) return { allowed, running: false, speed: 1, seed: 1, calls: 0, version: 0 }
	return { allowed, ...row, running: row.running && allowed }
}

/** D35, D251. While the organisation is a demo, and in a drill always. */
async function mayGenerate(tx: Tx, agency: string): Promise<boolean> {
	if ((await needOrganisation(tx)).mode === 'demo') return true
	const { rows } = await sql<{ drill: boolean }>`select identity.drill_of(${agency}) is not null as drill`.execute(tx)
	return rows[0]?.drill === true
}

/** D35. @throws Refusal once a real organisation is set up, at any desk but one of a drill */
export async function mustBeDemo(tx: Tx, agency: string): Promise<void> {
	if (await mayGenerate(tx, agency)) return
	throw new Refusal(
		'not_permitted',
		{
			en: 'A real organisation is set up here. Generated calls cannot be written any more.',
			zh: '这里已是正式单位，不能再写入演示来电。',
		},
		{ rule: 'D35' },
	)
}

/** Sets what is given and leaves the rest. */
export async function setReplay(
	tx: Tx,
	agency: string,
	set: { readonly running?: boolean; readonly speed?: number; readonly seed?: number | undefined },
): Promise<ReplayOf> {
	await sql`insert into dispatch.replay as r (agency_id, running, speed, seed)
		values (${agency}, ${set.running ?? false}, ${set.speed ?? 1}, ${set.seed ?? 1})
		on conflict (agency_id) do update set running = coalesce(${set.running ?? null}::boolean, r.running),
			speed = coalesce(${set.speed ?? null}::float8, r.speed), seed = coalesce(${set.seed ?? null}::integer, r.seed),
			version = r.version + 1`.execute(tx)
	return findReplay(tx, agency)
}
