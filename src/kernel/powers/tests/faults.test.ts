import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsOf } from '../faults.ts'
import { testWords } from './incidents.ts'

const head = '@id("B-1")\n@basis_en("Order 3")\n@basis_zh("第3号令")\n'
const rule = (when: string) =>
	`${head}permit (principal, action == Action::"test.incident.see", resource is Incident)\nwhen { ${when} };`
const faults = (text: string) => faultsOf(text, testWords).map(({ line, en }) => [line, en])

describe('faults of a written rule', () => {
	test('P18 a rule that may stand has none', () => {
		expect(faultsOf(rule('principal.sworn && resource.priority > 3'), testWords)).toEqual([])
	})

	test.each([
		['a single =', rule('principal.post = "officer"'), 5, 'Compare with == and not with =.'],
		['an open text', rule('principal.post == "officer'), 5, 'A sign here is not known'],
		['no end', rule('principal.sworn').slice(0, -1), 5, 'The text ends before the rule does. “;” would fit.'],
		['a stray word', rule('principal.sworn').replace('when', 'wenn'), 5, '“wenn” must be when or unless.'],
		['an unknown name', rule('post == "officer"'), 5, '“post” is not known'],
		['an unknown fact', rule('resource.colour == "red"'), 5, 'Incident has no fact called colour.'],
		['a wrong kind', rule('resource.priority == "high"'), 5, 'a number cannot be compared with a text.'],
		['a number where a yes is wanted', rule('resource.priority'), 5, 'Here must stand yes or no, not a number.'],
		['a fact that may lack', rule('resource.desk == principal.agency'), 5, 'desk is not always there'],
		['a rule that never holds', rule('principal.sworn && false'), 1, 'The rule can never hold'],
		['arithmetic', rule('resource.priority + 1 > 2'), 4, 'No arithmetic in a rule.'],
		['an agency by id', rule('principal.agency == Agency::"x"'), 4, 'Name no agency or person by id'],
		[
			'an unknown act',
			rule('true').replace('incident.see', 'incident.sea'),
			4,
			'There is no act called test.incident.sea.',
		],
		[
			'the floor',
			rule('true').replace('test.incident.see', 'powers.rule.approve'),
			4,
			'There is no act called powers.rule.approve.',
		],
		['no acts', rule('true').replace(' == Action::"test.incident.see"', ''), 4, 'Name the acts'],
		['no kind of row', rule('true').replace(' is Incident', ''), 4, 'Name the kind of row'],
		['a shipped id', rule('true').replace('B-1', 'D1'), 1, 'The id begins with B-.'],
		['no basis', rule('true').replace('@basis_zh("第3号令")\n', ''), 3, 'Write the basis in both languages.'],
		['no id', rule('true').replace('@id("B-1")\n', ''), 1, 'The id has letters'],
		['two rules', `${rule('true')}\n${rule('principal.sworn').replace('B-1', 'B-2')}`, 4, 'Write one rule'],
		['nothing', ' ', null, 'Write one rule'],
		['too deep', rule(`${'('.repeat(60)}true${')'.repeat(60)}`), null, 'too large to be read safely (more than 50'],
	])('P18 %s: the line, and a sentence in both languages', (_what, text, line, said) => {
		const [first] = faultsOf(text, testWords)
		expect(first).toMatchObject({ line, en: expect.stringContaining(said) })
		expect(first?.zh).toMatch(/[\u4e00-\u9fff]/)
		expect(`${first?.en}${first?.zh}`).not.toMatch(/cannot be read:|[$%]/)
	})

	test('P18 lines are counted in characters, not in bytes', () => {
		const text = rule('principal.post = "x"').replace('第3号令', '关于规范接处警工作的若干规定')
		expect(faults(text)).toEqual([[5, 'Compare with == and not with =.']])
	})

	test('P18 any text is answered, never thrown at', () => {
		const parts = [
			'permit',
			'(',
			'principal',
			',',
			'action',
			'==',
			'"',
			'when {',
			'}',
			';',
			'中',
			'\n',
			'@id("B-1")',
			'!',
			'&&',
		]
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 25 }), (words) => {
				for (const fault of faultsOf(words.join(' '), testWords)) {
					expect(fault.line === null || (fault.line >= 1 && fault.line <= words.join(' ').split('\n').length)).toBe(
						true,
					)
				}
			}),
			{ numRuns: 200 },
		)
	})
})
