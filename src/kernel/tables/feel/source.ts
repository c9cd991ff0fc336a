import type { Comparison, Expr } from './ast.ts'
import type { Names } from './names.ts'
import type { Scanner } from './scan.ts'

/** What is being read, the names in sight, and the readers that the levels of the grammar call in each other. */
export type Source = {
	readonly scan: Scanner
	readonly names: Names
	readonly expression: (source: Source) => Expr
	readonly additive: (source: Source) => Expr
	/** Is an interval's upper end being read, which `[` may close? */
	readonly closing: boolean
	/** Told of each name that nothing in sight has. */
	readonly unknown: (name: string) => void
}

export function comparisonAt(scan: Scanner): Comparison | null {
	for (const op of ['<=', '>=', '!=', '<', '>', '='] as const) if (scan.take(op)) return op
	return null
}
