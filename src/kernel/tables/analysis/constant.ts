import type { Expr, UnaryTest } from '../feel/ast.ts'
import { builtins } from '../feel/builtins/all.ts'
import { compile } from '../feel/compile.ts'
import { Frame } from '../feel/env.ts'
import { FeelFault, factNames } from '../feel.ts'
import { parseExpression } from '../feel/parse.ts'
import { Evaluation } from '../feel/run.ts'
import { isList, Range, type Value } from '../feel/value.ts'

const makers = new Set(['date', 'time', 'date and time', 'duration', 'number'])

/** Is the expression the same whatever the facts are? Literals, and days and durations made from them. */
function isConstant(expr: Expr): boolean {
	switch (expr.kind) {
		case 'literal':
			return true
		case 'negate':
			return isConstant(expr.of)
		case 'call':
			return expr.fn.kind === 'name' && makers.has(expr.fn.name) && expr.names === null && expr.args.every(isConstant)
		case 'list':
			return expr.items.every((item) => isConstant(item) || isConstantTest(item))
		default:
			return false
	}
}

function isConstantTest(expr: Expr): boolean {
	if (expr.kind === 'open') return isConstant(expr.of)
	if (expr.kind === 'range') return isConstant(expr.low) && isConstant(expr.high)
	return isConstant(expr)
}

const env = () => new Frame(new Evaluation(new Date(0)), builtins)

/** The value of a constant; undefined when the expression depends on anything. */
function constantOf(expr: Expr): Value | undefined {
	return isConstant(expr) ? compile(expr)(env()) : undefined
}

/** The same for the text of an output cell; empty is null. */
export function constantIn(cell: string): Value | undefined {
	if (cell === '' || cell === '-') return null
	try {
		return constantOf(parseExpression(cell, factNames()))
	} catch (error) {
		if (error instanceof FeelFault) return undefined
		throw error
	}
}

/** The values at which a test changes its answer; undefined when it depends on anything but the value tested. */
export function boundariesOf({ expr, asks }: UnaryTest): readonly Value[] | undefined {
	if (asks || !isConstantTest(expr)) return undefined
	return ends(compile(expr)(env()))
}

function ends(value: Value): readonly Value[] {
	if (isList(value)) return value.flatMap(ends)
	return value instanceof Range ? [value.low, value.high].filter((end) => end !== null) : [value]
}
