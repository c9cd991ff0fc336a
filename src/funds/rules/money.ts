/** A payment as it stands where money is followed. */
export type Told = {
	readonly n: number
	/** The transfer it became; null while its time or the victim's account is not known. */
	readonly transfer: number | null
	readonly to: number
	readonly minor: number
	/** When it was paid; the moment of the report while that is not known (`timed` false). */
	readonly at: Date
	readonly timed: boolean
}
