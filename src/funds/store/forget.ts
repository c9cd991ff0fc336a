import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { deleteFile } from '#kernel/files/api.ts'
import type { StatementOf } from './statement.ts'

/**
 * F181. Deletes a statement: its file, its lines, the transfers that nothing else tells of, and the accounts that nothing names
 * any more. What another record points to stays: the database itself says so, so that a room that is added is not forgotten.
 * @returns how many went
 */
export async function forget(
	tx: Tx,
	statement: StatementOf,
): Promise<{ readonly lines: number; readonly transfers: number; readonly accounts: number }> {
	const { rows } = await sql<{ transfer: number | null; own: string; other: string | null }>`
		delete from funds.statement_line where statement_id = ${statement.id}
		returning transfer_id::float8 as transfer, account_id as own, other_account_id as other`.execute(tx)
	await sql`delete from funds.statement_account where statement_id = ${statement.id}`.execute(tx)
	const transfers = [...new Set(rows.flatMap((row) => (row.transfer === null ? [] : [row.transfer])))]
	const accounts = [...new Set(rows.flatMap((row) => [row.own, ...(row.other === null ? [] : [row.other])]))]
	await passOn(tx, transfers)
	const went = await dropFree(tx, 'transfer', transfers)
	const gone = await dropFree(tx, 'account', accounts)
	if (!(await isHeld(tx, statement))) await deleteFile(tx, statement.report, statement.sha256)
	return { lines: rows.length, transfers: went, accounts: gone }
}

/** A transfer that a line of another report still tells of is of that report from now on. */
async function passOn(tx: Tx, transfers: readonly number[]): Promise<void> {
	await sql`update funds.transfer t set matter_id = o.report_id
		from (select distinct on (l.transfer_id) l.transfer_id, l.report_id from funds.statement_line l
			where l.transfer_id = any(${[...transfers]}::int8[]) order by l.transfer_id, l.id) o
		where t.id = o.transfer_id and t.matter_id <> o.report_id
			and not exists (select from funds.statement_line l where l.transfer_id = t.id and l.report_id = t.matter_id)
			and not exists (select from funds.payment p where p.transfer_id = t.id)
			and not exists (select from funds.cited c where c.transfer_id = t.id and c.report_id = t.matter_id)`.execute(tx)
}

/** Another statement of the report that came as the same file. */
async function isHeld(tx: Tx, statement: StatementOf): Promise<boolean> {
	const { rows } =
		await sql`select 1 from funds.statement where report_id = ${statement.report} and sha256 = ${statement.sha256}
		and id <> ${statement.id} and ended_at is null limit 1`.execute(tx)
	return rows.length > 0
}

type Key = { readonly space: string; readonly name: string; readonly column: string; readonly target: string }

/** Every foreign key that points to a table of funds, as the database knows it. */
async function keysTo(tx: Tx, table: 'transfer' | 'account'): Promise<readonly Key[]> {
	const { rows } = await sql<Key>`
		select n.nspname as space, r.relname as name, a.attname as "column", f.attname as target
		from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_namespace n on n.oid = r.relnamespace
			join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
			join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[1]
		where c.contype = 'f' and c.confrelid = ${`funds.${table}`}::regclass and cardinality(c.conkey) = 1
		order by 1, 2, 3`.execute(tx)
	return rows
}

/** Deletes those of the given rows that nothing points to. */
async function dropFree(tx: Tx, table: 'transfer' | 'account', ids: readonly (number | string)[]): Promise<number> {
	if (ids.length === 0) return 0
	const keys = await keysTo(tx, table)
	const free = sql.join(
		keys.map(
			({ space, name, column, target }) =>
				sql`not exists (select from ${sql.table(`${space}.${name}`)} p where p.${sql.ref(column)} = x.${sql.ref(target)})`,
		),
		sql` and `,
	)
	const { rows } = await sql<{ n: number }>`
		with gone as (delete from ${sql.table(`funds.${table}`)} x
			where x.id::text in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)) and ${free} returning 1)
		select count(*)::int as n from gone`.execute(tx)
	return rows[0]?.n ?? 0
}
