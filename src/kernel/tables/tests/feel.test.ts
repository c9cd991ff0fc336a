import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../feel.ts'

/** FEEL by the words of others: whole numbers of any size for decimals, Temporal for days, zones and durations. */

const says = (feel: string, facts: Record<string, unknown> = {}) =>
	JSON.parse(JSON.stringify(compileExpression(feel)(facts) ?? null))

/** A decimal of at most twelve digits, and as a whole number of millionths. */
const decimal = fc
	.tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 6 }))
	.map(([digits, scale]) => ({
		text: decimalText(BigInt(digits), scale),
		millionths: BigInt(digits) * 10n ** BigInt(6 - scale),
	}))

function decimalText(digits: bigint, scale: number): string {
	const abs = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
	const whole = scale === 0 ? abs : `${abs.slice(0, -scale)}.${abs.slice(-scale)}`
	const short = whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole
	return digits < 0n && short !== '0' ? `-${short}` : short
}

const day = fc
	.integer({ min: -200_000, max: 400_000 })
	.map((n) => Temporal.PlainDate.from('1970-01-01').add({ days: n }))
const month = (months: number) => `@"${months < 0 ? '-' : ''}P${Math.abs(months)}M"`

describe('FEEL', () => {
	it('T10 sums, differences and products of decimals are exact', () => {
		fc.assert(
			fc.property(decimal, decimal, (a, b) => {
				expect(says(`string(a + b)`.replace('a', a.text).replace('b', `(${b.text})`))).toBe(
					decimalText(a.millionths + b.millionths, 6),
				)
				expect(says(`string((${a.text}) - (${b.text}))`)).toBe(decimalText(a.millionths - b.millionths, 6))
				expect(says(`string((${a.text}) * (${b.text}))`)).toBe(decimalText(a.millionths * b.millionths, 12))
				expect(says(`(${a.text}) < (${b.text})`)).toBe(a.millionths < b.millionths)
			}),
		)
	})

	it('T10 money is rounded to the cent as said, from the decimal and not from a double near it', () => {
		expect(says('round half up(1.005, 2)')).toBe(1.01)
		expect(says('decimal(0.125, 2)')).toBe(0.12)
		expect(says('sum(for i in 1..1000 return 0.1) = 100')).toBe(true)
	})

	it('T10 days move by days and months as Temporal moves them', () => {
		fc.assert(
			fc.property(
				day,
				fc.integer({ min: -5000, max: 5000 }),
				fc.integer({ min: -300, max: 300 }),
				(from, days, months) => {
					expect(says(`@"${from}" + @"P1D" * ${days}`)).toBe(String(from.add({ days })))
					expect(says(`@"${from}" + ${month(months)}`)).toBe(String(from.add({ months })))
					expect(says(`day of week(@"${from}")`)).toBe(from.toLocaleString('en-US', { weekday: 'long' }))
					expect(says(`week of year(@"${from}")`)).toBe(from.weekOfYear)
					expect(says(`day of year(@"${from}")`)).toBe(from.dayOfYear)
				},
			),
		)
	})

	it('T10 moments in zones lie as far apart as Temporal says, through every change of clocks', () => {
		const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'UTC')
		const moment = fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 86_399 }), zone)
		fc.assert(
			fc.property(moment, moment, (a, b) => {
				const [from, to] = [a, b].map(([days, seconds, name]) => {
					const clock = Temporal.PlainDateTime.from('1970-01-01T00:00:00').add({ days, seconds })
					return { text: `${clock}@${name}`, instant: clock.toZonedDateTime(name).epochMilliseconds }
				})
				if (from === undefined || to === undefined) return
				const seconds = (to.instant - from.instant) / 1000
				expect(says(`(@"${to.text}" - @"${from.text}") / @"PT1S"`)).toBe(seconds + 0)
			}),
		)
	})

	it('T10 days, moments and durations are read back as they are written', () => {
		const nanos = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n })
		fc.assert(
			fc.property(day, fc.integer({ min: -5000, max: 5000 }), nanos, (date, months, span) => {
				const duration = Temporal.Duration.from({ nanoseconds: 0 }).add({
					seconds: Number(span / 1_000_000_000n),
					nanoseconds: Number(span % 1_000_000_000n),
				})
				expect(says(`duration(string(x)) = x`.replaceAll('x', month(months)))).toBe(true)
				expect(says(`date(string(@"${date}")) = @"${date}"`)).toBe(true)
				const written = says(`string(@"${duration.round({ largestUnit: 'seconds' })}")`)
				expect(Temporal.Duration.from(String(written)).total('nanoseconds')).toBe(duration.total('nanoseconds'))
			}),
		)
	})
})
