import type { Declaration } from '#kernel/contract/declare.ts'
import { personColumn } from './person.ts'
import type { Relations } from './select.ts'
import { byPersons, viewsIn } from './statement.ts'
import { askedBy } from './statements.ts'

/** Reads schemas for what they may not hold. Words are judged, not data: a fault names where it stands and its rule. */

const score =
	/(?:^|_)(?:score|scores|scoring|rank|ranking|ranks|rating|ratings|reputation|suspicion|suspicious_level|threat_level|risk_level|risk_score|credit_points|merit|demerit|trustworth\w*|performance)(?:_|$)/i
const body =
	/(?:^|_)(?:face|faces|facial|faceprint|biometric|biometrics|gait|iris|retina|voiceprint|embedding|embeddings)(?:_|$)/i
const takings =
	/(?:^|_)(?:arrests?|fines?_(?:count|total|issued)|detentions?_(?:count|total)|(?:cases?_)?solved|clear_?up|solve_rate|quota|quotas)(?:_|$)/i
const lingering =
	/(?:^|_)(?:dwell\w*|loiter\w*|linger\w*|standstill|(?:idle|stop|stopped|stay|stationary|parked)_(?:time|seconds|minutes|duration)|mileage|odometer|breadcrumbs?|trail|trajectory|route_history|location_history)(?:_|$)/i
const aggregate =
	/\b(?:count|sum|avg|min|max|rank|dense_rank|row_number|ntile|percentile_cont|percentile_disc|stddev|mode)\s*\(/i
const identity =
	/(?:^|_)(?:person|officer|resident|caller|suspect|victim|witness|phone|telephone|msisdn|imsi|imei|plate|device|mac_address|account)(?:_id|_number|_hash)?$/i
const matter = /(?:^|_)(?:matter|incident|call|case|collision|exhibit|report)_id$/i
const moment = /\b(?:timestamptz|timestamp)\b/i
const position = /\b(?:geometry|geography)\s*\(\s*point/i

const countedName = /(?:^|_)(?:counts?|totals?|average|mean|median|per_(?:day|week|month|shift))(?:_|$)/

export type Fault = { readonly at: string; readonly rule: string; readonly what: string }

const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

/** SQL: a migration, or a source file (`.ts`) with statements in it. `views`: what views of other files give (`viewsIn`). */
export function faultsOfSql(text: string, at: string, views: Relations = new Map()): Fault[] {
	const sql = text.replace(/--[^\n]*/g, ' ').replace(/\/\*[\s\S]*?\*\//g, ' ')
	return [
		...groupings(at.endsWith('.ts') ? text : sql, at, views),
		...grains(sql, at),
		...tracks(sql, at),
		...[...tablesIn(sql)].flatMap((table) => faultsOfTable(table, at)),
	]
}

function groupings(text: string, at: string, views: Relations): Fault[] {
	const { sql, built } = at.endsWith('.ts') ? askedBy(text) : { sql: [text], built: [] }
	const known = viewsIn(sql.join(';'), views)
	const whats = [
		...sql.flatMap((one) => one.split(';')).flatMap((statement) => byPersons(statement, known)),
		...built.filter(({ name }) => personColumn.test(name)).map(({ word, name }) => `${word} ${name}`),
	]
	return [...new Set(whats)].map((what) => ({ at, rule: 'N1', what }))
}

/** N2. A grouping by a stretch of time shorter than a week. */
function grains(sql: string, at: string): Fault[] {
	const fine =
		/\bgroup\s+by\b[^;`]*\b(?:date_trunc\s*\(\s*'(?:day|hour|minute|second)'|date_bin\s*\(|::\s*date\b|extract\s*\(\s*(?:hour|day|dow|minute))/gi
	const statements = sql.split(/;|`/)
	return statements
		.filter((one) => aggregate.test(one) && fine.test(one))
		.map((one) => ({ at, rule: 'N2', what: one.trim().replace(/\s+/g, ' ').slice(0, 80) }))
}

/** Kept positions asked for otherwise than of one incident, or with the step from one to the next. */
function tracks(sql: string, at: string): Fault[] {
	return sql
		.split(/;|`/)
		.filter((one) => /\b(?:from|join)\s+(?:only\s+)?dispatch\.track\b/i.test(one) && !/^\s*delete\b/i.test(one))
		.filter(
			(one) =>
				!/\bincident_id\s*=\s*(?:\$|[a-z]\w*\.)/i.test(one) ||
				aggregate.test(one) ||
				/\b(?:lag|lead)\s*\(|\bover\s*\(/i.test(one),
		)
		.map((one) => ({ at, rule: 'N7', what: one.trim().replace(/\s+/g, ' ').slice(0, 80) }))
}

type Table = { readonly name: string; readonly columns: readonly { readonly name: string; readonly type: string }[] }

function* tablesIn(sql: string): Generator<Table> {
	for (const match of sql.matchAll(
		/\bcreate\s+(?:unlogged\s+|temp\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)\s*\(/gi,
	)) {
		const inside = balanced(sql, match.index + match[0].length)
		yield { name: match[1] ?? '', columns: splitTop(inside).flatMap(columnOf) }
	}
	for (const match of sql.matchAll(/\balter\s+table\s+(?:only\s+)?([\w."]+)\s+([^;]*)/gi)) {
		const added = [...(match[2] ?? '').matchAll(/\badd\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?([^,]+)/gi)]
		yield { name: match[1] ?? '', columns: added.flatMap(([, text = '']) => columnOf(text)) }
	}
	for (const match of sql.matchAll(
		/\bcreate\s+(?:or\s+replace\s+)?(?:materialized\s+)?view\s+([\w."]+)\s+as\b([^;]*)/gi,
	)) {
		const named = [...(match[2] ?? '').matchAll(/\bas\s+"?(\w+)"?/gi)]
		yield { name: match[1] ?? '', columns: named.map(([, name = '']) => ({ name, type: '' })) }
	}
}

function balanced(sql: string, from: number): string {
	let depth = 1
	for (let n = from; n < sql.length; n += 1) {
		if (sql[n] === '(') depth += 1
		if (sql[n] === ')') depth -= 1
		if (depth === 0) return sql.slice(from, n)
	}
	return sql.slice(from)
}

function splitTop(text: string): string[] {
	const parts: string[] = ['']
	let depth = 0
	for (const sign of text) {
		if (sign === '(') depth += 1
		if (sign === ')') depth -= 1
		if (sign === ',' && depth === 0) parts.push('')
		else parts[parts.length - 1] += sign
	}
	return parts
}

const notColumns = /^(?:constraint|primary|foreign|unique|check|exclude|like|references)$/i

function columnOf(text: string): { name: string; type: string }[] {
	const [, name = '', type = ''] = /^\s*"?(\w+)"?\s+([\s\S]*)$/.exec(text) ?? []
	return name === '' || notColumns.test(name) ? [] : [{ name, type }]
}

function faultsOfTable(table: Table, at: string): Fault[] {
	const found: Fault[] = []
	const add = (rule: string, name: string) => found.push({ at, rule, what: `${table.name}.${name}` })
	for (const { name, type } of table.columns) {
		if (score.test(name)) add('N3', name)
		if (body.test(name) || /^\s*(?:public\.)?(?:vector|halfvec|cube)\b/i.test(type)) add('N4', name)
		if (takings.test(name)) add('N6', name)
		if (lingering.test(name)) add('N7', name)
	}
	const has = (test: (column: Table['columns'][number]) => boolean) => table.columns.some(test)
	const someone = table.columns.find(({ name }) => personColumn.test(name))
	const counted = table.columns.find(({ name }) => countedName.test(name))
	if (someone !== undefined && counted !== undefined) add('N1', `${counted.name} for each ${someone.name}`)
	const placed =
		has(({ type }) => position.test(type)) ||
		(has(({ name }) => /^(?:lon|longitude|x)$/i.test(name)) && has(({ name }) => /^(?:lat|latitude|y)$/i.test(name)))
	const timed = has(({ type }) => moment.test(type))
	const named = table.columns.find(({ name }) => identity.test(name))
	if (placed && timed && named !== undefined && !has(({ name }) => matter.test(name))) add('N5', named.name)
	return found
}

type Shape = {
	readonly type?: string | readonly string[]
	readonly properties?: Readonly<Record<string, Shape>>
	readonly items?: Shape | readonly Shape[]
	readonly anyOf?: readonly Shape[]
	readonly oneOf?: readonly Shape[]
	readonly enum?: readonly unknown[]
	readonly additionalProperties?: Shape | boolean
}

/** A contract's input or output as JSON Schema. */
export function faultsOfShape(shape: Shape, at: string): Fault[] {
	const found: Fault[] = []
	const fields = Object.entries(shape.properties ?? {})
	for (const [field, inner] of fields) {
		const name = snake(field)
		if (score.test(name)) found.push({ at, rule: 'N3', what: field })
		if (body.test(name)) found.push({ at, rule: 'N4', what: field })
		if (takings.test(name)) found.push({ at, rule: 'N6', what: field })
		if (lingering.test(name)) found.push({ at, rule: 'N7', what: field })
		if (/^(?:sort|sort_by|order_by|group_by|by|compare|compare_by|rank_by|per)$/.test(name))
			for (const choice of choicesOf(inner))
				if (personColumn.test(snake(choice))) found.push({ at, rule: 'N1', what: `${field}: ${choice}` })
		found.push(...faultsOfShape(inner, `${at}.${field}`))
	}
	const names = fields.map(([field]) => snake(field))
	const someone = names.find((name) => personColumn.test(name))
	// A yes or no counts nothing: `countsStart`.
	const numbers = fields.filter(([, inner]) => inner.type !== 'boolean').map(([field]) => snake(field))
	const counted = numbers.find((name) => countedName.test(name))
	if (someone !== undefined && counted !== undefined)
		found.push({ at, rule: 'N1', what: `${counted} for each ${someone}` })
	const inner = [shape.items, shape.anyOf, shape.oneOf].flat().filter((one) => one !== undefined)
	if (typeof shape.additionalProperties === 'object') inner.push(shape.additionalProperties)
	return [...found, ...inner.flatMap((one) => faultsOfShape(one, at))]
}

function choicesOf(shape: Shape): string[] {
	const inner = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap(choicesOf)
	return [...(shape.enum ?? []).filter((one): one is string => typeof one === 'string'), ...inner]
}

/** A declared act or view, its schemas given as JSON Schema. */
export function faultsOfContract(declared: Pick<Declaration, 'name'>, input: Shape, output: Shape): Fault[] {
	const own = lingering.test(declared.name.replace(/[.-]/g, '_'))
		? [{ at: declared.name, rule: 'N7', what: declared.name }]
		: []
	return [
		...own,
		...faultsOfShape(input, `${declared.name} input`),
		...faultsOfShape(output, `${declared.name} output`),
	]
}

/** A rule table (DMN): its inputs, outputs, names and FEEL. */
export function faultsOfRuleTable(dmn: string, at: string): Fault[] {
	const found: Fault[] = []
	const names = [...dmn.matchAll(/\b(?:name|label|id|typeRef)="([^"]*)"/g)].map(([, name = '']) => name)
	const feel = [...dmn.matchAll(/<(?:dmn:)?text>([\s\S]*?)<\/(?:dmn:)?text>/g)].flatMap(
		([, text = '']) => text.match(/[A-Za-z][\w.]*/g) ?? [],
	)
	for (const name of [...names, ...feel]
		.flatMap((one) => [one, ...one.split('.')])
		.map((one) => snake(one.replace(/[\s-]+/g, '_')))) {
		if (score.test(name)) found.push({ at, rule: 'N3', what: name })
		if (body.test(name)) found.push({ at, rule: 'N4', what: name })
		if (takings.test(name)) found.push({ at, rule: 'N6', what: name })
	}
	const inputs = [...dmn.matchAll(/<(?:dmn:)?inputExpression[\s\S]*?<(?:dmn:)?text>([\s\S]*?)<\/(?:dmn:)?text>/g)]
	for (const [, text = ''] of inputs)
		if (personColumn.test(snake(text.trim()))) found.push({ at, rule: 'N1', what: text.trim() })
	return found
}
