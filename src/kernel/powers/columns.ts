import { sql } from 'kysely'
import type { ResourceDeclaration } from '../contract/declare.ts'
import type { Db, Tx } from '../db/schema.ts'

const types: Readonly<Record<string, readonly string[]>> = {
	String: ['text', 'uuid', 'character varying'],
	Long: ['integer', 'smallint', 'bigint'],
	Bool: ['boolean'],
	Agency: ['uuid'],
	'Set<String>': ['text', 'uuid', 'character varying'],
	'Set<Agency>': ['uuid'],
}

/**
 * P15. What does not fit between the resources as declared and the tables as they are: a missing column, a type powers
 * cannot compare, a required attribute that may be NULL. Empty when all is well.
 */
export async function columnFaults(db: Db | Tx, resources: readonly ResourceDeclaration[]): Promise<string[]> {
	const { rows } = await sql<{ table: string; column: string; type: string; required: boolean }>`
		select n.nspname || '.' || c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as "type",
			a.attnotnull as required
		from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
		where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`.execute(
		db,
	)
	const columns = new Map(rows.map((row) => [`${row.table}.${row.column}`, row]))
	const faults: string[] = []
	const check = (name: string, at: string, is: string, optional: boolean) => {
		const column = columns.get(at)
		if (column === undefined) faults.push(`${name}: there is no column ${at}`)
		else {
			if (is !== 'any' && !types[is]?.includes(column.type))
				faults.push(`${name}: ${at} is ${column.type}, not fit for ${is}`)
			if (!optional && !column.required) faults.push(`${name}: ${at} may be NULL`)
		}
	}
	for (const resource of resources) {
		if (resource.table === null) continue
		check(resource.type, `${resource.table}.${resource.id}`, 'any', false)
		for (const [name, declared] of Object.entries(resource.attributes)) {
			const at = `${resource.type}.${name}`
			if (!('table' in declared)) {
				check(at, `${resource.table}.${declared.column}`, declared.is, declared.optional === true)
				continue
			}
			for (const column of [declared.key, declared.column, ...Object.values(declared.carries ?? {})])
				check(at, `${declared.table}.${column}`, column === declared.column ? declared.is : 'any', false)
		}
	}
	return faults
}
