import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Entry } from '../import/entry.ts'
import { type Known, reconcile, type Told } from '../rules/reconcile.ts'
import type { AccountEntered } from './account.ts'
import { takePayers } from './payment-follow.ts'
import type { StatementOf } from './statement.ts'

/** F179. Lines made into transfers: one that is known is told of once more, one that is not is entered. */

export type LineOf = Entry & {
	readonly id?: number
	readonly n: number
	readonly report: string
	readonly own: AccountEntered
	readonly other: AccountEntered | null
	readonly fingerprint: string
	readonly nth: number
}

const batch = 5_000

export async function linkLines(
	tx: Tx,
	statement: StatementOf,
	lines: readonly LineOf[],
): Promise<{ readonly transfers: number; readonly matched: number; readonly alone: number }> {
	const told = lines.map(toldOf)
	await takePayers(tx, statement.report, told)
	const known = await knownTransfers(tx, statement, told)
	const found = new Map(reconcile(told, known))
	// Both sides of one transfer may stand in one file: the second is reconciled with what the first entered.
	const unmatched = told.filter((line) => !found.has(line.n) && line.from !== null && line.to !== null)
	const { entered, doubled } = pairsWithin(unmatched)
	const ids = await enterTransfers(tx, statement, entered)
	for (const [n, id] of ids) found.set(n, id)
	for (const [n, first] of doubled) {
		const id = ids.get(first)
		if (id !== undefined) found.set(n, id)
	}
	await point(tx, lines, found)
	await sharpen(tx, statement)
	await adoptAlone(tx, statement)
	return {
		transfers: ids.size,
		matched: found.size - ids.size,
		alone: lines.length - found.size,
	}
}

function toldOf(line: LineOf, n: number): Told {
	const other = line.other?.node ?? null
	return {
		n,
		from: line.credit ? other : line.own.node,
		to: line.credit ? line.own.node : other,
		credit: line.credit,
		minor: line.minor,
		currency: line.currency,
		at: line.at,
		dayOnly: line.dayOnly,
		references: [line.uetr, line.endToEnd, line.bankReference].filter((one) => one !== null),
	}
}

/** Of lines nobody knew, which are the two sides of one transfer: a debit and a credit between the same accounts. */
function pairsWithin(lines: readonly Told[]) {
	const debits = lines.filter((line) => !line.credit)
	const credits = lines.filter((line) => line.credit)
	const asKnown: Known[] = debits.map((line) => ({
		id: line.n,
		from: line.from ?? -1,
		to: line.to ?? -1,
		minor: line.minor,
		currency: line.currency,
		at: line.at,
		references: line.references,
		debit: true,
		credit: false,
	}))
	const doubled = reconcile(credits, asKnown)
	return { entered: lines.filter((line) => !doubled.has(line.n)), doubled }
}

type KnownRow = Omit<Known, 'at' | 'references'> & {
	readonly at: Date
	readonly references: readonly (string | null)[]
}

/** Transfers that reports of the same agency told, of the same amounts between the same accounts or under the same reference. */
async function knownTransfers(tx: Tx, statement: StatementOf, told: readonly Told[]): Promise<readonly Known[]> {
	const known = new Map<number, Known>()
	for (let from = 0; from < told.length; from += batch) {
		const part = told.slice(from, from + batch)
		const ends = distinct(part.map((one) => ({ f: one.from, t: one.to, m: one.minor, c: one.currency })))
		const references = distinct(
			part.flatMap((one) => one.references.map((r) => ({ r, m: one.minor, c: one.currency }))),
		)
		const { rows } = await sql<KnownRow>`
			with wanted as (
				select t.id from jsonb_to_recordset(${JSON.stringify(ends)}::text::jsonb) as x (f int, t int, m bigint, c text)
					join funds.transfer t on t.from_node = x.f and t.to_node = x.t and t.amount_minor = x.m and t.currency = x.c
				union
				select t.id from jsonb_to_recordset(${JSON.stringify(references)}::text::jsonb) as x (r text, m bigint, c text)
					join funds.transfer t on t.reference = x.r and t.amount_minor = x.m and t.currency = x.c
				union
				select l.transfer_id from jsonb_to_recordset(${JSON.stringify(references)}::text::jsonb) as x (r text, m bigint, c text)
					join funds.statement_line l on l.end_to_end_id = x.r and l.amount_minor = x.m and l.currency = x.c
				where l.transfer_id is not null
			)
			select t.id::float8 as id, t.from_node as "from", t.to_node as "to", t.amount_minor::float8 as minor, t.currency, t.at,
				array_remove(array[t.reference] || coalesce(s.references, '{}'), null) as "references",
				coalesce(s.debit, false) as debit, coalesce(s.credit, false) as credit
			from wanted w join funds.transfer t on t.id = w.id join funds.report r on r.id = t.matter_id
				left join lateral (select bool_or(not l.credit) as debit, bool_or(l.credit) as credit,
						array_agg(l.uetr::text) || array_agg(l.end_to_end_id) as references
					from funds.statement_line l where l.transfer_id = t.id) s on true
			where r.agency_id = ${statement.agency}`.execute(tx)
		for (const { at, references: said, ...row } of rows)
			known.set(row.id, { ...row, at: at.getTime(), references: said.filter((one) => one !== null) })
	}
	return [...known.values()]
}

/** Each once: alike lines ask for the same transfers. */
function distinct<T extends object>(rows: readonly T[]): readonly T[] {
	return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

/** @returns the transfer entered for each line, by its place */
async function enterTransfers(tx: Tx, statement: StatementOf, lines: readonly Told[]): Promise<Map<number, number>> {
	const ids = new Map<number, number>()
	for (let from = 0; from < lines.length; from += batch) {
		const part = lines.slice(from, from + batch)
		const rows = part.map((line, n) => ({
			n,
			f: line.from,
			t: line.to,
			m: line.minor,
			c: line.currency,
			at: new Date(line.at).toISOString(),
			r: line.references[0] ?? null,
		}))
		const { rows: entered } = await sql<{ id: number }>`
			insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at, reference)
			select ${statement.report}, x.f, x.t, x.m, x.c, x.at, x.r
			from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
				as x (n int, f int, t int, m bigint, c text, at timestamptz, r text)
			order by x.n returning id::float8 as id`.execute(tx)
		// Identity values are handed out in the order of the rows.
		const ordered = entered.map((row) => row.id).toSorted((a, b) => a - b)
		for (const [n, line] of part.entries()) {
			const id = ordered[n]
			if (id !== undefined) ids.set(line.n, id)
		}
	}
	return ids
}

async function point(tx: Tx, lines: readonly LineOf[], found: ReadonlyMap<number, number>): Promise<void> {
	const rows = [...found].map(([n, transfer]) => ({ l: lines[n]?.id, t: transfer }))
	for (let from = 0; from < rows.length; from += batch)
		await sql`update funds.statement_line l set transfer_id = x.t
			from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + batch))}::text::jsonb) as x (l bigint, t bigint)
			where l.id = x.l`.execute(tx)
}

/** A transfer known by its day alone takes the time that the other side gave; one without a reference takes theirs. */
async function sharpen(tx: Tx, statement: StatementOf): Promise<void> {
	await sql`update funds.transfer t set at = l.at
		from funds.statement_line l
		where l.statement_id = ${statement.id} and l.transfer_id = t.id and not l.day_only and t.at <> l.at
			and exists (select from funds.statement_line o where o.transfer_id = t.id and o.day_only)
			and not exists (select from funds.statement_line o where o.transfer_id = t.id and not o.day_only and o.id <> l.id)`.execute(
		tx,
	)
	await sql`update funds.transfer t set reference = coalesce(l.uetr::text, l.end_to_end_id, l.bank_reference)
		from funds.statement_line l where l.statement_id = ${statement.id} and l.transfer_id = t.id and t.reference is null`.execute(
		tx,
	)
}

/** Lines of earlier statements that named no other account are told by the transfers entered now, under the same reference. */
async function adoptAlone(tx: Tx, statement: StatementOf): Promise<void> {
	await sql`update funds.statement_line l set transfer_id = t.id
		from funds.statement_line n join funds.transfer t on t.id = n.transfer_id, funds.account own
		where n.statement_id = ${statement.id} and l.report_id = ${statement.report} and l.transfer_id is null
			and own.id = l.account_id and l.amount_minor = n.amount_minor and l.currency = n.currency and l.credit <> n.credit
			and ((l.uetr is not null and l.uetr = n.uetr) or (l.end_to_end_id is not null and l.end_to_end_id = n.end_to_end_id))
			and own.node = case when l.credit then t.to_node else t.from_node end
			and not exists (select from funds.statement_line o where o.transfer_id = t.id and o.credit = l.credit)`.execute(
		tx,
	)
}
