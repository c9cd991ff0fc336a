import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'

/** D213. Posts that may stand watch, as the powers name them (D220). */
const kinds = ['dispatcher', 'shift_leader']

export type Successor = {
	readonly post: string
	readonly person: string
	readonly kind: string
	readonly en: string
	readonly zh: string
}

const from = (agency: string, now: Date) => sql`from identity.post o join identity.agency a on a.id = o.agency_id
	join identity.person p on p.id = o.person_id
	where a.bureau_id = ${agency} and o.kind in (${sql.join(kinds)}) and o.from_at <= ${now}
		and (o.until_at is null or o.until_at > ${now}) and p.left_at is null`

/** By name, as a list to choose from is read; nothing of what anyone holds or did stands beside. */
export async function successorsAt(tx: Tx, agency: string, now: Date): Promise<readonly Successor[]> {
	const { rows } =
		await sql<Successor>`select o.id as post, o.person_id as person, o.kind, p.name_en as en, p.name_zh as zh
		${from(agency, now)}`.execute(tx)
	return rows.toSorted((a, b) => a.en.localeCompare(b.en))
}

/** The holder of a post that may stand watch at the desk now; null when it is none. */
export async function findSuccessor(
	tx: Tx,
	agency: string,
	post: string,
	now: Date,
): Promise<{ readonly post: string; readonly person: string } | null> {
	const { rows } = await sql<{ post: string; person: string }>`select o.id as post, o.person_id as person
		${from(agency, now)} and o.id = ${post}`.execute(tx)
	return rows[0] ?? null
}

export function mustBeOffered(relief: { readonly ended: string | null }): void {
	if (relief.ended === null) return
	throw new Refusal(
		'already',
		relief.ended === 'withdrawn'
			? { en: 'This relief was taken back.', zh: '这次交接已撤回。' }
			: { en: 'This relief was countersigned before.', zh: '这次交接已经签字。' },
		{ rule: 'D213' },
	)
}
