import { describe, expect, it } from 'vitest'
import { file, flows, node, play } from '../../process/tests/drawn.ts'
import { saidWhy } from '../fault-words.ts'

const start = node('start', 'startEvent')
const timer = (is: string) => `<timerEventDefinition><time${is}>when</time${is}></timerEventDefinition>`
const many = (inside: string) => `<multiInstanceLoopCharacteristics>${inside}</multiInstanceLoopCharacteristics>`
const over = '<loopDataInputRef>items</loopDataInputRef><inputDataItem id="it" name="item"/>'
const lone = (element: string) => file(start + element + flows('start>x'))

/** What the engine says of drawings that stand still, its rule at the end taken off. */
async function reasonOf(drawn: string, data = {}): Promise<string> {
	const { result, reason } = await play(drawn, data)
	expect(result).toBe('fault')
	return (reason ?? '').replace(/ \[M\d+\]$/, '')
}

describe('words of a fault', () => {
	it.each([
		['no way', file(start + node('x', 'exclusiveGateway') + node('a', 'task') + flows('start>x', 'x>a if y = 1')), {}],
		['no list', lone(node('x', 'userTask', '', many(over))), { items: 7 }],
		['no number', lone(node('x', 'userTask', '', many('<loopCardinality>n</loopCardinality>'))), { n: 'many' }],
		['too many', lone(node('x', 'userTask', '', many('<loopCardinality>n</loopCardinality>'))), { n: 10_000_000 }],
		['no time', lone(node('x', 'intermediateCatchEvent', '', timer('Date'))), { when: 'soon' }],
		['no span', lone(node('x', 'intermediateCatchEvent', '', timer('Duration'))), { when: 'soon' }],
		['no cycle', lone(node('x', 'intermediateCatchEvent', '', timer('Cycle'))), { when: 'soon' }],
		['no process', lone(node('x', 'callActivity', 'calledElement="gone"')), {}],
	])(
		'M54 the engine’s own reason stands in both languages, without the id beside it: %s',
		async (_what, drawn, data) => {
			const { en, zh } = saidWhy('x', await reasonOf(drawn, data))
			expect(en).not.toMatch(/^x: /)
			expect(zh).toMatch(/\p{Script=Han}/u)
			expect(zh).not.toMatch(/答复|instances|condition|default|published|cycle|duration|whole/)
		},
	)

	it('M54 what the program says of a service of ours stands in both languages', () => {
		expect(saidWhy('s', 'bank.ask: it took longer than 20 s').zh).toBe('服务 bank.ask 超过 20 秒未答复')
		expect(saidWhy('s', 's: it took longer than 20 s').zh).toBe('服务超过 20 秒未答复')
		expect(saidWhy('s', 'bank.ask: no reason given').zh).toBe('服务 bank.ask 未说明原因')
	})

	it('M54 what a service or a person said is told as it was said', () => {
		expect(saidWhy('x', 'The line to the pound is down.')).toEqual({
			en: 'The line to the pound is down.',
			zh: '答复：The line to the pound is down.',
		})
	})
})
