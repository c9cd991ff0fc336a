import { sql } from 'kysely'
import type { AttributeDeclaration, ResourceDeclaration } from '../contract/declare.ts'
import type { Tx } from '../db/schema.ts'
import { isUuid } from './filter.ts'
import type { Subject } from './subject.ts'

/**
 * Any row as powers see it, read by its declaration alone: the same columns and tables the filter uses. For explaining;
 * acts load their subjects themselves. Null when there is no such row. A resource that is no row is known by the agency it
 * belongs to.
 */
export async function findSubject(tx: Tx, resource: ResourceDeclaration, id: string): Promise<Subject | null> {
	if (resource.table === null) return notARow(resource, id)
	if (!isUuid(id)) return null
	const columns = Object.entries(resource.attributes).map(
		([name, declared]) => sql`${attributeSql(declared, resource)} as ${sql.id(name)}`,
	)
	const listed = columns.length === 0 ? sql`1 as one` : sql.join(columns)
	const { rows } = await sql<Subject['attributes']>`select ${listed} from ${sql.table(resource.table)} t
		where ${sql.ref(`t.${resource.id}`)} = ${id}`.execute(tx)
	const attributes = rows[0]
	return attributes === undefined ? null : { resource, id, attributes }
}

function attributeSql(declared: AttributeDeclaration, resource: ResourceDeclaration) {
	if (!('table' in declared)) {
		const column = sql.ref(`t.${declared.column}`)
		return declared.is === 'String' || declared.is === 'Agency' ? sql`${column}::text` : column
	}
	const rest = declared.where === undefined ? sql`` : sql` and (${sql.raw(declared.where)})`
	return sql`coalesce((select json_agg(distinct ${sql.ref(`m.${declared.column}`)}::text) from ${sql.table(declared.table)} m
		where ${sql.ref(`m.${declared.key}`)} = ${sql.ref(`t.${resource.id}`)}${rest}), '[]'::json)`
}

function notARow(resource: ResourceDeclaration, id: string): Subject | null {
	const attributes = Object.entries(resource.attributes)
	if (!isUuid(id) || attributes.some(([, declared]) => declared.is !== 'Agency')) return null
	return { resource, id, attributes: Object.fromEntries(attributes.map(([name]) => [name, id])) }
}
