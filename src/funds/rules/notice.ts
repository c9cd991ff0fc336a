const day = 86_400_000
/** China keeps one time, eight hours before UTC. */
const zone = 8 * 3_600_000

/** F291. Days a return stands in public notice. */
export const noticeDays = 30
/** F293. Days in which an objection is answered. */
export const objectionDays = 7

/** The end of the n-th calendar day in China after the day of a moment: the day it begins on does not count. */
export function endOfDay(from: Date, days: number): Date {
	const today = Math.floor((from.getTime() + zone) / day)
	return new Date((today + 1 + days) * day - zone)
}
