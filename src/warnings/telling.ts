import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { mustSee } from '#kernel/powers/powers.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Slice } from '#kernel/slice.ts'
import type { Tells } from '#kernel/telling.ts'
import type { Who } from '#kernel/who.ts'

/** What every slice says of its matters, by kind. The machine has one set of slices. */
const byKind = new Map<string, Tells>()

/** Learns from all slices of which matters the public may be told. Called once at start; repeatable. */
export function equipWarnings(slices: readonly Pick<Slice, 'tells'>[]): void {
	byKind.clear()
	for (const slice of slices)
		for (const [kind, tells] of Object.entries(slice.tells ?? {})) {
			if (byKind.has(kind)) throw new Error(`two slices tell of matters of kind ${kind}`)
			byKind.set(kind, tells)
		}
}

async function toldOf(tx: Tx, matter: string) {
	const { rows } = await sql<{ kind: string }>`select kind from matters.matter where id = ${matter}`.execute(tx)
	const tells = rows[0] === undefined ? undefined : byKind.get(rows[0].kind)
	return (await tells?.(tx, matter)) ?? null
}

/** V5. @throws Refusal `not_found` for a matter that is not there for this person, `not_permitted` for a protected one */
export async function mustBeTold(tx: Tx, matter: string, who: Who, now: Date): Promise<void> {
	const told = await toldOf(tx, matter)
	if (told === null) throw notFound(`no slice tells of ${matter}`)
	mustSee(powersInUse(), who, told.subject, { now: Math.floor(now.getTime() / 1000), purpose: false })
	if (told.protected) throw isProtected()
}

/** V5. The same when it is issued: it may have become protected since. Who issues need not see the matter itself. */
export async function mustBeOpen(tx: Tx, matter: string): Promise<void> {
	const told = await toldOf(tx, matter)
	if (told === null || told.protected) throw isProtected()
}

function isProtected(): Refusal {
	return new Refusal(
		'not_permitted',
		{ en: 'No warning comes from a protected matter.', zh: '受保护事项不得用于发布预警。' },
		{ rule: 'V5', field: 'about' },
	)
}
