import type { ActContext, Message } from './act.ts'
import type { Tx } from './db/schema.ts'

/** A matter that passes from one agency to another, inside the act that does it. */
export type Handed = {
	readonly matter: string
	readonly from: string
	readonly to: string
}

/** What a slice says of its matters of one kind, so that any of them can be handed over. */
export type HandsOver = {
	/** The matter's number or name as people read it out: no personal data. Null when there is none. */
	number(tx: Tx, matter: string): Promise<string | null>
	/**
	 * Lets the slice's own record follow its matter to the new agency, in the same transaction.
	 * @returns messages to send on
	 * @throws Refusal when the record cannot follow: then nothing passes
	 */
	follow(context: Pick<ActContext, 'tx' | 'who' | 'now'>, handed: Handed): Promise<readonly Message[]>
}

/** A crewed resource that one agency can lend another. */
export type Lendable = { readonly id: string; readonly en: string; readonly zh: string }

/** What a slice that has units says of lending them. */
export type Lends = {
	/** Which units of its own an agency could lend. */
	readonly units: (tx: Tx, agency: string) => Promise<readonly Lendable[]>
	/**
	 * Lets the borrower see and send them, or, with null, nobody but their own agency again. Units of other slices are left out.
	 * @returns messages to send on
	 */
	readonly pass: (tx: Tx, units: readonly string[], to: string | null) => Promise<readonly Message[]>
}
