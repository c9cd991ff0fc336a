import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from '../diff.ts'
import { policyOf } from '../parts/RuleText.tsx'
import { bodyOf, emptyDraft, placeOf, startOf } from '../rule-text.ts'

const draft = {
	...emptyDraft,
	id: 'B-7',
	en: 'Order 7, "night"\nsecond line',
	zh: '本局第7号令',
	text: 'forbid (principal,\n\taction, resource)\nwhen { true };',
}

test('W15 three lines of id and basis, then the text, from which the text is read again', () => {
	const lines = bodyOf(draft).split('\n')
	expect(lines.slice(0, 3)).toEqual([
		'@id("B-7")',
		'@basis_en("Order 7, \\"night\\" second line")',
		'@basis_zh("本局第7号令")',
	])
	expect(lines.slice(3).join('\n')).toBe(draft.text)
	expect(policyOf(bodyOf(draft))).toBe(draft.text)
})

test('W15 a line of the body leads to its field or to the line of the text', () => {
	expect([null, 1, 2, 3, 4, 9].map(placeOf)).toEqual([
		null,
		{ field: 'id' },
		{ field: 'en' },
		{ field: 'zh' },
		{ line: 1 },
		{ line: 6 },
	])
	expect(startOf('')).toBeUndefined()
	expect(new Date(startOf('2026-12-01') ?? '').toISOString()).toBe('2026-11-30T16:00:00.000Z')
})

test('W16 both texts can be read from the lines laid together, and equal lines are not marked', () => {
	const text = fc
		.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 })
		.map((lines) => lines.join('\n'))
	fc.assert(
		fc.property(text, text, (before, after) => {
			const lines = diffLines(before, after)
			const without = (sign: string) =>
				lines
					.filter((line) => line.sign !== sign)
					.map((line) => line.text)
					.join('\n')
			expect([without('+'), without('-')]).toEqual([before, after])
			if (before === after) expect(lines.every((line) => line.sign === ' ')).toBe(true)
		}),
	)
	expect(diffLines('a\nb\nc', 'a\nx\nc').map((line) => line.sign + line.text)).toEqual([' a', '-b', '+x', ' c'])
})
