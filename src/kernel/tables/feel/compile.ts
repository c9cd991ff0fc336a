import type { Expr, UnaryTest, UnaryTests } from './ast.ts'
import { compileCall, compileFunction } from './compile-call.ts'
import { compileFor, compileQuantified } from './compile-loop.ts'
import { Bound, type Compiled, type Env, ItemFrame } from './env.ts'
import { isNum, negate, toInteger } from './number.ts'
import { isPlain, plainTests } from './plain.ts'
import { compared, memberOf, operate } from './operate.ts'
import { DaysDuration, MonthsDuration } from './time.ts'
import { conforms } from './type.ts'
import { needLight } from './weight.ts'
import { equal, inRange, isList, kindOf, openRange, Range, same, type Value } from './value.ts'

/** Turns a parsed expression into closures: parsed once, run often. */
export function compile(expr: Expr): Compiled {
	switch (expr.kind) {
		case 'literal': {
			const { value } = expr
			return () => value
		}
		case 'name':
			return compileName(expr.name)
		case 'path':
			return compilePath(compile(expr.of), expr.name)
		case 'filter':
			return compileFilter(compile(expr.of), compile(expr.by))
		case 'call':
			return compileCall(compile(expr.fn), expr.args.map(compile), expr.names, nameOf(expr.fn))
		case 'function':
			return compileFunction(expr.params, expr.body === null ? null : compile(expr.body))
		case 'for':
			return compileFor(expr.over.map(iteration), compile(expr.body))
		case 'some':
		case 'every':
			return compileQuantified(expr.kind, expr.over.map(iteration), compile(expr.body))
		case 'context':
			return compileContext(expr.entries.map(({ key, value }) => ({ key, value: compile(value) })))
		case 'list':
			return compileList(expr.items.map(compile))
		default:
			return compileOperator(expr)
	}
}

type Operator = Exclude<
	Expr,
	{
		kind: 'literal' | 'name' | 'path' | 'filter' | 'call' | 'function' | 'for' | 'some' | 'every' | 'context' | 'list'
	}
>

function compileOperator(expr: Operator): Compiled {
	switch (expr.kind) {
		case 'binary':
			return compileBinary(expr.op, compile(expr.left), compile(expr.right))
		case 'compare': {
			const [left, right, { op }] = [compile(expr.left), compile(expr.right), expr]
			return (env) => compared(op, left(env), right(env))
		}
		case 'negate':
			return compileNegation(compile(expr.of))
		case 'and':
			return compileBoth(false, compile(expr.left), compile(expr.right))
		case 'or':
			return compileBoth(true, compile(expr.left), compile(expr.right))
		case 'between': {
			const [of, low, high] = [compile(expr.of), compile(expr.low), compile(expr.high)]
			return (env) => inRange(of(env), new Range(true, low(env), high(env), true))
		}
		case 'in': {
			const [of, tests] = [compile(expr.of), expr.tests.map(compileTest)]
			return (env) => anyPasses(of(env), tests, env)
		}
		case 'instance': {
			const [of, { type }] = [compile(expr.of), expr]
			return (env) => {
				const value = of(env)
				return value !== null && conforms(value, type, false)
			}
		}
		case 'if': {
			const [test, then, other] = [compile(expr.test), compile(expr.then), compile(expr.other)]
			return (env) => (test(env) === true ? then(env) : other(env))
		}
		case 'range':
			return compileRange(expr.lowIn, compile(expr.low), compile(expr.high), expr.highIn)
		case 'open': {
			const [of, { op }] = [compile(expr.of), expr]
			return (env) => openRange(op, of(env))
		}
	}
}

const nameOf = (expr: Expr) => (expr.kind === 'name' ? expr.name : null)

function iteration(one: { name: string; over: Expr; to: Expr | null }) {
	return { name: one.name, over: compile(one.over), to: one.to === null ? null : compile(one.to) }
}

function compileName(name: string): Compiled {
	return (env) => {
		const value = env.find(name)
		if (value !== undefined) return value
		env.run.fault(`there is no \`${name}\` here`)
		return null
	}
}

function compilePath(of: Compiled, name: string): Compiled {
	return (env) => {
		const value = of(env)
		if (isList(value)) {
			env.run.step(value.length)
			return value.map((item) => memberOf(item, name) ?? null)
		}
		const found = memberOf(value, name)
		if (found === undefined && value !== null) env.run.fault(`a ${kindOf(value)} has no \`${name}\``)
		return found ?? null
	}
}

/** A filter that gives a number is an index, from 1, or from the end when negative. */
function compileFilter(of: Compiled, by: Compiled): Compiled {
	return (env) => {
		const value = of(env)
		const list = isList(value) ? value : value === null ? [] : [value]
		env.run.step(list.length + 1)
		const first = by(new ItemFrame(list[0] ?? null, env))
		if (isNum(first)) {
			const index = toInteger(first) ?? 0
			return index === 0 ? null : (list.at(index > 0 ? index - 1 : index) ?? null)
		}
		if (list.length > 0 && first !== null && typeof first !== 'boolean') return null
		return list.filter((item, n) => (n === 0 ? first : by(new ItemFrame(item, env))) === true)
	}
}

function compileBinary(op: '+' | '-' | '*' | '/' | '**', left: Compiled, right: Compiled): Compiled {
	return (env) => {
		const [a, b] = [left(env), right(env)]
		const result = operate(op, a, b)
		if (result === null) env.run.fault(`${kindOf(a)} ${op} ${kindOf(b)} gives nothing`)
		if (typeof result === 'string') env.run.step(result.length >> 6)
		return result
	}
}

function compileNegation(of: Compiled): Compiled {
	return (env) => {
		const value = of(env)
		if (isNum(value)) return negate(value)
		if (value instanceof DaysDuration) return new DaysDuration(-value.nanos)
		return value instanceof MonthsDuration ? new MonthsDuration(0 - value.months) : null
	}
}

/** `and` (stops at false) and `or` (stops at true), in three values. */
function compileBoth(stop: boolean, left: Compiled, right: Compiled): Compiled {
	return (env) => {
		const a = left(env)
		if (a === stop) return stop
		const b = right(env)
		if (b === stop) return stop
		return a === !stop && b === !stop ? !stop : null
	}
}

function compileRange(lowIn: boolean, low: Compiled, high: Compiled, highIn: boolean): Compiled {
	return (env) => new Range(lowIn, low(env), high(env), highIn)
}

function compileList(items: readonly Compiled[]): Compiled {
	return (env) => {
		env.run.step(items.length)
		return items.map((item) => item(env))
	}
}

/** A later entry sees the earlier ones. A key given twice makes the whole null. */
function compileContext(entries: readonly { readonly key: string; readonly value: Compiled }[]): Compiled {
	const twice = new Set(entries.map(({ key }) => key)).size !== entries.length
	return (env) => {
		if (twice) return null
		const made = new Map<string, Value>()
		let inner: Env = env
		for (const { key, value } of entries) {
			const given = value(inner)
			made.set(key, given)
			inner = new Bound(key, given, inner)
		}
		return made
	}
}

export type CompiledTest = (value: Value, env: Env) => boolean | null

/** One test of a value: with `?` in it, it must be true; without, the value must equal it, or be in its list or interval. */
function compileTest({ expr, asks }: UnaryTest): CompiledTest {
	const made = compile(expr)
	if (asks) return (value, env) => made(new Bound('?', value, env)) === true
	return (value, env) => passes(value, made(env))
}

function passes(value: Value, against: Value): boolean | null {
	needLight(value)
	needLight(against)
	if (against instanceof Range && !(value instanceof Range)) return inRange(value, against)
	if (!isList(against)) return equal(value, against)
	if (isList(value) && same(value, against)) return true
	return against.some((item) => (item instanceof Range ? passes(value, item) === true : same(value, item)))
}

function anyPasses(value: Value, tests: readonly CompiledTest[], env: Env): boolean | null {
	let unsure = false
	for (const test of tests) {
		const found = test(value, env)
		if (found === true) return true
		unsure ||= found === null
	}
	return unsure ? null : false
}

/** A whole cell. What cannot be compared is no hit, and no hit of what `not(…)` excludes either. */
export function compileTests(tests: UnaryTests): CompiledTest {
	if (tests.kind === 'any') return () => true
	const made = tests.tests.map(compileTest)
	const wanted = !tests.not
	const whole: CompiledTest = (value, env) => (anyPasses(value, made, env) === true) === wanted
	const plain = plainTests(tests)
	return plain === null ? whole : (value, env) => (isPlain(value) ? plain(value) : whole(value, env))
}
