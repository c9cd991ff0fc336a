/** A calendar or a regime that cannot stand: every fault found, in plain words. */
export class CalendarFault extends Error {
	readonly faults: readonly string[]

	constructor(faults: readonly string[]) {
		super(faults.join('; '))
		this.name = 'CalendarFault'
		this.faults = faults
	}
}
