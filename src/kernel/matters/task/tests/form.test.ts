import { expect, it } from 'vitest'
import { type FormAnswer, taskForm } from '../../contract/form.ts'
import { faultsOfAnswer, givenOf, moneyText } from '../../contract/form-answer.ts'

const label = { en: 'Found', zh: '情况' }
const form = taskForm.parse({
	fields: [
		{ key: 'found', is: 'text', label, required: true, max: 20 },
		{ key: 'doors', is: 'number', label, min: 0, max: 9 },
		{ key: 'width', is: 'number', label, decimals: 2 },
		{ key: 'loss', is: 'money', label, max: 100_000 },
		{ key: 'on', is: 'date', label },
		{ key: 'at', is: 'time', label },
		{ key: 'safe', is: 'yes_no', label },
		{
			key: 'grade',
			is: 'choice',
			label,
			of: [
				{ value: 'low', label },
				{ value: 'high', label },
			],
		},
		{ key: 'paper', is: 'document', label },
	],
})

const keysOf = (answer: FormAnswer) => faultsOfAnswer(form, answer).map((fault) => fault.key)

it('M74 an answer that fits has no fault; what is left out, null or empty is not given', () => {
	const answer = {
		found: 'The door is blocked.',
		doors: 2,
		width: 1.25,
		loss: 48_600,
		on: '2026-11-30',
		at: '2026-11-30T08:00:00+08:00',
		safe: false,
		grade: 'high',
		paper: '汐消检 〔2026〕 12',
	}
	expect(faultsOfAnswer(form, answer)).toEqual([])
	expect(faultsOfAnswer(form, { found: 'x', doors: null, paper: '' })).toEqual([])
	expect(givenOf({ found: 'x', doors: null, paper: '', safe: false })).toEqual({ found: 'x', safe: false })
})

it.each<[string, FormAnswer]>([
	['found', {}],
	['found', { found: '  ' }],
	['found', { found: 'x'.repeat(21) }],
	['found', { found: 'a\u0000b' }],
	['found', { found: 3 }],
	['doors', { found: 'x', doors: 10 }],
	['doors', { found: 'x', doors: -1 }],
	['doors', { found: 'x', doors: 1.5 }],
	['doors', { found: 'x', doors: '2' }],
	['width', { found: 'x', width: 1.255 }],
	['loss', { found: 'x', loss: 100_001 }],
	['loss', { found: 'x', loss: -1 }],
	['loss', { found: 'x', loss: 1.5 }],
	['loss', { found: 'x', loss: 2 ** 60 }],
	['on', { found: 'x', on: '2026-02-30' }],
	['at', { found: 'x', at: '2026-11-30T08:00:00' }],
	['safe', { found: 'x', safe: 'yes' }],
	['grade', { found: 'x', grade: 'middle' }],
	['paper', { found: 'x', paper: 'x'.repeat(121) }],
	['other', { found: 'x', other: 1 }],
])('M74 %s does not fit in %j', (key, answer) => {
	expect(keysOf(answer)).toEqual([key])
})

it('M74 every field that does not fit is named at once', () => {
	expect(keysOf({ doors: 10, safe: 'yes', odd: 1 })).toEqual(['found', 'doors', 'safe', 'odd'])
})

it.each([
	{ fields: [{ key: 'a', is: 'face', label }] },
	{ fields: [{ key: 'A b', is: 'text', label }] },
	{ fields: [{ key: 'a', is: 'text', label: { en: 'x' } }] },
	{ fields: [{ key: 'a', is: 'text', label, script: 'x' }] },
	{ fields: [{ key: 'a', is: 'choice', label, of: [{ value: 'x', label }] }] },
	{ fields: [{ key: 'a', is: 'number', label, min: 3, max: 1 }] },
	{
		fields: [
			{ key: 'a', is: 'yes_no', label },
			{ key: 'a', is: 'yes_no', label },
		],
	},
	{ fields: Array.from({ length: 41 }, (_, n) => ({ key: `a${n}`, is: 'yes_no', label })) },
	{},
])('M73 the form %j is none', (odd) => {
	expect(taskForm.safeParse(odd).success).toBe(false)
})

it('M73 minor units are written as people write them', () => {
	expect([0, 5, 48_620_000, -1234].map(moneyText)).toEqual(['0.00', '0.05', '486200.00', '-12.34'])
})
