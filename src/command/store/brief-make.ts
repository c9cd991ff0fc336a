import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { type BriefAsked, type BriefLine, type BriefSource, briefSources } from '#kernel/record.ts'
import type { Who } from '#kernel/who.ts'
import type { BriefLineShape, BriefSectionShape } from '../contract/brief.ts'
import { rowsOfPage, shareOut } from '../rules/brief-page.ts'

/** What a briefing tells of, and for whom. */
export type BriefWindow = {
	readonly agency: string
	readonly from: Date
	readonly until: Date
	readonly next: Date
	/** Entries the ledger had. */
	readonly size: number
}

/**
 * K70, K72, K75. Asks every source, shares the page out, and finds the entry behind each line. The same window asked again
 * gives the same sections. At most a few statements for each source.
 */
export async function sectionsOf(tx: Tx, who: Who, window: BriefWindow): Promise<readonly BriefSectionShape[]> {
	const { rows } = await sql<{ id: string }>`select descendant::text as id from identity.agency_closure
		where ancestor = ${window.agency}`.execute(tx)
	const asked: BriefAsked = {
		tx,
		who,
		agencies: rows.map((row) => row.id),
		from: window.from,
		until: window.until,
		next: window.next,
		limit: rowsOfPage,
	}
	const told: { source: BriefSource; total: number; lines: readonly BriefLine[] }[] = []
	for (const about of ['waits', 'changed'] as const)
		for (const source of briefSources().filter((one) => one.about === about))
			told.push({ source, ...(await source.lines(asked)) })
	const given = shareOut(told.map((one) => one.total))
	const kept = told.map((one, n) => ({ ...one, lines: one.lines.slice(0, given[n]) }))
	const entries = await entriesBehind(
		tx,
		kept.flatMap((one) => one.lines),
		window,
	)
	return kept.map(({ source, total, lines }) => ({
		key: source.key,
		about: source.about,
		...source.words,
		total,
		lines: lines.map((line) => shapeOf(line, entries.get(line) ?? null)),
	}))
}

function shapeOf(line: BriefLine, entry: number | null): BriefLineShape {
	const { en, zh, at, due, opens } = line
	return { en, zh, at: at.toISOString(), due: due?.toISOString() ?? null, opens, entry }
}

/** The entry made at the line's own moment, else the newest one about its matter up to then: numbers below `size`. */
async function entriesBehind(
	tx: Tx,
	lines: readonly BriefLine[],
	{ size, until }: BriefWindow,
): Promise<ReadonlyMap<BriefLine, number>> {
	const found = new Map<BriefLine, number>()
	const asked = lines.filter((line) => line.matter !== null)
	if (asked.length === 0) return found
	const { rows } = await sql<{ k: number; n: number | null }>`
		select x.k::int as k, coalesce(
			(select min(e.n) from ledger.entry e where e.matter = x.matter and e.at = x.at and e.n < ${size}),
			(select max(e.n) from ledger.entry e where e.matter = x.matter and e.at <= ${until} and e.n < ${size}))::int as n
		from unnest(${asked.map((line) => line.matter)}::uuid[], ${asked.map((line) => line.at.toISOString())}::timestamptz[])
			with ordinality as x (matter, at, k)`.execute(tx)
	for (const { k, n } of rows) {
		const line = asked[k - 1]
		if (line !== undefined && n !== null) found.set(line, n)
	}
	return found
}

/** Entries the ledger has numbered. */
export async function ledgerSize(tx: Tx): Promise<number> {
	const { rows } = await sql<{ size: number }>`select coalesce(max(size), 0)::int as size from ledger.head`.execute(tx)
	return rows[0]?.size ?? 0
}
