/** What a pair of values can be; a kind names its own in order, from the same to different. */
export type Level = {
	readonly name: string
	/** Share of matches and of other pairs that come out so, before any data are seen. */
	readonly m: number
	readonly u: number
}

/**
 * How one kind of field is read, compared and blocked. `Form` is a value made ready once; a value that says nothing is null.
 * Level 0 is agreement in full: there the frequency of the value itself counts.
 */
export type Kind<Form = unknown> = {
	readonly levels: readonly Level[]
	/** Fields of one family may stand in each other's place (given name and surname, two lines of an address). */
	readonly family?: string
	/** The value as it counts for frequency and for being the same; null where nothing stands. */
	read(text: string): string | null
	form(value: string): Form
	compare(a: Form, b: Form): number
	/** What records must share to be looked at together by this field; the whole value first. */
	keys(form: Form, value: string): readonly string[]
}

/** Keeps the two sides of a kind of one type and forgets the type towards those who hold many kinds. */
export function kind<Form>(made: Kind<Form>): Kind {
	return {
		...made,
		form: (value) => made.form(value),
		// Forms come from this kind's own `form` and from nowhere else.
		compare: (a, b) => made.compare(a as Form, b as Form),
		keys: (form, value) => made.keys(form as Form, value),
	}
}
