import { makeFunction } from '../feel/compile-call.ts'
import { Bound, type Compiled, type Env, Frame, ItemFrame } from '../feel/env.ts'
import { normalName } from '../feel/names.ts'
import { compileQuantified, compileFor } from '../feel/compile-loop.ts'
import { type Arguments, Fn, isList, type Param, type Value } from '../feel/value.ts'
import { typeRefOf } from './items.ts'
import { feelAt, fitted, type Place, refuseEndless, within } from './place.ts'
import { compileTable } from './table.ts'
import { child, children, type Element, textIn } from './xml.ts'

const boxes = new Set([
	'literalExpression',
	'context',
	'list',
	'relation',
	'invocation',
	'functionDefinition',
	'decisionTable',
	'conditional',
	'filter',
	'for',
	'some',
	'every',
])

/** The boxed expression among an element's children; null when it has none. */
export function boxIn(of: Element | null): Element | null {
	return of?.inside.find((one) => one.dmn && boxes.has(one.tag)) ?? null
}

/** Compiles a boxed expression (DMN 1.5 clause 10.2 and 10.5), its result fitted to its own typeRef. */
export function compileBox(box: Element, place: Place): Compiled {
	const made = boxOf(box, place)
	return fitted(made, typeRefOf(box.at['typeRef'], place.types), place.where)
}

function boxOf(box: Element, place: Place): Compiled {
	switch (box.tag) {
		case 'literalExpression':
			return literal(box, place)
		case 'context':
			return contextBox(box, place)
		case 'list':
			return listBox(box, place)
		case 'relation':
			return relationBox(box, place)
		case 'invocation':
			return invocationBox(box, place)
		case 'functionDefinition':
			return functionBox(box, place, '')
		case 'conditional':
			return conditionalBox(box, place)
		case 'filter':
			return filterBox(box, place)
		case 'decisionTable':
			return compileTable(box, place)
		default:
			return iteratorBox(box, place)
	}
}

function literal(box: Element, place: Place): Compiled {
	const language = box.at['expressionLanguage'] ?? ''
	if (language !== '' && !/feel/i.test(language)) place.fault(`${place.where}: ${language} is not run, only FEEL`)
	const text = textIn(box)
	return text === '' ? () => null : feelAt(place, text)
}

function inner(of: Element, tag: string, place: Place, names: Iterable<string> = []): Compiled {
	const box = boxIn(child(of, tag))
	if (box !== null) return compileBox(box, within(place, tag, names))
	place.fault(`${place.where}: \`${tag}\` holds no expression`)
	return () => null
}

/** Entries see the ones before them; one without a variable is the result of the whole. */
function contextBox(box: Element, place: Place): Compiled {
	const entries: { key: string | null; value: Compiled }[] = []
	let at = within(place, '')
	for (const entry of children(box, 'contextEntry')) {
		const variable = child(entry, 'variable')
		const key = variable === null ? null : normalName(variable.at['name'] ?? '')
		const value = boxIn(entry)
		const where = within(at, key === null ? 'result' : `entry ${key}`)
		const made = value === null ? () => null : compileBox(value, where)
		entries.push({ key, value: fitted(made, typeRefOf(variable?.at['typeRef'], place.types), where.where) })
		if (key !== null) at = within(at, '', [key])
	}
	return (env) => {
		const made = new Map<string, Value>()
		let innermost: Env = env
		for (const { key, value } of entries) {
			const given = value(innermost)
			if (key === null) return given
			made.set(key, given)
			innermost = new Bound(key, given, innermost)
		}
		return made
	}
}

function listBox(box: Element, place: Place): Compiled {
	const items = box.inside.filter((one) => one.dmn && boxes.has(one.tag))
	const made = items.map((item, n) => compileBox(item, within(place, `item ${n + 1}`)))
	return (env) => made.map((item) => item(env))
}

function relationBox(box: Element, place: Place): Compiled {
	const columns = children(box, 'column').map((one) => normalName(one.at['name'] ?? ''))
	const rows = children(box, 'row').map((row, r) =>
		row.inside
			.filter((one) => one.dmn && boxes.has(one.tag))
			.map((cell, c) => compileBox(cell, within(place, `row ${r + 1}, ${columns[c] ?? `column ${c + 1}`}`))),
	)
	return (env) => rows.map((cells) => new Map(columns.map((name, n) => [name, cells[n]?.(env) ?? null])))
}

function invocationBox(box: Element, place: Place): Compiled {
	const called = boxIn(box)
	const fn = called === null ? () => null : compileBox(called, place)
	const bindings = children(box, 'binding').map((one) => {
		const name = normalName(child(one, 'parameter')?.at['name'] ?? '')
		const value = boxIn(one)
		const at = within(place, `argument ${name}`)
		const made = value === null ? () => null : compileBox(value, at)
		return { name, value: fitted(made, typeRefOf(child(one, 'parameter')?.at['typeRef'], place.types), at.where) }
	})
	return (env) => {
		env.run.step()
		const callee = fn(env)
		if (!(callee instanceof Fn)) {
			env.run.fault(`${place.where}: what is invoked is no function`)
			return null
		}
		const values = new Map(bindings.map(({ name, value }) => [name, value(env)]))
		const args: Arguments = values.size === 0 ? { by: 'place', values: [] } : { by: 'name', values }
		return callee.call(args, env.run)
	}
}

/** A function definition. One of another kind than FEEL (Java, PMML) gives null: nothing outside is run. */
export function functionBox(box: Element, place: Place, name: string): (env: Env) => Fn | null {
	const params: readonly Param[] = children(box, 'formalParameter').map((one) => ({
		name: normalName(one.at['name'] ?? ''),
		type: typeRefOf(one.at['typeRef'], place.types),
	}))
	const kind = box.at['kind'] ?? 'FEEL'
	const names = params.map((param) => param.name)
	const body = boxIn(box)
	if (kind !== 'FEEL') return () => null
	if (body === null) place.fault(`${place.where}: the function has no body`)
	const inside = within(place, '', names)
	const made = body === null ? () => null : compileBox(body, inside)
	if (name !== '' && body?.tag === 'literalExpression') refuseEndless(inside, name, textIn(body))
	return (env) => makeFunction(name, params, null, (values, run) => made(new Frame(run, values, env)))
}

function conditionalBox(box: Element, place: Place): Compiled {
	const [test, then, other] = [inner(box, 'if', place), inner(box, 'then', place), inner(box, 'else', place)]
	return (env) => {
		const answer = test(env)
		if (answer === true) return then(env)
		return answer === false || answer === null ? other(env) : null
	}
}

function filterBox(box: Element, place: Place): Compiled {
	const over = inner(box, 'in', place)
	const filtered = { ...place, names: place.names.inside(['item'], true) }
	const match = inner(box, 'match', filtered)
	return (env) => {
		const value = over(env)
		if (value === null) return null
		const list = isList(value) ? value : [value]
		const kept: Value[] = []
		for (const item of list) {
			env.run.step()
			const answer = match(new ItemFrame(item, env))
			if (typeof answer !== 'boolean') {
				env.run.fault(`${place.where}: the filter gives something else than true or false`)
				return null
			}
			if (answer) kept.push(item)
		}
		return kept
	}
}

function iteratorBox(box: Element, place: Place): Compiled {
	const name = normalName(box.at['iteratorVariable'] ?? '')
	const loops = [{ name, over: inner(box, 'in', place), to: null }]
	if (box.tag === 'for') return compileFor(loops, inner(box, 'return', place, [name, 'partial']))
	return compileQuantified(box.tag === 'some' ? 'some' : 'every', loops, inner(box, 'satisfies', place, [name]))
}
