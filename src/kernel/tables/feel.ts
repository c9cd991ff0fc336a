import { builtins } from './feel/builtins/all.ts'
import { expressionFrom, testsFrom } from './feel/compile-text.ts'
import type { Env } from './feel/env.ts'
import { bareWorld, Names } from './feel/names.ts'
import { isNum, toDouble } from './feel/number.ts'
import { Evaluation } from './feel/run.ts'
import { toValue } from './feel/to-value.ts'
import { needLight } from './feel/weight.ts'
import { isContext, isList, isTemporal, textOf, type Value } from './feel/value.ts'

export { FeelStopped } from './feel/run.ts'
export { FeelFault } from './feel/scan.ts'

/** FEEL behind one door: what other rooms need of it, with facts and answers as plain data. */

export type Facts = Readonly<Record<string, unknown>>
/** Does the cell accept the value? */
export type Test = (value: unknown, facts: Facts) => boolean
/** `now` is what FEEL's `now()` and `today()` say. @throws FeelStopped when the evaluation does too much */
export type Expression = (facts: Facts, now?: Date) => unknown

/** The facts of one evaluation; they hide FEEL's own functions of the same name. */
export class FactsEnv implements Env {
	readonly run: Evaluation
	readonly facts: Facts
	constructor(facts: Facts, now = new Date()) {
		this.facts = facts
		this.run = new Evaluation(now)
	}
	find(name: string): Value | undefined {
		return Object.hasOwn(this.facts, name) ? toValue(this.facts[name]) : (builtins.get(name) ?? null)
	}
}

/** Names in sight of an expression over facts: FEEL's functions, and those facts whose names hold blanks or signs. */
export function factNames(names: Iterable<string> = []): Names {
	return new Names(bareWorld(), null, [...builtins.keys(), ...names])
}

/** Compiles an expression over facts; a name that no fact has is null. Empty is null. @throws FeelFault */
export function compileExpression(text: string, names: Iterable<string> = []): Expression {
	if (text.trim() === '') return () => null
	const made = expressionFrom(text, factNames(names))
	return (facts, now) => {
		const env = new FactsEnv(facts, now)
		return env.run.inside('', () => {
			const value = made(env)
			needLight(value)
			return loose(value)
		})
	}
}

/** Compiles an input entry. Empty and `-` accept everything. @throws FeelFault */
export function compileTest(text: string): Test {
	const made = testsFrom(text, factNames())
	return (value, facts) => made(toValue(value), new FactsEnv(facts)) === true
}

/** Plain data, but days, times and durations stay what they are, so that they can be given back; as JSON they are ISO text. */
function loose(value: Value): unknown {
	if (isNum(value)) return toDouble(value)
	if (isList(value)) return value.map(loose)
	if (isContext(value)) return Object.fromEntries([...value].map(([key, item]) => [key, loose(item)]))
	return value === null || typeof value !== 'object' || isTemporal(value) ? value : textOf(value)
}
