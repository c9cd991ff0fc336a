import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { isUuid, whereOf } from '#kernel/powers/filter.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { resourceOf } from '#kernel/record.ts'
import { notFound } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import { briefBook, type BriefKind, briefResource, briefSection, type BriefSectionShape } from '../contract/brief.ts'

/** A briefing as it stands in its row. */
export type BriefOf = {
	readonly id: string
	readonly agency_id: string
	readonly agency_en: string
	readonly agency_zh: string
	readonly kind: BriefKind
	readonly from_at: Date
	readonly until_at: Date
	readonly next_at: Date
	readonly size: number
	readonly body: string
	readonly sha256: string
	readonly made_at: Date
	readonly made_by: string
	readonly made_post: string
	readonly acknowledged_at: Date | null
	readonly acknowledged_post: string | null
	readonly version: number
}

export const briefColumns = sql`b.id, b.agency_id, a.name_en as agency_en, a.name_zh as agency_zh, b.kind, b.from_at, b.until_at,
	b.next_at, b.size::int as size, b.body, b.sha256, b.made_at, b.made_by, b.made_post, b.acknowledged_at, b.acknowledged_post, b.version`

/** @throws Refusal `not_found` */
export async function needBrief(tx: Tx, id: string, lock: 'lock' | 'read'): Promise<BriefOf> {
	const { rows } =
		await sql<BriefOf>`select ${briefColumns} from command.brief b join identity.agency a on a.id = b.agency_id
		where b.id = ${id} ${lock === 'lock' ? sql`for update of b` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`brief ${id}`)
	return row
}

export function briefSubject(row: Pick<BriefOf, 'id' | 'agency_id' | 'made_by'>): Subject {
	return { resource: briefResource, id: row.id, attributes: { agency: row.agency_id, maker: row.made_by } }
}

export function briefBookSubject(agency: string): Subject {
	return { resource: briefBook, id: agency, attributes: { agency } }
}

/** What a list and a page show alike of a briefing. */
export function briefHead(row: BriefOf) {
	return {
		id: row.id,
		kind: row.kind,
		agency: { id: row.agency_id, en: row.agency_en, zh: row.agency_zh },
		from: row.from_at.toISOString(),
		until: row.until_at.toISOString(),
		next: row.next_at.toISOString(),
		madeAt: row.made_at.toISOString(),
		madePost: row.made_post,
		acknowledged:
			row.acknowledged_at === null
				? null
				: { at: row.acknowledged_at.toISOString(), post: row.acknowledged_post ?? '' },
		version: row.version,
	}
}

export const sectionsIn = (row: Pick<BriefOf, 'body'>): readonly BriefSectionShape[] =>
	z.array(briefSection).parse(JSON.parse(row.body))

/** K73. The sections without the lines whose rows this person may not see: of those nothing is told, nor counted. */
export async function visibleIn(
	tx: Tx,
	who: Who,
	now: Date,
	sections: readonly BriefSectionShape[],
): Promise<BriefSectionShape[]> {
	const seen = await seenIds(tx, who, now, sections)
	return sections.map((section) => {
		const lines = section.lines.filter(({ opens }) => opens === null || seen.has(`${opens.type} ${opens.id}`))
		return { ...section, lines, total: section.total - (section.lines.length - lines.length) }
	})
}

async function seenIds(
	tx: Tx,
	who: Who,
	now: Date,
	sections: readonly BriefSectionShape[],
): Promise<ReadonlySet<string>> {
	const byType = new Map<string, Set<string>>()
	for (const { opens } of sections.flatMap((section) => section.lines)) {
		if (opens === null || !isUuid(opens.id)) continue
		byType.set(opens.type, (byType.get(opens.type) ?? new Set()).add(opens.id))
	}
	const seen = new Set<string>()
	for (const [type, ids] of byType) {
		const resource = resourceOf(type)
		if (resource?.table == null) continue
		const filter = powersInUse().filter(who, resource.see, resource, {
			now: Math.floor(now.getTime() / 1000),
			purpose: false,
		})
		const key = sql.ref(`t.${resource.id}`)
		const { rows } = await sql<{ id: string }>`select ${key}::text as id from ${sql.table(resource.table)} t
			where ${key} = any(${[...ids]}::uuid[]) and ${whereOf(filter, 't')}`.execute(tx)
		for (const row of rows) seen.add(`${type} ${row.id}`)
	}
	return seen
}
