import { counting } from './person.ts'
import {
	isPerson,
	itemsOf,
	givesPerson,
	listOf,
	type Names,
	personsOf,
	type Relations,
	type Token,
	tokensOf,
	upTo,
} from './select.ts'

/** Reads one statement for what groups, sorts, picks or counts by a person or a crew (N1). */

/** What a statement does by a person: `group by o.who`. Views of other statements are given as `views`. */
export function byPersons(sql: string, views: Relations = new Map()): string[] {
	const tokens = tokensOf(sql)
	const names = namesIn(tokens, views)
	return [...lists(tokens, names), ...picks(tokens, names), ...counts(tokens, names)]
}

/** Views that a text creates and which of their columns stand for a person. */
export function viewsIn(sql: string, views: Relations = new Map()): Relations {
	const found = new Map(views)
	for (const statement of sql.split(';')) {
		const tokens = tokensOf(statement)
		const view = tokens.findIndex(({ text }, at) => text === 'view' && tokens[at + 1] !== undefined)
		const select = tokens.findIndex(({ text }, at) => text === 'select' && at > view)
		if (view < 0 || select < 0 || tokens[0]?.text !== 'create') continue
		const name = tokens[view + 1]?.text ?? ''
		found.set(name, personsOf(tokens, select, namesIn(tokens, found), namesAfter(tokens, view + 2)))
	}
	return found
}

/** `(a, b)` at a place: the names of a column list; none when there is no list. */
function namesAfter(tokens: readonly Token[], at: number): string[] {
	if (tokens[at]?.text !== '(' || tokens[at + 1]?.text === 'select') return []
	return itemsOf(tokens.slice(at + 1, upTo(tokens, at + 1, /^$/))).map((item) => item[0]?.text ?? '')
}

const joins = /^(?:from|join|update|using|into)$/
const notAlias =
	/^(?:on|where|group|order|left|right|inner|cross|join|full|natural|lateral|set|limit|union|using|for|values|having|returning|tablesample|select|window|offset|except|intersect|as)$/

function namesIn(tokens: readonly Token[], views: Relations): Names {
	const tables = new Map<string, Set<string>>()
	const stand = (alias: string, table: string) => tables.set(alias, (tables.get(alias) ?? new Set()).add(table))
	for (const [at, { text }] of tokens.entries()) {
		if (!joins.test(text)) continue
		for (let next = at + 1; ; next += 1) {
			const table = tokens[next]?.text ?? ''
			if (!/^[a-z_]/.test(table) || notAlias.test(table)) break
			const as = tokens[next + 1]?.text === 'as' ? next + 2 : next + 1
			const alias = tokens[as]?.text ?? ''
			const named = /^[a-z_]\w*$/.test(alias) && !notAlias.test(alias)
			stand(named ? alias : table, table)
			if (named) next = as
			if (tokens[next + 1]?.text !== ',') break
			next += 1
		}
	}
	let names: Names = { tables, relations: views, given: new Set() }
	// What one select gives may be read by the next: three rounds reach as deep as anybody writes.
	for (let round = 0; round < 3; round += 1) names = { tables, ...named(tokens, names, stand) }
	return names
}

/** CTEs, selects in brackets with a name, and names given in lists. */
function named(
	tokens: readonly Token[],
	names: Names,
	stand: (alias: string, table: string) => unknown,
): Pick<Names, 'relations' | 'given'> {
	const relations = new Map(names.relations)
	const given = new Set<string>()
	for (const [at, { text }] of tokens.entries()) {
		if (text !== 'select') continue
		const inBrackets = tokens[at - 1]?.text === '('
		const before = at - (tokens[at - 2]?.text === 'materialized' ? 3 : 2)
		const end = upTo(tokens, at, /^$/)
		if (!inBrackets) {
			for (const name of renamed(tokens, at, names)) given.add(name)
		} else if (tokens[before]?.text === 'as') {
			const open =
				tokens[before - 1]?.text === ')'
					? tokens.findLastIndex(
							(one, n) => n < before - 1 && one.text === '(' && one.depth === tokens[before - 1]?.depth,
						)
					: -1
			const name = tokens[open < 0 ? before - 1 : open - 1]?.text ?? ''
			relations.set(name, personsOf(tokens, at, names, open < 0 ? [] : namesAfter(tokens, open)))
		} else {
			const alias = tokens[tokens[end + 1]?.text === 'as' ? end + 2 : end + 1]?.text ?? ''
			for (const name of renamed(tokens, at, names)) given.add(name)
			if (!/^[a-z_]\w*$/.test(alias) || notAlias.test(alias)) continue
			relations.set(alias, personsOf(tokens, at, names))
			stand(alias, alias)
		}
	}
	return { relations, given }
}

/** Names a list gives to a person's column with `as`. */
function renamed(tokens: readonly Token[], select: number, names: Names): string[] {
	return itemsOf(listOf(tokens, select)).flatMap((item) =>
		item.at(-2)?.text === 'as' && givesPerson(item.slice(0, -2), names) ? [item.at(-1)?.text ?? ''] : [],
	)
}

const listEnd =
	/^(?:group|partition|order|having|limit|offset|window|union|except|intersect|for|fetch|returning|rows|range|groups|;|`)$/

/** group by, partition by, order by: by name, by place, through an expression. */
function lists(tokens: readonly Token[], names: Names): string[] {
	const found: string[] = []
	for (const [at, { text, depth }] of tokens.entries()) {
		if (!/^(?:group|partition|order)$/.test(text) || tokens[at + 1]?.text !== 'by') continue
		const select = tokens.findLastIndex((one, n) => n < at && one.depth === depth && one.text === 'select')
		const selected = select < 0 ? [] : itemsOf(listOf(tokens, select))
		for (const item of itemsOf(tokens.slice(at + 2, upTo(tokens, at + 2, listEnd)))) {
			const place =
				/^\d+$/.test(item[0]?.text ?? '') && text !== 'partition' ? selected[Number(item[0]?.text) - 1] : undefined
			const read =
				place === undefined
					? item
					: place.filter((_, n) => n < (place.at(-2)?.text === 'as' ? place.length - 2 : place.length))
			if (text === 'order' ? sorts(read, names) : givesPerson(read, names)) found.push(`${text} by ${words(item)}`)
		}
	}
	return found
}

/** Rows put in the order of a bare id stand in no order a reader could use; any other name of a person compares. */
const sorts = (item: readonly Token[], names: Names) =>
	!/(?:^|\.)id$/.test(item[0]?.text ?? '') &&
	givesPerson(
		item.filter(({ text }) => !/^(?:asc|desc|nulls|first|last)$/.test(text)),
		names,
	)

/** distinct on (…): one row for each. */
function picks(tokens: readonly Token[], names: Names): string[] {
	return tokens.flatMap(({ text }, at) => {
		if (text !== 'distinct' || tokens[at + 1]?.text !== 'on') return []
		const items = itemsOf(tokens.slice(at + 3, upTo(tokens, at + 3, /^$/)))
		return items.filter((item) => givesPerson(item, names)).map((item) => `distinct on ${words(item)}`)
	})
}

/** A count over the rows of one person: `(select count(*) … where a.unit_id = u.id)`. */
function counts(tokens: readonly Token[], names: Names): string[] {
	return tokens.flatMap(({ text }, at) => {
		if (text !== 'select') return []
		const whole = listOf(tokens, at)
		const list = withoutSelects(whole)
		if (!list.some((one, n) => counting.test(one.text) && list[n + 1]?.text === '(')) return []
		const inside = tokens
			.slice(at, upTo(tokens, at, /^(?:union|;|`)$/))
			.filter((one) => !whole.includes(one) || list.includes(one))
		const bound = inside.findIndex((_, n) => binds(inside, n, names))
		return bound < 0 ? [] : [`count where ${words(inside.slice(bound - 1, bound + 2))}`]
	})
}

/** A list without the selects in it: those are read by themselves. */
function withoutSelects(list: readonly Token[]): Token[] {
	const nested = list.flatMap(({ text }, at) =>
		text === 'select' ? [[at, at + upTo(list.slice(at), 0, /^$/)] as const] : [],
	)
	return list.filter((_, at) => !nested.some(([from, to]) => at >= from && at < to))
}

/** `=` between a person's column of this select and something from outside it: a parameter or another select's row. */
function binds(inside: readonly Token[], at: number, names: Names): boolean {
	if (inside[at]?.text !== '=') return false
	const sides = [inside[at - 1]?.text ?? '', inside[at + 1]?.text ?? '']
	const own = new Set(
		inside.flatMap(({ text }, n) =>
			joins.test(text) ? [inside[n + 1]?.text, inside[n + 2]?.text, inside[n + 3]?.text] : [],
		),
	)
	const outer = (side: string) => side.startsWith('$') || (side.includes('.') && !own.has(side.split('.', 1)[0]))
	const [left = '', right = ''] = sides
	return (isPerson(left, names) && outer(right)) || (isPerson(right, names) && outer(left))
}

const words = (tokens: readonly Token[]) => tokens.map(({ text }) => text).join(' ')
