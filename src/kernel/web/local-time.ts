import { clockTime, day } from './times.ts'

/** A moment as a field of date and time holds it: the bureau's wall clock, to the minute, or to the second. */
export function localText(moment: string | number, seconds = false): string {
	return `${day(moment)}T${clockTime(moment, seconds)}`
}

/** The moment such a field means, with seconds or without. All of China keeps one zone, eight hours ahead of UTC, without summer time. */
export function momentOf(text: string): string {
	return new Date(`${text}${text.length > 16 ? '' : ':00'}+08:00`).toISOString()
}
