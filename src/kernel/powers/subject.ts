import type { ResourceDeclaration } from '../contract/declare.ts'

/** One row as powers see it: its declaration, its id, and its attributes by Cedar name. */
export type Subject = {
	readonly resource: ResourceDeclaration
	readonly id: string
	readonly attributes: Readonly<Record<string, string | number | boolean | readonly string[] | null>>
}
