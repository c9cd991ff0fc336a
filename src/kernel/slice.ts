import type { ActPerformer } from './act.ts'
import type { Connector } from './contract/connector.ts'
import type { FeedDeclaration, ResourceDeclaration } from './contract/declare.ts'
import type { HandsOver, Lends } from './handing.ts'
import type { Worker } from './jobs/api.ts'
import type { Service } from './matters/process/services.ts'
import type { BriefSource, DutySource, FactSource, ReportForm } from './record.ts'
import type { RecordedSource } from './tables/recorded.ts'
import type { Tells } from './telling.ts'
import type { ViewShower } from './view.ts'

/** What a slice hands to the app: everything the kernel needs to run it. `src/app/slices.ts` lists them. */
export type Slice = {
	readonly name: string
	/** Absolute folder of the slice: the kernel finds `migrations/*.sql`, `powers/*.cedar`, `process/*` and `words/` there. */
	readonly folder: string
	readonly resources: readonly ResourceDeclaration[]
	readonly acts: readonly ActPerformer<any, any, any>[]
	readonly views: readonly ViewShower<any, any>[]
	/**
	 * Of a drawing whose steps this slice's acts make (`slice.process`): the elements before which a bureau may draw a task of
	 * its own, an approval (M101).
	 */
	readonly mayHold?: Readonly<Record<string, readonly string[]>>
	/** What its rule tables were asked, by their names, for a replay before another version is published (T24). */
	readonly recorded?: Readonly<Record<string, RecordedSource>>
	/** How its matters, by kind, pass to another agency. A kind that no slice names passes with its matter's row alone. */
	readonly handsOver?: Readonly<Record<string, HandsOver>>
	/** Which of its matters, by kind, the public may be told of. Of a kind that no slice names nothing is told. */
	readonly tells?: Readonly<Record<string, Tells>>
	/** Units of an agency that it could lend another, and how they pass. */
	readonly lends?: Lends
	/** What machines may send it that is no act: plain data, for the API's document; the slice's own routes take it. */
	readonly feeds?: readonly FeedDeclaration[]
	/** What it is connected to outside, each with what does the same by hand (D299). */
	readonly connectors?: readonly Connector[]
	/** Queues that hear numbered messages, after they are in the ledger. */
	readonly hears?: readonly Worker[]
	/** Sections of briefings it tells. */
	readonly briefs?: readonly BriefSource[]
	/** Facts of its rows that reports are filled from. */
	readonly facts?: readonly FactSource[]
	/** Reports that are filled from such facts. */
	readonly forms?: readonly ReportForm[]
	/** What it gives posts to do. */
	readonly duties?: readonly DutySource[]
	/** Services its drawings ask, by the name drawn: run by a job after the commit (M50). */
	readonly services?: Readonly<Record<string, Service>>
}
