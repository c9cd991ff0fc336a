import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hold, type Item, moved, settle } from '../desk/order.ts'

const items = fc
	.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })
	.chain((ids) =>
		fc
			.array(fc.constantFrom('a', 'b', 'c'), { minLength: ids.length, maxLength: ids.length })
			.map((s) =>
				ids
					.map((id, n): Item => ({ id: String(id), section: s[n] ?? 'a' }))
					.toSorted((x, y) => x.section.localeCompare(y.section)),
			),
	)
const ids = (list: readonly Item[]) => list.map((item) => item.id)

describe('the order of the queue', () => {
	test('DS1 nothing is lost or doubled while rows hold their place', () => {
		fc.assert(
			fc.property(items, items, (before, next) => {
				expect(ids(hold(before, next)).toSorted()).toEqual(ids(next).toSorted())
				expect(ids(settle(before, next, before[0]?.id ?? null)).toSorted()).toEqual(ids(next).toSorted())
			}),
		)
	})

	test('DS1 rows known before keep their order', () => {
		fc.assert(
			fc.property(items, items, (before, next) => {
				const kept = ids(before).filter((id) => ids(next).includes(id))
				expect(ids(hold(before, next)).filter((id) => kept.includes(id))).toEqual(kept)
			}),
		)
	})

	test('DS1 the chosen row stays at its place within its section', () => {
		const a = (id: string): Item => ({ id, section: 'a' })
		expect(ids(settle([a('1'), a('2'), a('3')], [a('2'), a('3'), a('1')], '1'))).toEqual(['1', '2', '3'])
		expect(ids(settle([a('1'), a('2')], [a('3'), a('2'), a('1')], '1'))).toEqual(['1', '3', '2'])
	})

	test('DS1 a row that changed section or order carries the mark', () => {
		const before = [
			{ id: '1', section: 'a' },
			{ id: '2', section: 'a' },
		]
		expect(
			moved(before, [
				{ id: '1', section: 'a' },
				{ id: '2', section: 'b' },
			]),
		).toEqual(new Set(['2']))
		expect(moved(before, before)).toEqual(new Set())
	})
})
