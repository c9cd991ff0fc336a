import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { OutwardKind } from '../contract.ts'
import type { Write } from './write.ts'

/**
 * D193. The one way out to a caller. A message waits to be carried out only where the caller said that it is safe; else it is
 * withheld and stands in their thread alone, which nobody reads without the code. The database holds the same, whoever writes.
 * D253: in a drill all are withheld.
 */
export function tellCaller(to: { readonly call: string }, kind: OutwardKind, now: Date): Write {
	return told(sql`c.id = ${to.call}`, kind, now)
}

/** The same to whoever called first about an incident. */
export function tellFirstCaller(incident: string, kind: OutwardKind, now: Date): Write {
	return told(
		sql`c.id = (select f.id from dispatch.call f where f.incident_id = ${incident} order by f.rang_at, f.id limit 1)`,
		kind,
		now,
	)
}

function told(which: RawBuilder<unknown>, kind: OutwardKind, now: Date): Write {
	return sql`insert into dispatch.outward (id, call_id, kind, at, state)
		select ${newId(now.getTime())}::uuid, c.id, ${kind}::text, ${now}::timestamptz,
			case when c.safe_to_call and coalesce(c.call_back_number, c.caller_number) is not null
				and identity.drill_of(c.agency_id) is null then 'waiting' else 'withheld' end
		from dispatch.call c where ${which} and not c.generated`
}

/** D193. A call back is a way out too. @throws Refusal `not_permitted` when the caller said that it is not safe */
export async function mustBeSafe(tx: Tx, call: string): Promise<void> {
	// D284. Of a caller who must not be heard, unsaid is no.
	const { rows } = await sql<{ safe: boolean }>`
		select coalesce(safe_to_call, unspoken is null) as safe from dispatch.call where id = ${call}`.execute(tx)
	if (rows[0]?.safe !== false) return
	throw new Refusal(
		'not_permitted',
		{
			en: 'The caller said it is not safe to call back. Send somebody, or wait for them.',
			zh: '报警人表示不便回电。请派人前往，或等候其联系。',
		},
		{ rule: 'D193' },
	)
}
