import { clockTime, day } from './times.ts'

/** A moment as a field of date and time holds it: the bureau's wall clock, to the minute. */
export function localText(moment: string | number): string {
	return `${day(moment)}T${clockTime(moment, false)}`
}

/** The moment such a field means. All of China keeps one zone, eight hours ahead of UTC, without summer time. */
export function momentOf(text: string): string {
	return new Date(`${text}:00+08:00`).toISOString()
}
