import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { standingOf } from '#kernel/identity/api.ts'
import type { Who } from '#kernel/who.ts'
import type { SignatureShape } from '../contract/drawings.ts'

export type Holder = { readonly who: Who; readonly en: string; readonly zh: string }

/** Those who hold a post that signs, at the bureaus at and above a scope, their branches with them. */
export async function holdersAt(tx: Tx, scope: string, now: Date): Promise<readonly Holder[]> {
	const { rows } = await sql<{ post: string; en: string; zh: string }>`
		select h.id as post, a.name_en as en, a.name_zh as zh from identity.post h join identity.agency a on a.id = h.agency_id
		where h.kind in ('legal_reviewer', 'integrity_inspector', 'commander', 'station_chief')
			and a.bureau_id in (select ancestor from identity.agency_closure where descendant = ${scope}::uuid)
			and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
		order by a.code, h.kind, h.id limit 200`.execute(tx)
	const found: Holder[] = []
	for (const { post, en, zh } of rows) {
		const who = await standingOf(tx, post, now)
		if (who !== null) found.push({ who, en, zh })
	}
	return found
}

/** Posts by agency whose holders may, with how many of them. */
export async function couldOf(
	holders: readonly Holder[],
	may: (who: Who) => Promise<boolean>,
): Promise<SignatureShape['could']> {
	const found = new Map<string, SignatureShape['could'][number]>()
	for (const { who, en, zh } of holders) {
		if (!(await may(who))) continue
		const key = `${who.postKind} ${who.agency}`
		const before = found.get(key)
		found.set(key, { post: who.postKind, agency: who.agency, en, zh, holders: (before?.holders ?? 0) + 1 })
	}
	return [...found.values()]
}
