import type { Expr } from '../feel/ast.ts'

/** Is a function of this name surely called whenever the expression is evaluated? Then it can never end. */
export function surelyCalls(name: string, expr: Expr): boolean {
	const calls = (one: Expr) => surelyCalls(name, one)
	switch (expr.kind) {
		case 'call':
			return (expr.fn.kind === 'name' && expr.fn.name === name) || calls(expr.fn) || expr.args.some(calls)
		case 'if':
			return calls(expr.test) || (calls(expr.then) && calls(expr.other))
		case 'and':
		case 'or':
			return calls(expr.left)
		case 'binary':
		case 'compare':
			return calls(expr.left) || calls(expr.right)
		case 'between':
			return [expr.of, expr.low, expr.high].some(calls)
		case 'range':
			return calls(expr.low) || calls(expr.high)
		case 'path':
		case 'filter':
		case 'negate':
		case 'in':
		case 'instance':
		case 'open':
			return calls(expr.of)
		case 'list':
			return expr.items.some(calls)
		case 'context':
			return expr.entries.some(({ value }) => calls(value))
		case 'for':
		case 'some':
		case 'every': {
			const [first] = expr.over
			return first !== undefined && (calls(first.over) || (first.to !== null && calls(first.to)))
		}
		case 'literal':
		case 'name':
		case 'function':
			return false
	}
}
