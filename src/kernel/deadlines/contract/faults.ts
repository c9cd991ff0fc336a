/** Why a calendar or a regime cannot stand: by which rule, where in it, and in the words of both languages. */
export type BodyFault = {
	readonly rule: string
	/** The part of the body it is in: `zone`, `week.0`, `makeUp`, `days 2026-10-01`, `years`, `pauses`, `ladder`, … */
	readonly at: string
	readonly en: string
	readonly zh: string
}
