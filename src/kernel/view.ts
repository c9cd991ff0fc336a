import type { z } from 'zod'
import type { ViewDeclaration } from './contract/declare.ts'
import type { Purpose } from './contract/scalars.ts'
import type { Tx } from './db/schema.ts'
import type { Subject } from './powers/subject.ts'
import type { Who } from './who.ts'

export type ViewContext = {
	readonly tx: Tx
	readonly who: Who
	readonly now: Date
	readonly purpose: Purpose | null
}

/** What a view shows and whose personal data that was. */
export type Shown<O> = {
	readonly output: O
	/** Ids of the records whose personal data was shown: entered as commitments with their number. */
	readonly records?: readonly { readonly type: string; readonly id: string }[]
	readonly matter?: string | null
}

export type ViewShower<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = {
	readonly declaration: ViewDeclaration<I, O>
	/**
	 * What `decide` is asked about before anything is read: the row itself for a single view (throw `notFound()` when
	 * absent), or the agency whose list it is. Rows of a list are filtered by the slice's `…For(tx, who)`.
	 */
	subject(tx: Tx, input: z.output<I>, who: Who): Promise<Subject>
	show(context: ViewContext, input: z.output<I>): Promise<Shown<z.output<O>>>
}

/** Binds a declared view to the code that shows it. One file, one view. */
export function shows<I extends z.ZodObject, O extends z.ZodType>(
	declaration: ViewDeclaration<I, O>,
	parts: Omit<ViewShower<I, O>, 'declaration'>,
): ViewShower<I, O> {
	return { declaration, ...parts }
}
