import type { CalendarBody } from './bodies.ts'

type Hours = CalendarBody['makeUp']

/** Working hours as a person writes them, `09:00–12:00, 13:30–17:30`; empty when the day is not worked. */
export function hoursText(hours: Hours): string {
	return hours.map(([from, until]) => `${from}–${until}`).join(', ')
}

/** C1. Hours as written, with any dash, comma or colon of either script; null when they cannot be read. */
export function readHours(text: string): Hours | null {
	const plain = text.replaceAll('：', ':').trim()
	if (plain === '') return []
	const hours: Hours = []
	for (const part of plain.split(/\s*[,，;；、]\s*/)) {
		const [, h1, m1, h2, m2] = /^(\d{1,2}):(\d\d)\s*[-–—~～至到]\s*(\d{1,2}):(\d\d)$/.exec(part) ?? []
		const from = clockOf(h1, m1)
		const until = clockOf(h2, m2)
		if (from === null || until === null) return null
		hours.push([from, until])
	}
	return hours.length > 8 ? null : hours
}

function clockOf(hour: string | undefined, minute: string | undefined): string | null {
	if (hour === undefined || minute === undefined) return null
	const clock = `${hour.padStart(2, '0')}:${minute}`
	return clock === '24:00' || (Number(hour) < 24 && Number(minute) < 60) ? clock : null
}
