import { type Calendar, readCalendar } from '../calendar.ts'
import type { CalendarBody, Unit } from '../contract/bodies.ts'
import { type Part, type Pause, type Question, reckon } from '../reckon.ts'
import { daysFrom, writeDate } from '../zone.ts'
import { stepped, type Walls, Worked, wallsOf } from './oracle.ts'
import { seeded } from '#kernel/seeded.ts'

/** Random cases, each by its number, and what both ways of counting say of them. */

const zones = [
	'Asia/Shanghai',
	'Asia/Urumqi',
	'Asia/Kathmandu',
	'Europe/London',
	'America/New_York',
	'America/Santiago',
	'America/Havana',
	'Africa/Cairo',
	'Africa/Casablanca',
	'Asia/Beirut',
	'Australia/Lord_Howe',
	'Pacific/Chatham',
	'Antarctica/Troll',
] as const
const units: readonly Unit[] = ['minutes', 'hours', 'days', 'months', 'working_days', 'working_hours']
/** 2025 and 2026. */
const windowStart = daysFrom(2025, 1, 1) * 1_440
const windowMinutes = 730 * 1_440
const calendarsEach = 6

/** Whole numbers below a bound, by a seed alone. */
function dice(seed: number): (below: number) => number {
	const random = seeded(seed)
	return (below) => Math.floor(random() * below)
}

const clock = (minute: number) =>
	`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

function randomHours(below: (n: number) => number): [string, string][] {
	switch (below(6)) {
		case 0:
			return [['00:00', '24:00']]
		case 1:
			return [
				['00:00', clock(1 + below(300))],
				[clock(1_200 + below(200)), '24:00'],
			]
		case 2: {
			const cuts = Array.from({ length: 6 }, () => below(1_440)).sort((a, b) => a - b)
			return [0, 2, 4].flatMap((n): [string, string][] => {
				const [from = 0, until = 0] = cuts.slice(n, n + 2)
				return until > from ? [[clock(from), clock(until)]] : []
			})
		}
		default:
			return [
				['09:00', '12:00'],
				['13:30', '17:30'],
			]
	}
}

/** The calendar of a number: a zone of the list, a week, and some days that differ. */
function randomCalendar(number: number): CalendarBody {
	const below = dice(number * 7_919 + 1)
	const office = randomHours(below)
	const weekday = () => (below(5) === 0 ? [] : below(4) === 0 ? randomHours(below) : office)
	const week: CalendarBody['week'] = [
		[...office, ...(office.length === 0 ? [['09:00', '10:00'] satisfies [string, string]] : [])],
		weekday(),
		weekday(),
		weekday(),
		weekday(),
		below(3) === 0 ? randomHours(below) : [],
		below(5) === 0 ? randomHours(below) : [],
	]
	const dates = new Set(Array.from({ length: below(60) }, () => windowStart / 1_440 + below(730)))
	const name = { en: 'A day', zh: '某日' }
	const days = [...dates].map((date): CalendarBody['days'][number] => {
		const text = writeDate(date)
		return below(3) === 0
			? { date: text, is: 'working', name, hours: [[clock(below(700)), clock(720 + below(721))]] }
			: { date: text, is: 'holiday', name }
	})
	const zone = zones[number % zones.length] ?? 'Asia/Shanghai'
	return { zone, week, makeUp: [['09:00', '17:00']], days, years: [2025, 2026], sources: [] }
}

type Ready = {
	readonly calendar: Calendar
	readonly worked: Worked
	readonly walls: Walls
	readonly body: CalendarBody
	/** Minutes at which the zone's clocks change within the window. */
	readonly changes: readonly number[]
}
const readied = new Map<number, Ready>()
const walls = new Map<string, Pick<Ready, 'walls' | 'changes'>>()

function readWalls(zone: string): Pick<Ready, 'walls' | 'changes'> {
	const read = wallsOf(zone, windowStart, windowMinutes)
	const changes: number[] = []
	for (let i = 1; i < windowMinutes; i += 1)
		if ((read.wall[i] ?? 0) - (read.wall[i - 1] ?? 0) !== 1) changes.push(windowStart + i)
	return { walls: read, changes }
}

function ready(number: number): Ready {
	const before = readied.get(number)
	if (before !== undefined) return before
	const body = randomCalendar(number)
	const known = walls.get(body.zone) ?? readWalls(body.zone)
	walls.set(body.zone, known)
	const made = { calendar: readCalendar(body), worked: new Worked(body), body, ...known }
	readied.set(number, made)
	return made
}

const mostOf: Readonly<Record<Unit, number>> = {
	minutes: 60_000,
	hours: 900,
	days: 60,
	months: 4,
	working_days: 30,
	working_hours: 200,
}

function randomQuestion(below: (n: number) => number, changes: readonly number[]): Question {
	const unit = units[below(units.length)] ?? 'days'
	const liberty = unit !== 'working_days' && unit !== 'working_hours' && below(3) === 0
	// Every third begins in the two days before a change of the clocks.
	const near = below(3) === 0 ? changes[below(changes.length)] : undefined
	const from = near === undefined ? windowStart + 3_000 + below(390 * 1_440) : near - below(2_880)
	return {
		unit,
		amount: 1 + below(below(3) === 0 ? (mostOf[unit] ?? 1) : Math.ceil((mostOf[unit] ?? 1) / 6)),
		countsStart: liberty || below(2) === 0,
		atHoliday: !liberty && below(2) === 0 ? 'next_working_day' : 'stays',
		dayEnds: !liberty && below(3) === 0 ? 'close' : 'midnight',
		liberty,
		from,
		pauses: randomPauses(below, from),
	}
}

function randomPauses(below: (n: number) => number, from: number): readonly Pause[] {
	const pauses: Pause[] = []
	let at = from
	for (let left = below(5) < 3 ? 0 : 1 + below(3); left > 0; left -= 1) {
		const begin = at + below(20_000)
		const until = begin + 1 + below(below(2) === 0 ? 600 : 15_000)
		pauses.push({ from: begin, until, ground: 'identity_unclear' })
		at = until
	}
	return pauses
}

export type Case = { readonly number: number; readonly body: CalendarBody; readonly question: Question }
export type Tried = {
	/** Cases compared, those left out whose end lies past the window not counted. */
	readonly tried: number
	readonly differing: readonly (Case & { readonly ours: number; readonly stepped: number })[]
	readonly broken: readonly (Case & { readonly why: string })[]
	/** Milliseconds our own way took, the other's not counted. */
	readonly ms: number
}

/** Compares both ways on `count` cases, beginning at case `first`. */
export function tryCases(count: number, first = 0): Tried {
	const differing: Tried['differing'][number][] = []
	const broken: Tried['broken'][number][] = []
	let tried = 0
	let ms = 0
	for (let number = first; tried < count; number += 1) {
		const below = dice(number * 2_654_435 + 17)
		const { calendar, worked, walls: wall, body, changes } = ready(below(zones.length * calendarsEach))
		const question = randomQuestion(below, changes)
		const other = stepped(question, wall, worked)
		if (other === null) continue
		tried += 1
		const began = performance.now()
		const sum = reckon(question, calendar)
		ms += performance.now() - began
		if (sum.due !== other) differing.push({ number, body, question, ours: sum.due, stepped: other })
		const why = faultIn(sum.parts, question, sum.due)
		if (why !== null) broken.push({ number, body, question, why })
	}
	return { tried, differing, broken, ms }
}

/** C16. What is wrong with the parts of a sum; null when nothing is. */
function faultIn(parts: readonly Part[], question: Question, due: number): string | null {
	let at = question.from
	let counted = 0
	for (const part of parts) {
		if (part.from !== at) return `a gap or overlap at ${part.from}`
		if (part.until <= part.from) return `an empty part at ${part.from}`
		at = part.until
		counted += part.counts
	}
	if (at !== due) return `the parts end at ${at}`
	const { unit, amount, liberty } = question
	if (unit === 'months') return null
	const minutes = unit === 'hours' || unit === 'working_hours' ? 60 : unit === 'days' && liberty ? 1_440 : 1
	return counted === amount * minutes ? null : `the parts count ${counted}`
}
