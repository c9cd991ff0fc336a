import { describe, expect, it } from 'vitest'
import { readMended, written } from '../screens/faults/mended.ts'

const before = { amount: null, way: 'a', list: [1, 2] }

describe('values of a process that stands still', () => {
	it('W71 sends what was changed or added and nothing else', () => {
		expect(readMended(written(before), before)).toEqual({ values: {}, wrong: null })
		expect(readMended('{"amount": 120, "way": "a", "list": [2, 1], "new": true}', before)).toEqual({
			values: { amount: 120, list: [2, 1], new: true },
			wrong: null,
		})
		expect(readMended('{"toString": 1}', {})).toEqual({ values: { toString: 1 }, wrong: null })
	})

	it.each([
		['', 'json'],
		['{"amount": 120', 'json'],
		['[1]', 'json'],
		['null', 'json'],
		['"120"', 'json'],
		['{"amount": 120, "way": "a"}', 'gone'],
		['{"amount": null, "way": "a", "list": [], "": 1}', 'names'],
		[`{"amount": null, "way": "a", "list": [], "${'x'.repeat(101)}": 1}`, 'names'],
		[`{"amount": null, "way": "${'x'.repeat(17_000)}", "list": []}`, 'large'],
	])('W71 %.40s is not sent', (text, wrong) => {
		expect(readMended(text, before)).toMatchObject({ values: null, wrong })
	})

	it('W71 more than 200 values are not sent', () => {
		const many = Object.fromEntries(Array.from({ length: 201 }, (_each, n) => [`v${n}`, n]))
		expect(readMended(JSON.stringify(many), {})).toMatchObject({ wrong: 'large' })
	})
})
