import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import {
	type Differing,
	findRecorded,
	readTableOrModel,
	type RecordedCase,
	replay,
	type RuleTable,
	TableFault,
} from '#kernel/tables/api.ts'
import type { Who } from '#kernel/who.ts'
import type { replayDraft } from '../contract/drawings.ts'
import { jsonOf } from './check-table.ts'
import { currentAt, needText } from './editions.ts'
import { mayName } from './seen.ts'
import { type DraftRow, needDraft } from './store.ts'

type Replayed = z.output<typeof replayDraft.output>
type Shown = Replayed['differing'][number]

/** Cases a page, cases counted, and those of a page that are shown. */
const page = 2_000
const most = 100_000
const shown = 200
const year = 366 * 24 * 3_600_000

/** A page is left when it takes longer than this; the rest is the next page. */
const longest = 3_000

/** M88. One page of last year's cases put to the table in force and to the draft. */
export async function replayPage(
	tx: Tx,
	draft: DraftRow,
	after: string | null,
	viewer: Who,
	now: Date,
): Promise<Replayed> {
	const nothing: Replayed = { source: 'none', of: 0, done: 0, next: null, differs: 0, differing: [] }
	const source = draft.what === 'table' ? findRecorded(draft.name) : null
	if (source === null) return nothing
	const pair = await tablesOf(tx, draft, now)
	if (pair === null) return { ...nothing, source: 'shape' }
	if (after !== null && !isKey(after)) throw badKey()
	const from = new Date(now.getTime() - year)
	const cases = await source.read(tx, from, after, page)
	const { differing, taken } = compared(pair, cases)
	const last = cases[taken - 1]?.key ?? after
	const { of, done } = await source.count(tx, from, most, last)
	return {
		source: 'recorded',
		of,
		done,
		next: taken === cases.length && cases.length < page ? null : last,
		differs: differing.length,
		differing: await shownOf(tx, differing.slice(0, shown), viewer, now),
	}
}

const isKey = (text: string) => /^[0-9a-f-]{36}$/.test(text)

function badKey(): Refusal {
	const words = { en: 'This is no place in the replay.', zh: '不是有效的续算位置。' }
	return new Refusal('invalid', words, { rule: 'M88', field: 'after' })
}

type Pair = { readonly was: RuleTable; readonly is: RuleTable }

/**
 * A drafted table as a slice tries it: what it would replace, and in whose scope. Null when it is no single table, cannot be
 * read, or is under another name. @throws Refusal `not_found`
 */
export async function draftedTable(
	tx: Tx,
	{ id, name }: { readonly id: string; readonly name: string },
	now: Date,
): Promise<(Pair & { readonly scope: string; readonly version: number }) | null> {
	const draft = await needDraft(tx, id)
	const pair = draft.what === 'table' && draft.name === name ? await tablesOf(tx, draft, now) : null
	return pair === null ? null : { ...pair, scope: draft.scope_id, version: draft.version }
}

/** Null when one of them is no single table, or cannot be read. */
async function tablesOf(tx: Tx, { what, name, scope_id: agency, body }: DraftRow, now: Date): Promise<Pair | null> {
	const current = await currentAt(tx, { what, name, agency, now })
	if (current === null) return null
	try {
		const was = readTableOrModel(name, await needText(tx, what, name, current.edition.version))
		const is = readTableOrModel(name, body)
		return 'table' in was && 'table' in is ? { was: was.table, is: is.table } : null
	} catch (error) {
		if (error instanceof TableFault) return null
		throw error
	}
}

type Found = Differing<RecordedCase> & { readonly case: RecordedCase }

function compared(pair: Pair, cases: readonly RecordedCase[]): { differing: Found[]; taken: number } {
	const began = performance.now()
	const differing: Found[] = []
	for (const [n, one] of cases.entries()) {
		for (const found of replay(pair.was, pair.is, [{ key: one, facts: one.facts }]))
			differing.push({ ...found, case: one })
		if (performance.now() - began > longest) return { differing, taken: n + 1 }
	}
	return { differing, taken: cases.length }
}

/** With the matter where the viewer may see it, and whether it is still open. */
async function shownOf(tx: Tx, differing: readonly Found[], viewer: Who, now: Date): Promise<Shown[]> {
	const ids = [...new Set(differing.flatMap((one) => one.case.matter ?? []))]
	const { rows } = await sql<{ matter: string; kind: string; live: boolean }>`
		select m.id as matter, m.kind, m.closed_at is null as live from matters.matter m
		where m.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::uuid)`.execute(tx)
	const named = await mayName(tx, rows, viewer, now)
	const known = new Map(rows.map((row) => [row.matter, row]))
	return differing.map((one) => {
		const found = known.get(one.case.matter ?? '')
		return {
			at: one.case.at.toISOString(),
			matter: found !== undefined && named.has(found.matter) ? found.matter : null,
			live: found?.live === true,
			facts: jsonOf(one.case.facts),
			was: side(one.old, one.why.old),
			is: side(one.new, one.why.new),
		}
	})
}

function side(decision: Differing<unknown>['old'], why: string | null): Shown['was'] {
	return decision === null
		? { output: null, rows: [], why }
		: { output: jsonOf(decision.output), rows: [...decision.rows], why }
}
