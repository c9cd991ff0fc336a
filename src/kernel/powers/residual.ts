import type { CedarValueJson, Expr, PatternElem } from '@cedar-policy/cedar-wasm/nodejs'
import type { AttributeDeclaration, ResourceDeclaration } from '../contract/declare.ts'
import { accessOf, childrenOf } from './policy.ts'

/**
 * What Cedar leaves of a rule when the row is unknown, as a condition SQL can answer. Two-valued like Cedar: columns of
 * required attributes are NOT NULL, optional ones are guarded by `has`, so no NULL reaches the top.
 */
export type Condition =
	| { readonly is: 'always' }
	| { readonly is: 'never' }
	| { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
	| { readonly is: 'not'; readonly of: Condition }
	| { readonly is: 'either'; readonly if: Condition; readonly then: Condition; readonly else: Condition }
	| { readonly is: 'has' | 'true' | 'empty'; readonly attribute: string }
	/** The attribute (or the row's own id, when null) is one of the values. */
	| { readonly is: 'among'; readonly attribute: string | null; readonly values: readonly string[] }
	/** The set has at least one of the values. */
	| { readonly is: 'holds'; readonly attribute: string; readonly values: readonly string[] }
	| { readonly is: 'equals'; readonly attribute: string; readonly value: number }
	| { readonly is: 'below' | 'above'; readonly attribute: string; readonly value: number; readonly orEqual: boolean }
	| { readonly is: 'same'; readonly attribute: string; readonly other: string }
	| { readonly is: 'like'; readonly attribute: string; readonly pattern: readonly PatternElem[] }

/** A rule that cannot become SQL. Refused at build, so it never meets a person. */
export class Untranslatable extends Error {}

export type Translation = {
	readonly resource: ResourceDeclaration
	/** Value of an expression without the resource in it; at build, where nobody asks yet, a placeholder. */
	readonly value: (expr: Expr) => CedarValueJson
	readonly below: (agency: string) => readonly string[]
	readonly above: (agency: string) => readonly string[]
}

const always: Condition = { is: 'always' }
const never: Condition = { is: 'never' }

/** Translates a boolean expression. @throws Untranslatable */
export function translate(expr: Expr, t: Translation): Condition {
	if (isClosed(expr)) return t.value(expr) === true ? always : never
	const [operator, operands] = Object.entries(expr)[0] ?? []
	// Spine: Cedar's types give a loose record for what each operator holds.
	const body = operands as unknown as Body
	switch (operator) {
		case '&&':
			return all([translate(body.left, t), translate(body.right, t)])
		case '||':
			return any([translate(body.left, t), translate(body.right, t)])
		case '!':
			return not(translate(body.arg, t))
		case 'if-then-else':
			return either(translate(body.if, t), translate(body.then, t), translate(body.else, t))
		case 'is':
			if (!isResource(body.left) || body.in !== undefined) throw new Untranslatable('is, but not of the resource')
			return body.entity_type === t.resource.type ? always : never
		case 'has':
			return has(expr, t)
		case '.':
			return { is: 'true', attribute: attributeOf(expr, t, ['Bool']).name }
		case '==':
			return equal(body.left, body.right, t)
		case '!=':
			return not(equal(body.left, body.right, t))
		case '<':
		case '<=':
		case '>':
		case '>=':
			return compare(operator, body.left, body.right, t)
		case 'in':
			return within(body.left, body.right, t)
		case 'contains':
			return contains(body.left, body.right, t)
		case 'containsAny':
			return containsAny(body.left, body.right, t)
		case 'containsAll':
			return containsAll(body.left, body.right, t)
		case 'isEmpty':
			return { is: 'empty', attribute: attributeOf(body.arg, t, ['Set<String>', 'Set<Agency>']).name }
		case 'like':
			return { is: 'like', attribute: attributeOf(body.left, t, ['String']).name, pattern: body.pattern }
		default:
			throw new Untranslatable(`${operator ?? 'this'} on a resource cannot become SQL`)
	}
}

/** Shape of every operator's operands in Cedar's JSON form; each operator has only its own. */
type Body = {
	readonly left: Expr
	readonly right: Expr
	readonly arg: Expr
	readonly if: Expr
	readonly then: Expr
	readonly else: Expr
	readonly in?: Expr
	readonly entity_type: string
	readonly pattern: readonly PatternElem[]
}

function isResource(expr: Expr): boolean {
	if ('Var' in expr) return expr.Var === 'resource'
	return 'unknown' in expr
}

/** Is the resource nowhere in it? */
function isClosed(expr: Expr): boolean {
	if (isResource(expr)) return false
	return childrenOf(expr).every(isClosed)
}

type Found = { readonly name: string; readonly declared: AttributeDeclaration }

function attributeOf(expr: Expr, t: Translation, types: readonly AttributeDeclaration['is'][]): Found {
	const found = findAttribute(expr, t)
	if (found === null) throw new Untranslatable('only an attribute of the resource itself can stand here')
	if (!types.includes(found.declared.is)) throw new Untranslatable(`${found.name} is a ${found.declared.is}`)
	return found
}

function findAttribute(expr: Expr, t: Translation): Found | null {
	const access = '.' in expr ? accessOf(expr) : null
	if (access === null || !isResource(access.left)) return null
	const declared = t.resource.attributes[access.name]
	if (declared === undefined) throw new Untranslatable(`${t.resource.type} has no ${access.name}`)
	return { name: access.name, declared }
}

function has(expr: Expr, t: Translation): Condition {
	const access = accessOf(expr)
	if (access === null || !isResource(access.left) || access.steps !== 1)
		throw new Untranslatable('has, but not of the resource')
	const { name } = access
	const declared = t.resource.attributes[name]
	if (declared === undefined) return never
	return 'optional' in declared && declared.optional ? { is: 'has', attribute: name } : always
}

function equal(left: Expr, right: Expr, t: Translation): Condition {
	if (isClosed(left)) return equal(right, left, t)
	if (isResource(left)) return { is: 'among', attribute: null, values: [idOf(t.value(right))] }
	const found = attributeOf(left, t, ['String', 'Long', 'Bool', 'Agency'])
	if (!isClosed(right))
		return { is: 'same', attribute: found.name, other: attributeOf(right, t, [found.declared.is]).name }
	const value = t.value(right)
	if (found.declared.is === 'Bool') {
		const holds: Condition = { is: 'true', attribute: found.name }
		return value === true ? holds : not(holds)
	}
	if (found.declared.is === 'Long') return { is: 'equals', attribute: found.name, value: Number(value) }
	return { is: 'among', attribute: found.name, values: [found.declared.is === 'Agency' ? idOf(value) : String(value)] }
}

const mirrored = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

function compare(operator: keyof typeof mirrored, left: Expr, right: Expr, t: Translation): Condition {
	if (isClosed(left)) return compare(mirrored[operator], right, left, t)
	if (!isClosed(right)) throw new Untranslatable('two attributes of a resource cannot be compared by size')
	const { name } = attributeOf(left, t, ['Long'])
	const is = operator.startsWith('<') ? 'below' : 'above'
	return { is, attribute: name, value: Number(t.value(right)), orEqual: operator.endsWith('=') }
}

/** `in`: agencies only, by the closure put in as values. */
function within(left: Expr, right: Expr, t: Translation): Condition {
	if (isClosed(right)) {
		const values = agenciesOf(t.value(right)).flatMap(t.below)
		if (isResource(left) && t.resource.type === 'Agency') return among(null, values)
		return among(attributeOf(left, t, ['Agency']).name, values)
	}
	if (!isClosed(left)) throw new Untranslatable('in, with the resource on both sides')
	const values = agenciesOf(t.value(left)).flatMap(t.above)
	if (isResource(right) && t.resource.type === 'Agency') return among(null, values)
	const found = attributeOf(right, t, ['Agency', 'Set<Agency>'])
	return found.declared.is === 'Agency' ? among(found.name, values) : holds(found.name, values)
}

function contains(left: Expr, right: Expr, t: Translation): Condition {
	if (isClosed(left)) {
		const found = attributeOf(right, t, ['String', 'Agency'])
		return among(found.name, listOf(t.value(left)).map(memberOf))
	}
	const found = attributeOf(left, t, ['Set<String>', 'Set<Agency>'])
	if (!isClosed(right)) throw new Untranslatable('contains, with the resource on both sides')
	return holds(found.name, [memberOf(t.value(right))])
}

function containsAny(left: Expr, right: Expr, t: Translation): Condition {
	if (isClosed(left)) return containsAny(right, left, t)
	if (!isClosed(right)) throw new Untranslatable('containsAny, with the resource on both sides')
	return holds(attributeOf(left, t, ['Set<String>', 'Set<Agency>']).name, listOf(t.value(right)).map(memberOf))
}

function containsAll(left: Expr, right: Expr, t: Translation): Condition {
	if (isClosed(left) || !isClosed(right)) throw new Untranslatable('containsAll of a set of the resource')
	const { name } = attributeOf(left, t, ['Set<String>', 'Set<Agency>'])
	return all(listOf(t.value(right)).map((value) => holds(name, [memberOf(value)])))
}

function among(attribute: string | null, values: readonly string[]): Condition {
	return values.length === 0 ? never : { is: 'among', attribute, values: [...new Set(values)] }
}

function holds(attribute: string, values: readonly string[]): Condition {
	const members = [...new Set(values)].filter((value) => value !== '')
	return members.length === 0 ? never : { is: 'holds', attribute, values: members }
}

/** Conjunction, simplified. */
export function all(parts: readonly Condition[]): Condition {
	const flat = parts.flatMap((part) => (part.is === 'all' ? part.of : [part])).filter((part) => part.is !== 'always')
	if (flat.some((part) => part.is === 'never')) return never
	const [only] = flat
	return only === undefined ? always : flat.length === 1 ? only : { is: 'all', of: flat }
}

/** Disjunction, simplified. */
export function any(parts: readonly Condition[]): Condition {
	const flat = parts.flatMap((part) => (part.is === 'any' ? part.of : [part])).filter((part) => part.is !== 'never')
	if (flat.some((part) => part.is === 'always')) return always
	const [only] = flat
	return only === undefined ? never : flat.length === 1 ? only : { is: 'any', of: flat }
}

export function not(part: Condition): Condition {
	if (part.is === 'always') return never
	if (part.is === 'never') return always
	return part.is === 'not' ? part.of : { is: 'not', of: part }
}

function either(condition: Condition, then: Condition, otherwise: Condition): Condition {
	if (condition.is === 'always') return then
	return condition.is === 'never' ? otherwise : { is: 'either', if: condition, then, else: otherwise }
}

function idOf(value: CedarValueJson): string {
	if (typeof value === 'object' && value !== null && '__entity' in value) {
		const entity = value.__entity
		if (typeof entity === 'object' && entity !== null && 'id' in entity && typeof entity.id === 'string')
			return entity.id
	}
	throw new Untranslatable('an entity was expected')
}

const memberOf = (value: CedarValueJson): string => (typeof value === 'string' ? value : idOf(value))
const listOf = (value: CedarValueJson): readonly CedarValueJson[] => (Array.isArray(value) ? value : [])
const agenciesOf = (value: CedarValueJson): string[] => (Array.isArray(value) ? value.map(idOf) : [idOf(value)])

/** Value of a closed expression Cedar has already worked out: a value, or a set of values. */
export function valueOf(expr: Expr): CedarValueJson {
	if ('Value' in expr) return expr.Value
	if ('Set' in expr && Array.isArray(expr.Set)) return expr.Set.map(valueOf)
	throw new Untranslatable('Cedar left something over that is no value')
}
