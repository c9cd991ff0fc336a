import type { ActPerformer } from './act.ts'
import type { ResourceDeclaration } from './contract/declare.ts'
import type { ViewShower } from './view.ts'

/** What a slice hands to the app: everything the kernel needs to run it. `src/app/slices.ts` lists them. */
export type Slice = {
	readonly name: string
	/** Absolute folder of the slice: the kernel finds `migrations/*.sql`, `powers/*.cedar`, `process/*` and `words/` there. */
	readonly folder: string
	readonly resources: readonly ResourceDeclaration[]
	readonly acts: readonly ActPerformer<any, any, any>[]
	readonly views: readonly ViewShower<any, any>[]
	/** Called for each numbered message after it is in the ledger; must be repeatable (at least once). */
	readonly hears?: readonly Hearer[]
}

export type Hearer = {
	readonly topic: string
	/** Job queue the message goes to. */
	readonly queue: string
}
