import type { CalendarBody, RegimeBody } from './bodies.ts'

/** Ids and bodies the examples of the contract share. */
export const shown = {
	bureau: '019aa000-0000-7000-8000-0000000000a1',
	station: '019aa000-0000-7000-8000-0000000000a2',
	edition: '019aa000-0000-7000-8000-0000000000a3',
	deadline: '019aa000-0000-7000-8000-0000000000a4',
	matter: '019aa000-0000-7000-8000-0000000000a5',
} as const

const office: [string, string][] = [
	['09:00', '12:00'],
	['13:30', '17:30'],
]

export const sampleCalendar: CalendarBody = {
	zone: 'Asia/Shanghai',
	week: [office, office, office, office, office, [['09:00', '12:00']], []],
	makeUp: office,
	days: [{ date: '2026-01-01', is: 'holiday', name: { en: "New Year's Day", zh: '元旦' } }],
	years: [2026],
	sources: [],
}

const basis = { en: 'House rule 12', zh: '内部规定第十二条', confirmed: true }

export const sampleRegime: RegimeBody = {
	name: { en: 'Call a resident back', zh: '回访居民' },
	basis,
	unit: 'working_hours',
	amount: 4,
	countsStart: true,
	atHoliday: 'stays',
	dayEnds: 'midnight',
	liberty: false,
	warnMinutes: 60,
	pauses: [],
	extensions: [],
	ladder: [{ tier: 'county', afterMinutes: 60 }],
}
