import type { Expr } from './ast.ts'
import { parseType } from './parse-type.ts'
import { numOf } from './number.ts'
import { identifierAt } from './names.ts'
import { comparisonAt, type Source } from './source.ts'
import { parseTemporal } from './time.ts'
import type { FeelType } from './type.ts'

/** A value with what follows it: calls, members, filters. At an interval's upper end `[` may close it instead. */
export function parsePrimary(source: Source): Expr {
	const { scan } = source
	let of = atom(source)
	for (;;) {
		if (scan.isAt('(')) of = call(of, source)
		else if (scan.isAt('.') && !scan.isAt('..')) {
			scan.need('.')
			of = { kind: 'path', of, name: memberName(source) }
		} else if (scan.isAt('[') && (!source.closing || beginsFilter(scan))) {
			scan.need('[')
			const inner = { ...source, names: source.names.inside(['item'], true) }
			of = { kind: 'filter', of, by: source.expression(inner) }
			scan.need(']')
		} else return of
	}
}

function memberName({ scan, names }: Source): string {
	const found = names.world.members.longest(scan.text, scan.at)
	const word = identifierAt(scan.text, scan.at)
	if (found !== null && found.end >= scan.at + (word?.length ?? 0)) {
		scan.at = found.end
		scan.skip()
		return found.name
	}
	if (word === null) return scan.fail('a name is missing after the dot')
	scan.at += word.length
	scan.skip()
	return word
}

function atom(source: Source): Expr {
	const { scan } = source
	const text = scan.string()
	if (text !== null) return { kind: 'literal', value: text }
	const digits = scan.number()
	if (digits !== null) return { kind: 'literal', value: numOf(digits) }
	if (scan.take('@')) return { kind: 'literal', value: parseTemporal(scan.string() ?? scan.fail('a text is missing')) }
	if (scan.isAt('(')) return bracketed(source)
	if (scan.isAt('[')) return listOrRange(source)
	if (scan.isAt(']')) return openRange(source)
	if (scan.isAt('{')) return context(source)
	return nameOrWord(source)
}

function nameOrWord(source: Source): Expr {
	const { scan, names } = source
	const word = identifierAt(scan.text, scan.at)
	const found = nameAt(source)
	const longer = found !== null && found.end > scan.at + (word?.length ?? 0)
	if (!longer) {
		if (scan.takeWord('true')) return { kind: 'literal', value: true }
		if (scan.takeWord('false')) return { kind: 'literal', value: false }
		if (scan.takeWord('null')) return { kind: 'literal', value: null }
		if (scan.isAtWord('function')) return functionDefinition(source)
		if (word === 'if' || word === 'for' || word === 'some' || word === 'every') return source.expression(source)
	}
	if (found !== null) {
		scan.at = found.end
		scan.skip()
		return { kind: 'name', name: found.name }
	}
	const unknown = scan.identifier()
	if (unknown === null) return scan.fail('an expression is missing')
	if (!names.inFilter) source.unknown(unknown)
	return { kind: 'name', name: unknown }
}

/** The longest name in sight; in a filter the items' member names are in sight too. */
function nameAt({ scan, names }: Source): { readonly name: string; readonly end: number } | null {
	const found = names.longest(scan.text, scan.at)
	const member = names.inFilter ? names.world.members.longest(scan.text, scan.at) : null
	if (found === null || member === null) return found ?? member
	return member.end > found.end ? member : found
}

function call(fn: Expr, source: Source): Expr {
	const { scan } = source
	scan.need('(')
	const args: Expr[] = []
	const names: string[] = []
	while (!scan.isAt(')')) {
		const name = argumentName(source)
		if (name !== null) names.push(name)
		args.push(source.expression(source))
		if (!scan.take(',')) break
	}
	scan.need(')')
	if (names.length > 0 && names.length !== args.length) scan.fail('arguments are named or not, never mixed')
	return { kind: 'call', fn, args, names: names.length > 0 ? names : null }
}

function argumentName({ scan }: Source): string | null {
	const match = /[\p{L}_?][\p{L}\p{N}\p{M}_\s.\-']*:/uy
	match.lastIndex = scan.at
	if (match.exec(scan.text) === null) return null
	const name = scan.newName(/:/)
	scan.need(':')
	return name
}

/** `(< 5)`, `(1..5)`, or an expression in brackets. */
function bracketed(source: Source): Expr {
	const { scan } = source
	scan.need('(')
	const op = comparisonAt(scan)
	if (op !== null) {
		const of = source.additive(source)
		scan.need(')')
		return { kind: 'open', op, of }
	}
	const inner = source.expression(source)
	if (scan.isAt('..')) return rangeFrom(false, inner, source)
	scan.need(')')
	return inner
}

function listOrRange(source: Source): Expr {
	const { scan } = source
	scan.need('[')
	const items: Expr[] = []
	while (!scan.isAt(']')) {
		const item = source.expression(source)
		if (items.length === 0 && scan.isAt('..')) return rangeFrom(true, item, source)
		items.push(item)
		if (!scan.take(',')) break
	}
	scan.need(']')
	return { kind: 'list', items }
}

/** `]1..5]` */
function openRange(source: Source): Expr {
	source.scan.need(']')
	return rangeFrom(false, source.expression(source), source)
}

/** The rest of an interval whose lower end has been read. */
export function rangeFrom(lowIn: boolean, low: Expr, source: Source): Expr {
	const { scan } = source
	scan.need('..')
	const high = source.additive({ ...source, closing: true })
	const highIn = scan.take(']')
	if (!highIn && !scan.take(')')) scan.need('[')
	return { kind: 'range', lowIn, low, high, highIn }
}

const furthest = 500

const noFilter = /^\[\s*(?:$|[,)\]}=<>!*/+]|(?:and|or|in|then|else|satisfies|return|between|instance)\b)/

/**
 * At an interval's upper end, does a `[` begin a filter? It does when an expression may follow and its `]` stands before
 * another closing bracket or more arithmetic.
 */
function beginsFilter({ text, at }: { text: string; at: number }): boolean {
	if (noFilter.test(text.slice(at, at + 50))) return false
	let depth = 0
	for (let n = at; n < Math.min(text.length, at + furthest); n += 1) {
		if (text[n] === '[') depth += 1
		else if (text[n] === ']') depth -= 1
		if (depth === 0) return /^\s*[\])[+\-*/.]/.test(text.slice(n + 1, n + 50))
	}
	return false
}

function context(source: Source): Expr {
	const { scan } = source
	scan.need('{')
	const entries: { key: string; value: Expr }[] = []
	const inner = { ...source, names: source.names.inside([]) }
	while (!scan.isAt('}')) {
		const key = scan.string() ?? scan.newName(/:/)
		scan.need(':')
		entries.push({ key, value: source.expression(inner) })
		inner.names.declare(key)
		source.names.world.members.declare(key)
		if (!scan.take(',')) break
	}
	scan.need('}')
	return { kind: 'context', entries }
}

function functionDefinition(source: Source): Expr {
	const { scan, names } = source
	scan.needWord('function')
	scan.need('(')
	const params: { name: string; type: FeelType | null }[] = []
	while (!scan.isAt(')')) {
		const name = scan.newName(/[,:)]/)
		params.push({ name, type: scan.take(':') ? parseType(scan, names) : null })
		if (!scan.take(',')) break
	}
	scan.need(')')
	if (scan.takeWord('external')) {
		source.expression(source)
		return { kind: 'function', params, body: null }
	}
	const inner = { ...source, names: names.inside(params.map((param) => param.name)) }
	return { kind: 'function', params, body: source.expression(inner) }
}
