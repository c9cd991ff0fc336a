import { aggregate, naming, personColumn, personTable } from './person.ts'

/** Reads selects as far as it takes to say which of their columns stand for a person or a crew. */

export type Token = { readonly text: string; readonly depth: number }

const sign = /'(?:[^']|'')*'|"\w+"|\$\w+\$|\$\w*|[a-z_]\w*(?:\.(?:"?\w+"?|\*))*|\d+(?:\.\d+)?|::|<=|>=|<>|!=|\S/gi

/** Words and signs with how deep in brackets they stand; a bracket stands as deep as what is around it. */
export function tokensOf(sql: string): Token[] {
	const tokens: Token[] = []
	let depth = 0
	for (const [text] of sql.matchAll(sign)) {
		if (text === ')') depth -= 1
		tokens.push({ text: text.startsWith("'") ? "''" : text.replaceAll('"', '').toLowerCase(), depth })
		if (text === '(') depth += 1
	}
	return tokens
}

const clause =
	/^(?:from|where|group|order|having|limit|offset|window|union|except|intersect|for|fetch|returning|rows|range|groups|filter|on|left|right|inner|cross|join|full|natural|lateral|set|values|as|;|`)$/
const isName = (text: string | undefined): text is string => text !== undefined && /^[a-z_][\w.]*$/.test(text)

/** From `from` on: the tokens up to a clause word at the same depth or the end of the brackets around. */
export function upTo(tokens: readonly Token[], from: number, ends = clause): number {
	const depth = tokens[from]?.depth ?? 0
	let at = from
	for (; at < tokens.length; at += 1) {
		const token = tokens[at]
		if (token === undefined || token.depth < depth || (token.depth === depth && ends.test(token.text))) break
	}
	return at
}

/** A list split at its own commas. */
export function itemsOf(tokens: readonly Token[]): Token[][] {
	const depth = Math.min(...tokens.map((token) => token.depth))
	const items: Token[][] = [[]]
	for (const token of tokens) {
		if (token.text === ',' && token.depth === depth) items.push([])
		else items.at(-1)?.push(token)
	}
	return items.filter((item) => item.length > 0)
}

/** Columns of a view, a CTE or a select in brackets that stand for a person. */
export type Relations = ReadonlyMap<string, ReadonlySet<string>>

/** What names mean in one statement. */
export type Names = {
	/** Alias -> the tables, views or CTEs it stands for. */
	readonly tables: ReadonlyMap<string, ReadonlySet<string>>
	readonly relations: Relations
	/** Names given to a person's column in a list. */
	readonly given: ReadonlySet<string>
}

/** True when `name` tells one person or crew from another. */
export function isPerson(name: string, names: Names): boolean {
	if (!isName(name)) return false
	if (personColumn.test(name)) return true
	const parts = name.split('.')
	const column = parts.at(-1) ?? ''
	const owner = parts.length > 1 ? parts.slice(0, -1).join('.') : null
	if (owner === null && names.given.has(column)) return true
	const among =
		owner === null ? [...names.tables.values()].flatMap((one) => [...one]) : [...(names.tables.get(owner) ?? [owner])]
	if (owner === null && naming.test(column)) return among.length === 1 && tells(among[0] ?? '', column, names)
	return among.some((table) => tells(table, column, names))
}

const tells = (table: string, column: string, { relations }: Names) =>
	relations.has(table) ? relations.get(table)?.has(column) === true : personTable.test(table) && naming.test(column)

const callOf = (item: readonly Token[], at: number) => item[at + 1]?.text === '('
const compares = /^(?:=|<>|!=|<|>|<=|>=|is|in|any|exists|select|between|like)$/

/** True when an expression gives a person back: names one, and neither compares nor counts it. */
export function givesPerson(item: readonly Token[], names: Names): boolean {
	if (item.some(({ text }, at) => compares.test(text) || (aggregate.test(text) && callOf(item, at)))) return false
	return item.some(({ text }, at) => !callOf(item, at) && isPerson(text, names))
}

/** A select's list, without `distinct` and `distinct on (…)`. */
export function listOf(tokens: readonly Token[], select: number): Token[] {
	let from = select + 1
	if (/^(?:distinct|all)$/.test(tokens[from]?.text ?? '')) from += 1
	if (tokens[from]?.text === 'on') from = upTo(tokens, from + 2, /^$/) + 1
	return tokens.slice(from, upTo(tokens, from, /^(?:from|where|union|except|intersect|order|group|into|;|`)$/))
}

/** The names under which a select gives persons back. `asked`: names of a column list, by place. */
export function personsOf(
	tokens: readonly Token[],
	select: number,
	names: Names,
	asked: readonly string[] = [],
): Set<string> {
	const found = new Set<string>()
	for (const [place, item] of itemsOf(listOf(tokens, select)).entries()) {
		const named =
			item.at(-2)?.text === 'as' ||
			(isName(item.at(-1)?.text) && item.length > 1 && !/[.(:]/.test(item.at(-2)?.text ?? '.'))
		const value = item.at(-2)?.text === 'as' ? item.slice(0, -2) : named && item.length > 1 ? item.slice(0, -1) : item
		if (!givesPerson(value, names)) continue
		const own = item.at(-1)?.text.split('.').at(-1) ?? ''
		found.add(asked[place] ?? own)
	}
	return found
}
