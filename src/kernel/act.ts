import type { z } from 'zod'
import type { ActDeclaration } from './contract/declare.ts'
import type { Purpose } from './contract/scalars.ts'
import type { Tx } from './db/schema.ts'
import type { Subject } from './powers/subject.ts'
import type { Refusal } from './refusal.ts'
import type { Who } from './who.ts'

/** JSON that goes into the ledger as it stands: no personal data. Integers within 2^53. */
export type Fact = { readonly [key: string]: FactValue }
export type FactValue = string | number | boolean | null | readonly FactValue[] | Fact

/** A message that leaves with the commit and gets the ledger's number: screens, jobs and other slices hear it. */
export type Message = {
	/** `slice.noun.verb-ed`, e.g. `dispatch.incident.changed`. */
	readonly topic: string
	/** The row it is about; who may see that row may hear it. */
	readonly resource: { readonly type: string; readonly id: string } | null
	/** Ids and states only, never personal data. */
	readonly body: Fact
}

/** What an act tells the kernel it did. */
export type Done<O> = {
	readonly output: O
	/** The ledger's line: ids, states, rule ids, table rows. Never personal data (see `personal`). */
	readonly fact: Fact
	/** Personal fields entered as salted commitments; name -> clear value. */
	readonly personal?: Readonly<Record<string, string>>
	readonly messages?: readonly Message[]
	/** The matter the act belongs to, when there is one. */
	readonly matter?: string | null
	/** S16. Writes on their way: the ledger's line and COMMIT are sent behind them without a wait. */
	readonly writing?: Promise<unknown>
	/**
	 * S15. The line stands under this agency (null: under none), on no matter, and says nobody: who did it is one more
	 * commitment. For what must be kept from the actor's own chain of command.
	 */
	readonly sealed?: { readonly agency: string | null }
}

export type ActContext = {
	readonly tx: Tx
	readonly who: Who
	/** The act's one clock. */
	readonly now: Date
	readonly key: string
	readonly purpose: Purpose | null
	/** Rule ids that allowed it. */
	readonly rules: readonly string[]
}

/** What an act is performed on, loaded and locked. */
export type Loaded<S> = {
	readonly subject: Subject
	/** The slice's own row(s), handed on to `run`. */
	readonly row: S
	/** Version as stored; compared with `input.version` when the contract has one. Null: nothing to overtake. */
	readonly version: number | null
	/** Further facts powers may ask about (Cedar context). */
	readonly context?: Readonly<Record<string, string | number | boolean>>
}

export type ActPerformer<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType, S = unknown> = {
	readonly declaration: ActDeclaration<I, O>
	/**
	 * S18. `serializable`: what it checks over other rows still holds when it writes. Every act whose writes could break such a
	 * check declares it too. Left out: each statement sees what was committed before it (READ COMMITTED).
	 */
	readonly isolation?: 'serializable'
	/** Loads the subject `for update`, or throws `notFound()`. For a new thing: the agency or desk it is born at. */
	load(tx: Tx, input: z.output<I>, who: Who, now: Date): Promise<Loaded<S>>
	/** Writes. Throws `Refusal` for an expected no; the transaction then leaves nothing but the refusal's entry. */
	run(context: ActContext, row: S, input: z.output<I>): Promise<Done<z.output<O>>>
	/**
	 * What must outlive a no (the count of failed sign-ins). Called after the rollback, in a transaction of its own (the one
	 * that enters the refusal, when there is one).
	 */
	refused?(tx: Tx, who: Who, input: z.output<I>, refusal: Refusal, now: Date): Promise<void>
}

/** Binds a declared act to the code that performs it. One file, one act. */
export function performs<I extends z.ZodObject, O extends z.ZodType, S>(
	declaration: ActDeclaration<I, O>,
	parts: Omit<ActPerformer<I, O, S>, 'declaration'>,
): ActPerformer<I, O, S> {
	return { declaration, ...parts }
}
