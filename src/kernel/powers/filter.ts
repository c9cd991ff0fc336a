import { type RawBuilder, sql } from 'kysely'
import type { AttributeDeclaration, ResourceDeclaration } from '../contract/declare.ts'
import type { Condition } from './residual.ts'

/** One rule's part of a filter. */
export type Arm = { readonly rule: string; readonly when: Condition }

/**
 * Which rows of a resource a person may do one action to: rows that meet an arm (a permit) and no forbid.
 * `nothing` when no arm is left, `everything` when a permit holds for every row and no forbid is left.
 */
export type Filter = {
	readonly resource: ResourceDeclaration
	readonly allows: 'nothing' | 'everything' | 'some'
	readonly arms: readonly Arm[]
	readonly forbids: readonly Arm[]
	/** Millisecond from which it must not be used any more; null when nothing lapses. */
	readonly until: number | null
}

/** P6. The filter as one condition on `alias`, a row of the resource's table: for statements that need no page order. */
export function whereOf(filter: Filter, alias: string): RawBuilder<boolean> {
	if (filter.allows === 'nothing') return sql<boolean>`false`
	if (filter.allows === 'everything') return sql<boolean>`true`
	const arms = filter.arms.map((arm) => conditionSql(arm.when, filter.resource, alias))
	return sql<boolean>`((${sql.join(arms, sql` or `)})${notForbidden(filter, alias)})`
}

/** ` and not (…)` for every forbid; a NULL hides the row. */
export function notForbidden(filter: Filter, alias: string): RawBuilder<unknown> {
	const parts = filter.forbids.map((arm) => sql` and not (${conditionSql(arm.when, filter.resource, alias)})`)
	return parts.length === 0 ? sql`` : sql.join(parts, sql``)
}

/**
 * P6. `(select …) as alias`: the rows themselves, to put after FROM or JOIN. One branch for each permit, each row in one
 * branch only, so that the statement's own conditions go down into every branch and each uses its own index.
 */
export function filteredRows(filter: Filter, alias: string): RawBuilder<unknown> {
	const table = tableOf(filter.resource)
	if (filter.allows !== 'some')
		return sql`(select f.* from ${table} f where ${whereOf(filter, 'f')}) as ${sql.id(alias)}`
	const arms = filter.arms.map((arm) => conditionSql(arm.when, filter.resource, 'f'))
	const branches = arms.map((arm, n) => {
		const taken = arms.slice(0, n).map((before) => sql` and not (${before})`)
		return sql`select f.* from ${table} f where ${arm}${notForbidden(filter, 'f')}${taken.length === 0 ? sql`` : sql.join(taken, sql``)}`
	})
	return sql`(${sql.join(branches, sql` union all `)}) as ${sql.id(alias)}`
}

export function tableOf(resource: ResourceDeclaration): RawBuilder<unknown> {
	if (resource.table === null) throw new Error(`${resource.type} is not kept in rows: it has no filter`)
	return sql.table(resource.table)
}

/** A condition as SQL on `alias`. */
export function conditionSql(condition: Condition, resource: ResourceDeclaration, alias: string): RawBuilder<boolean> {
	const column = (attribute: string) => sql.ref(`${alias}.${plain(resource, attribute).column}`)
	const inner = (part: Condition) => conditionSql(part, resource, alias)
	switch (condition.is) {
		case 'always':
			return sql<boolean>`true`
		case 'never':
			return sql<boolean>`false`
		case 'all':
			return sql<boolean>`(${sql.join(condition.of.map(inner), sql` and `)})`
		case 'any':
			return sql<boolean>`(${sql.join(condition.of.map(inner), sql` or `)})`
		case 'not':
			return sql<boolean>`not (${inner(condition.of)})`
		case 'either':
			return sql<boolean>`(case when ${inner(condition.if)} then ${inner(condition.then)} else ${inner(condition.else)} end)`
		case 'has':
			return sql<boolean>`(${column(condition.attribute)} is not null)`
		case 'true':
			return sql<boolean>`(${column(condition.attribute)})`
		case 'equals':
			return sql<boolean>`(${column(condition.attribute)} = ${condition.value})`
		case 'same':
			return sql<boolean>`(${column(condition.attribute)} = ${column(condition.other)})`
		case 'below':
			return condition.orEqual
				? sql<boolean>`(${column(condition.attribute)} <= ${condition.value})`
				: sql<boolean>`(${column(condition.attribute)} < ${condition.value})`
		case 'above':
			return condition.orEqual
				? sql<boolean>`(${column(condition.attribute)} >= ${condition.value})`
				: sql<boolean>`(${column(condition.attribute)} > ${condition.value})`
		case 'like':
			return sql<boolean>`(${column(condition.attribute)} like ${likePattern(condition.pattern)})`
		case 'among': {
			const at = condition.attribute === null ? sql.ref(`${alias}.${resource.id}`) : column(condition.attribute)
			const isAgency = condition.attribute === null || resource.attributes[condition.attribute]?.is === 'Agency'
			return isAgency && condition.values.length > 8 ? amongMany(at, condition.values) : amongSql(at, condition.values)
		}
		case 'holds': {
			const set = setOf(resource, condition.attribute)
			const own = sql`${sql.ref(`m.${set.key}`)} = ${sql.ref(`${alias}.${resource.id}`)}`
			return sql<boolean>`exists (select 1 from ${sql.table(set.table)} m where ${own} and ${membersSql(set, condition.values)})`
		}
		case 'empty': {
			const set = setOf(resource, condition.attribute)
			const own = sql`${sql.ref(`m.${set.key}`)} = ${sql.ref(`${alias}.${resource.id}`)}`
			return sql<boolean>`not exists (select 1 from ${sql.table(set.table)} m where ${own}${restOf(set)})`
		}
	}
}

/** Ids of the rows whose set holds one of the values, gathered before the rows are touched. */
export function holdersSql(
	resource: ResourceDeclaration,
	attribute: string,
	values: readonly string[],
): RawBuilder<unknown> {
	const set = setOf(resource, attribute)
	return sql`select ${sql.ref(`m.${set.key}`)} from ${sql.table(set.table)} m where ${membersSql(set, values)}`
}

/** `holds` asked of one row after another: the OFFSET keeps the planner from reading the whole set first. */
export function holdsByRow(
	resource: ResourceDeclaration,
	condition: Extract<Condition, { is: 'holds' }>,
	alias: string,
): RawBuilder<boolean> {
	const set = setOf(resource, condition.attribute)
	const own = sql`${sql.ref(`m.${set.key}`)} = ${sql.ref(`${alias}.${resource.id}`)}`
	return sql<boolean>`exists (select 1 from ${sql.table(set.table)} m where ${own} and ${membersSql(set, condition.values)} offset 0)`
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isUuid = (value: string): boolean => uuid.test(value)

/**
 * `column in (values)`. The column may be text or uuid: a value that is no UUID is compared as text, so that it is merely
 * unequal to a uuid and not an error (on a text column the cast is nothing and its index is used).
 */
function amongSql(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
	const ids = values.filter(isUuid)
	const others = values.filter((value) => !isUuid(value))
	const parts: RawBuilder<boolean>[] = []
	if (ids.length > 0) parts.push(sql<boolean>`${column} in (${sql.join(ids)})`)
	if (others.length > 0) parts.push(sql<boolean>`${column}::text in (${sql.join(others)})`)
	return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`
}

/** As `amongSql`, for many agencies: one parameter and one look-up table, however many there are. */
function amongMany(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
	return sql<boolean>`(${column} in (select unnest(${uuidArray(values)})))`
}

/** Many UUIDs as one parameter. Both stores read text alike, and arrays not. */
export function uuidArray(values: readonly string[]): RawBuilder<unknown> {
	return sql`string_to_array(${values.filter(isUuid).join(',')}, ',')::uuid[]`
}

export type SetAttribute = Extract<AttributeDeclaration, { table: string }>
type PlainAttribute = Exclude<AttributeDeclaration, SetAttribute>

export function membersSql(set: SetAttribute, values: readonly string[]): RawBuilder<unknown> {
	return sql`${amongSql(sql.ref(`m.${set.column}`), values)}${restOf(set)}`
}

/** The declaration's own condition on the set's rows. It comes from a contract, never from a person. */
function restOf(set: SetAttribute): RawBuilder<unknown> {
	return set.where === undefined ? sql`` : sql` and (${sql.raw(set.where)})`
}

export function plain(resource: ResourceDeclaration, attribute: string): PlainAttribute {
	const declared = resource.attributes[attribute]
	if (declared === undefined || 'table' in declared) throw new Error(`${resource.type}.${attribute} is no column`)
	return declared
}

export function setOf(resource: ResourceDeclaration, attribute: string): SetAttribute {
	const declared = resource.attributes[attribute]
	if (declared === undefined || !('table' in declared)) throw new Error(`${resource.type}.${attribute} is no set`)
	return declared
}

function likePattern(pattern: Extract<Condition, { is: 'like' }>['pattern']): string {
	return pattern.map((part) => (part === 'Wildcard' ? '%' : part.Literal.replace(/[\\%_]/g, '\\$&'))).join('')
}
