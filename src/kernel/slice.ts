import type { ActPerformer } from './act.ts'
import type { FeedDeclaration, ResourceDeclaration } from './contract/declare.ts'
import type { Worker } from './jobs/api.ts'
import type { ViewShower } from './view.ts'

/** What a slice hands to the app: everything the kernel needs to run it. `src/app/slices.ts` lists them. */
export type Slice = {
	readonly name: string
	/** Absolute folder of the slice: the kernel finds `migrations/*.sql`, `powers/*.cedar`, `process/*` and `words/` there. */
	readonly folder: string
	readonly resources: readonly ResourceDeclaration[]
	readonly acts: readonly ActPerformer<any, any, any>[]
	readonly views: readonly ViewShower<any, any>[]
	/** What machines may send it that is no act: plain data, for the API's document; the slice's own routes take it. */
	readonly feeds?: readonly FeedDeclaration[]
	/** Queues that hear numbered messages, after they are in the ledger. */
	readonly hears?: readonly Worker[]
}
