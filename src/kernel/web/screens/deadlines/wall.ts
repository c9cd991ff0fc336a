/** Instants as the wall clock of a zone shows them, for sums. Pure. */

type Wall = { readonly date: string; readonly clock: string }

const formats = new Map<string, Intl.DateTimeFormat>()

function wallOf(instant: number, zone: string): Wall {
	const format =
		formats.get(zone) ??
		new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
	formats.set(zone, format)
	const [date = '', clock = ''] = format.format(instant).split(' ')
	return { date, clock }
}

/** `2026-10-08 09:00`. */
export function wallText(instant: string, zone: string): string {
	const { date, clock } = wallOf(Date.parse(instant), zone)
	return `${date} ${clock}`
}

/** As the end of something: midnight is the `24:00` of the day it ends, not the beginning of the next. */
export function wallEnd(instant: string, zone: string): string {
	const { date, clock } = wallOf(Date.parse(instant), zone)
	if (clock !== '00:00') return `${date} ${clock}`
	return `${wallOf(Date.parse(instant) - 60_000, zone).date} 24:00`
}
