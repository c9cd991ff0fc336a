import type { FeelType } from './type.ts'
import type { Value } from './value.ts'

export type Binary = '+' | '-' | '*' | '/' | '**'
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

export type Iteration = { readonly name: string; readonly over: Expr; readonly to: Expr | null }

/** A parsed FEEL expression. */
export type Expr =
	| { readonly kind: 'literal'; readonly value: Value }
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'path'; readonly of: Expr; readonly name: string }
	| { readonly kind: 'filter'; readonly of: Expr; readonly by: Expr }
	| {
			readonly kind: 'call'
			readonly fn: Expr
			readonly args: readonly Expr[]
			readonly names: readonly string[] | null
	  }
	| { readonly kind: 'binary'; readonly op: Binary; readonly left: Expr; readonly right: Expr }
	| { readonly kind: 'compare'; readonly op: Comparison; readonly left: Expr; readonly right: Expr }
	| { readonly kind: 'negate'; readonly of: Expr }
	| { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
	| { readonly kind: 'between'; readonly of: Expr; readonly low: Expr; readonly high: Expr }
	| { readonly kind: 'in'; readonly of: Expr; readonly tests: readonly UnaryTest[] }
	| { readonly kind: 'instance'; readonly of: Expr; readonly type: FeelType }
	| { readonly kind: 'if'; readonly test: Expr; readonly then: Expr; readonly other: Expr }
	| { readonly kind: 'for'; readonly over: readonly Iteration[]; readonly body: Expr }
	| { readonly kind: 'some' | 'every'; readonly over: readonly Iteration[]; readonly body: Expr }
	| {
			readonly kind: 'function'
			readonly params: readonly { readonly name: string; readonly type: FeelType | null }[]
			readonly body: Expr | null
	  }
	| { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly value: Expr }[] }
	| { readonly kind: 'list'; readonly items: readonly Expr[] }
	| {
			readonly kind: 'range'
			readonly lowIn: boolean
			readonly low: Expr
			readonly high: Expr
			readonly highIn: boolean
	  }
	/** `< 10` standing alone: a comparison with `?` in a test, an interval elsewhere. */
	| { readonly kind: 'open'; readonly op: Comparison; readonly of: Expr }

/** One of a cell's tests: a comparison or interval, or an expression; `asks` says whether it mentions `?`. */
export type UnaryTest = { readonly expr: Expr; readonly asks: boolean }

export type UnaryTests =
	| { readonly kind: 'any' }
	| { readonly kind: 'tests'; readonly not: boolean; readonly tests: readonly UnaryTest[] }
