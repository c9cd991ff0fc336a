import type { z } from 'zod'

/**
 * Contracts. A slice declares here, in plain data, every act that can change it and every view that can show it.
 * Nothing in this file touches a database: the web app and the server both read it.
 *
 * Act: the only way to change anything. View: the only way to show anything.
 * Resource: a kind of row that powers speak about; one declaration gives both its Cedar type and its columns.
 */

/** A sentence in both interface languages. */
export type Words = { readonly en: string; readonly zh: string }

/** How one Cedar attribute of a resource is read from SQL. */
export type AttributeDeclaration =
	| { readonly is: 'String' | 'Long' | 'Bool' | 'Agency'; readonly column: string; readonly optional?: true }
	/** A set kept in another table: rows of `table` whose `key` is the resource's id, their `column` being the members. */
	| {
			readonly is: 'Set<String>' | 'Set<Agency>'
			readonly table: string
			readonly key: string
			readonly column: string
			readonly where?: string
			/**
			 * Columns of `table` that repeat a column of the resource that never changes (resource column -> its copy), so
			 * that a page in that order is walked in the set's own index `(column, copy desc, key desc)`.
			 */
			readonly carries?: Readonly<Record<string, string>>
	  }

/** A kind of row that powers speak about. */
export type ResourceDeclaration = {
	/** Cedar entity type, e.g. `Incident`. */
	readonly type: string
	/** Schema-qualified table or view, e.g. `dispatch.incident`; null when the resource is not a row (the bureau itself). */
	readonly table: string | null
	/** Column holding the id. */
	readonly id: string
	/** The action that decides whether the row exists for a person at all: refused here means `not_found` everywhere. */
	readonly see: string
	/** The Bool attribute that is true once the row has ended; without one every row is live. */
	readonly ended?: string
	readonly attributes: Readonly<Record<string, AttributeDeclaration>>
}

/** Further facts an act's `load` hands to powers (Cedar context), beside `now` and `purpose`: every one always present. */
export type ContextDeclaration = Readonly<Record<string, 'String' | 'Long' | 'Bool'>>

/** What the readable API page and the OpenAPI document show for an act or a view. */
export type Example<I, O> = { readonly input: I; readonly output: O }

export type ActDeclaration<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = {
	readonly kind: 'act'
	/** `slice.noun.verb`, e.g. `dispatch.unit.assign`; also the Cedar action and the file name of its performer. */
	readonly name: string
	readonly summary: Words
	readonly resource: ResourceDeclaration
	/** Strict: unknown fields are refused. */
	readonly input: I
	readonly output: O
	/** `required`: the caller must send a purpose (matter and reason), which is entered. */
	readonly purpose: 'required' | 'none'
	/** Input fields that carry personal data: they enter the ledger as salted commitments, never in clear. */
	readonly personal: readonly string[]
	/**
	 * Fields that are secrets of a person (passwords, one-time codes, assertions): never logged, never entered. An act that
	 * takes or answers one keeps no idempotency key at all, since a plain hash of a password can be guessed and a kept answer
	 * can be read: such an act must be safe to repeat. `[]` when only the answer is a secret.
	 */
	readonly secret?: readonly string[]
	/** Facts `load` returns in `context`, so that powers may speak about them. */
	readonly context?: ContextDeclaration
	/** May be asked without signing in (intake by telephony, a caller's page). Powers still decide. */
	readonly anonymous?: true
	/** Its input holds a whole text (a drawing, a table): its body may be larger than others (H2). */
	readonly long?: true
	readonly example: Example<z.input<I>, z.output<O>>
}

export type ViewDeclaration<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = {
	readonly kind: 'view'
	readonly name: string
	readonly summary: Words
	readonly resource: ResourceDeclaration
	/** Query parameters arrive as text; use `z.coerce` for numbers. */
	readonly input: I
	readonly output: O
	/** `required`: shows personal data, needs matter and purpose; the look is entered in the ledger. */
	readonly purpose: 'required' | 'none'
	/**
	 * `entered`: shows personal data: one look is entered per opened filter (same person, post, view and input within the
	 * hour is one look). `open`: shows none.
	 */
	readonly looks: 'entered' | 'open'
	readonly anonymous?: true
	/** Its input may hold a whole text: see acts. */
	readonly long?: true
	readonly example: Example<z.input<I>, z.output<O>>
}

export type Declaration = ActDeclaration | ViewDeclaration

/**
 * A declared feed: what machines send that is no act of a person (a telephone exchange, trackers). It has an address and a
 * key of its own; what comes in is checked like an act's input.
 */
export type FeedDeclaration<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
	readonly kind: 'feed'
	/** `slice.feed`, e.g. `dispatch.telephony`. */
	readonly name: string
	/** Where it is sent to by POST, e.g. `/calls/telephony`. */
	readonly path: `/${string}`
	readonly summary: Words
	/** Whose key it is and where it comes from: sent as `Authorization: Bearer`. */
	readonly key: Words
	readonly input: I
	readonly output: O
	readonly example: Example<z.input<I>, z.output<O>>
}

/** Declares an act, keeping the exact types of its input and output. */
export function act<I extends z.ZodObject, O extends z.ZodType>(
	declaration: Omit<ActDeclaration<I, O>, 'kind'>,
): ActDeclaration<I, O> {
	return { kind: 'act', ...declaration }
}

/** Declares a view, keeping the exact types of its input and output. */
export function view<I extends z.ZodObject, O extends z.ZodType>(
	declaration: Omit<ViewDeclaration<I, O>, 'kind'>,
): ViewDeclaration<I, O> {
	return { kind: 'view', ...declaration }
}

/** Declares a feed, keeping the exact types of what it takes and answers. */
export function feed<I extends z.ZodType, O extends z.ZodType>(
	declaration: Omit<FeedDeclaration<I, O>, 'kind'>,
): FeedDeclaration<I, O> {
	return { kind: 'feed', ...declaration }
}

/** Declares a resource. */
export function resource<const R extends ResourceDeclaration>(declaration: R): R {
	return declaration
}
