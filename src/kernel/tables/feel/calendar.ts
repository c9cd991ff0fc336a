/** The proleptic Gregorian calendar on days counted from 1970-01-01, far beyond the years that `Date` holds. */

export const nanosOfDay = 86_400_000_000_000

export type Civil = { readonly year: number; readonly month: number; readonly day: number }

/** Days since 1970-01-01 of a civil date (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function daysOf({ year, month, day }: Civil): number {
	const y = month <= 2 ? year - 1 : year
	const era = Math.floor(y / 400)
	const yearOfEra = y - era * 400
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
	const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
	return era * 146_097 + dayOfEra - 719_468
}

/** The civil date of a day (the same source). */
export function civilOf(days: number): Civil {
	const z = days + 719_468
	const era = Math.floor(z / 146_097)
	const dayOfEra = z - era * 146_097
	const yearOfEra = Math.floor(
		(dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
	)
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
	const m = Math.floor((5 * dayOfYear + 2) / 153)
	const month = m < 10 ? m + 3 : m - 9
	return {
		year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1,
	}
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

export function lengthOfMonth(year: number, month: number): number {
	return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Monday 1 to Sunday 7. */
export function weekdayOf(day: number): number {
	return ((((day + 3) % 7) + 7) % 7) + 1
}

export function dayOfYear(day: number): number {
	return day - daysOf({ year: civilOf(day).year, month: 1, day: 1 }) + 1
}

/** ISO 8601 week, 1 to 53. */
export function weekOf(day: number): number {
	const thursday = day - weekdayOf(day) + 4
	return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
}
