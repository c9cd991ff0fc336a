import { describe, expect, it } from 'vitest'
import { sampleCalendar, sampleRegime } from '../../deadlines/contract/examples.ts'
import { calendarBody, regimeBody } from '../../deadlines/contract/bodies.ts'
import { hoursText, readHours } from '../../deadlines/contract/hours-text.ts'
import { chinaHolidays, shippedCalendar, shippedRegimes } from '../../deadlines/shipped.ts'
import { calendarChanges, isSame } from '../screens/deadlines/proposing/calendar-changes.ts'
import {
	calendarDraft,
	calendarOfDraft,
	dayOf,
	kindOf,
	markDay,
	monthBy,
	nameDay,
	namesOf,
	nextKind,
	withDay,
	withSource,
	withYear,
} from '../screens/deadlines/proposing/calendar-draft.ts'
import {
	changedTerms,
	emptyGround,
	emptyRegime,
	keyFaults,
	regimeDraft,
	regimeOfDraft,
} from '../screens/deadlines/proposing/regime-draft.ts'

const shipped = shippedCalendar()
const begun = calendarDraft(shipped)
const placesOf = (draft: typeof begun) => calendarOfDraft(draft).faults.map(({ at, rule }) => `${rule} ${at}`)

describe('writing a calendar', () => {
	it('W80 a draft begun from an edition says it word for word', () => {
		const { body, faults } = calendarOfDraft(begun)
		expect(faults).toEqual([])
		expect(isSame(calendarChanges(shipped, body))).toBe(true)
		expect(calendarBody.parse(body).days).toHaveLength(shipped.days.length)
	})

	it('W80 hours are read as people write them in both scripts, and written one way', () => {
		const two = [
			['09:00', '12:00'],
			['13:30', '24:00'],
		]
		for (const text of ['9:00-12:00, 13:30-24:00', '09：00至12：00，13：30—24：00', ' 09:00 – 12:00 ; 13:30~24:00 '])
			expect(readHours(text)).toEqual(two)
		expect(readHours('')).toEqual([])
		expect(readHours(hoursText(shipped.makeUp))).toEqual(shipped.makeUp)
		for (const text of ['9-12', '09:00', '25:00-26:00', '09:00-12:60', 'morning', '09:00-12:00,'])
			expect(readHours(text), text).toBeNull()
	})

	it('W80 what cannot be read yet stands, and each fault is said once at its place', () => {
		const draft = { ...begun, week: begun.week.with(2, '9 to 12'), makeUp: '12:00–09:00', zone: 'Asia/Xigang' }
		expect(placesOf(draft)).toEqual(['C2 zone', 'C1 week.2', 'C2 makeUp'])
		expect(draft.week[2]).toBe('9 to 12')
		expect(placesOf(markDay(begun, '2026-11-30', 'holiday'))).toEqual(['C1 days 2026-11-30'])
		expect(placesOf({ ...begun, week: begun.week.map(() => '') })).toEqual(['C2 week.0'])
		expect(placesOf(withSource(begun, 2026, { zh: '' }))).toEqual(['C1 sources'])
		for (const { en, zh } of calendarOfDraft(draft).faults) expect([en, zh]).not.toContain('')
	})

	it('W81 a day takes the name of the one beside it; a run of days is named at once; marked back, nothing is left', () => {
		let draft = markDay(begun, '2026-12-07', 'holiday')
		draft = markDay(draft, '2026-12-08', 'holiday', dayOf(draft, '2026-12-07'))
		draft = nameDay(draft, '2026-12-07', { en: 'Harbour Days', zh: '港口日' })
		draft = markDay(draft, '2026-12-09', 'holiday')
		expect(['2026-12-07', '2026-12-08', '2026-12-09'].map((date) => dayOf(draft, date)?.zh)).toEqual([
			'港口日',
			'港口日',
			'港口日',
		])
		expect(namesOf(draft, 'holiday')).toContainEqual({ en: 'Harbour Days', zh: '港口日' })
		const back = ['2026-12-07', '2026-12-08', '2026-12-09'].reduce((left, date) => markDay(left, date, 'week'), draft)
		expect(back).toEqual(begun)
		expect(kindOf(draft, '2026-12-07')).toBe('holiday')
		expect(nextKind(nextKind(nextKind('week')))).toBe('week')
	})

	it('W81 months are stepped to the same day, or to the last there is', () => {
		expect(monthBy('2026-01-31', 1)).toBe('2026-02-28')
		expect(monthBy('2026-12-15', 1)).toBe('2027-01-15')
		expect(monthBy('2026-03-31', -1)).toBe('2026-02-28')
	})

	it('W82 what changes is told day by day, days that touch in one line, with the working time of the year', () => {
		let draft = begun
		for (const date of ['2026-12-07', '2026-12-08'])
			draft = markDay(draft, date, 'holiday', { en: 'Harbour', zh: '港' })
		draft = markDay(draft, '2026-10-10', 'week')
		draft = markDay(draft, '2026-12-12', 'working', { en: 'Made up', zh: '补班' })
		draft = withDay(draft, { date: '2026-12-12', is: 'working', en: 'Made up', zh: '补班', hours: '9:00-12:00' })
		const changes = calendarChanges(shipped, calendarOfDraft(withYear(draft, 2027, true)).body)
		expect(changes.days.map(({ from, days, before, after }) => [from, days, before.is, after.is, after.hours])).toEqual(
			[
				['2026-10-10', 1, 'working', 'rest', ''],
				['2026-12-07', 2, 'work', 'holiday', ''],
				['2026-12-12', 1, 'rest', 'working', '09:00–12:00'],
			],
		)
		expect(changes).toMatchObject({ zone: null, hours: [], known: [2027], unknown: [], sources: [] })
		// Three whole days fewer of 7 hours, one morning more.
		expect(changes.totals).toMatchObject([{ year: 2026, before: { days: 248 }, after: { days: 246 } }])
		const [total] = changes.totals
		expect((total?.before.minutes ?? 0) - (total?.after.minutes ?? 0)).toBe(3 * 420 - 180)
	})

	it('W82 the working days of a shipped year are those of its notice', () => {
		// Against a count made another way: weekdays less holidays on weekdays, with the make-up days.
		const year = chinaHolidays().find((one) => one.year === 2026)
		const none = { ...shipped, days: shipped.days.filter(({ date }) => !date.startsWith('2026-')) }
		const [total] = calendarChanges(none, shipped).totals
		const isWeekday = (date: string) => ![0, 6].includes(new Date(date).getUTCDay())
		const off = shipped.days.filter(({ date, is }) => date.startsWith('2026-') && is === 'holiday' && isWeekday(date))
		const made = year?.holidays.flatMap(({ makeUp }) => makeUp) ?? []
		expect(total?.before.days).toBe(261)
		expect(total?.after.days).toBe(261 - off.length + made.length)
	})

	it('W82 hours, zone and source are among what changes', () => {
		const week = sampleCalendar.week.with(5, [])
		const [a = [], b = [], c = [], d = [], e = [], f = [], g = []] = week
		const after = {
			...sampleCalendar,
			zone: 'Asia/Urumqi',
			week: [a, b, c, d, e, f, g] satisfies typeof sampleCalendar.week,
		}
		expect(calendarChanges(sampleCalendar, after)).toMatchObject({
			zone: { before: 'Asia/Shanghai', after: 'Asia/Urumqi' },
			hours: [{ day: 'weekday.5', before: '09:00–12:00', after: '' }],
			days: [],
		})
	})
})

describe('writing a regime', () => {
	it('W84 every shipped regime is copied word for word, and stands', () => {
		for (const [key, body] of shippedRegimes()) {
			const made = regimeOfDraft(regimeDraft(key, body), body)
			expect(made.faults, key).toEqual([])
			expect(regimeBody.parse(made.body), key).toEqual(body)
			expect(changedTerms(body, made.body), key).toEqual([])
		}
	})

	it('C41 what is not named, has no basis or is no number within bounds is a fault at its term', () => {
		const draft = {
			...regimeDraft('house.call-back', sampleRegime),
			nameZh: ' ',
			amount: '4.5',
			warnMinutes: '-1',
			pauses: [emptyGround],
		}
		const { faults } = regimeOfDraft(draft, null)
		expect(faults.every(({ rule, en, zh }) => rule === 'C41' && en !== '' && zh !== '')).toBe(true)
		expect([...new Set(faults.map(({ at }) => at))]).toEqual(['name', 'amount', 'warnMinutes', 'pauses.0'])
	})

	it('C42 the key of a new rule is one of its own, and not one that stands; what must be said is a fault until it is', () => {
		expect(keyFaults('own.lost-goods', ['house.rectify'])).toEqual([])
		for (const key of ['own.', 'own', 'house.x', 'own.Lost', 'own.a b', `own.${'x'.repeat(60)}`, 'own.x.'])
			expect(
				keyFaults(key, []).map(({ rule, at }) => `${rule} ${at}`),
				key,
			).toEqual(['C42 key'])
		expect(keyFaults('own.x', ['own.x'])).toHaveLength(1)
		const { faults } = regimeOfDraft(emptyRegime, null)
		expect([...new Set(faults.map(({ at }) => at))]).toEqual(['name', 'basis', 'amount', 'warnMinutes'])
	})

	it('W84 a liberty clock made wider is a fault while it is written; a narrower one is none', () => {
		const ships = shippedRegimes().get('cn.summons')
		if (ships === undefined) throw new Error('the regime ships')
		const at = (part: object) =>
			regimeOfDraft({ ...regimeDraft('cn.summons', ships), ...part }, ships).faults.map(
				(one) => `${one.rule} ${one.at}`,
			)
		expect(at({ amount: String(ships.amount + 1) })).toEqual(['C26 amount'])
		expect(at({ amount: String(ships.amount - 60) })).toEqual([])
		expect(at({ countsStart: false })).toEqual(['C15 countsStart'])
		expect(at({ ladder: { ...regimeDraft('cn.summons', ships).ladder, county: '90', city: '30' } })).toContain(
			'C34 ladder',
		)
	})

	it('W84 the terms that differ are named, the unit with the length', () => {
		const after = { ...sampleRegime, unit: 'working_days' as const, ladder: [], countsStart: false }
		expect(changedTerms(sampleRegime, after)).toEqual(['amount', 'countsStart', 'ladder'])
	})
})
