import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type SaxesAttributeNS, type SaxesTagNS, SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { decideBy } from '../decide.ts'
import { readTable } from '../table.ts'

/** The single-table cases of the DMN technology compatibility kit, level 2 (dmn-tck/tck). */
const archive = join(process.env['SEAWALL_ORACLES'] ?? '', 'process', 'dmn-tck-cl2-cl3.tar.xz')
const here = process.env['SEAWALL_ORACLES'] !== undefined && existsSync(archive)
const cases = [
	'0004-simpletable-U',
	'0005-simpletable-A',
	'0006-simpletable-P1',
	'0007-simpletable-P2',
	'0010-multi-output-U',
	'0108-first-hitpolicy',
	'0109-ruleOrder-hitpolicy',
	'0110-outputOrder-hitpolicy',
	'0111-first-hitpolicy-singleoutputcol',
	'0112-ruleOrder-hitpolicy-singleinoutcol',
	'0113-outputOrder-hitpolicy-singleinoutcol',
	'0114-min-collect-hitpolicy',
	'0115-sum-collect-hitpolicy',
	'0116-count-collect-hitpolicy',
	'0117-multi-any-hitpolicy',
	'0118-multi-priority-hitpolicy',
	'0119-multi-collect-hitpolicy',
]

const read = (path: string) => execFileSync('tar', ['xJOf', archive, path], { encoding: 'utf8' })

type Node = { tag: string; at: Record<string, SaxesAttributeNS>; text: string; inside: Node[] }

function tree(xml: string): Node {
	const parser = new SaxesParser({ xmlns: true })
	const stack: Node[] = [{ tag: '', at: {}, text: '', inside: [] }]
	parser.on('opentag', (tag: SaxesTagNS) => {
		const node = { tag: tag.local, at: tag.attributes, text: '', inside: [] }
		stack.at(-1)?.inside.push(node)
		stack.push(node)
	})
	parser.on('text', (text) => {
		const top = stack.at(-1)
		if (top !== undefined) top.text += text
	})
	parser.on('closetag', () => void stack.pop())
	parser.write(xml).close()
	return stack[0] ?? { tag: '', at: {}, text: '', inside: [] }
}

const child = (node: Node, tag: string) => node.inside.find((one) => one.tag === tag)

function valueOf(node: Node): unknown {
	const list = child(node, 'list')
	if (list !== undefined) return list.inside.map(valueOf)
	const parts = node.inside.filter((one) => one.tag === 'component')
	if (parts.length > 0) return Object.fromEntries(parts.map((one) => [one.at['name']?.value, valueOf(one)]))
	const value = child(node, 'value')
	if (value === undefined || value.at['xsi:nil']?.value === 'true') return null
	const type = value.at['xsi:type']?.value ?? ''
	if (type.endsWith('boolean')) return value.text === 'true'
	return /decimal|double|integer/.test(type) ? Number(value.text) : value.text
}

/** The standard's value of a table: the single output, or a context of outputs; for several rows a list of them. */
function standardValue(output: Readonly<Record<string, unknown>>): unknown {
	const names = Object.keys(output)
	const [first] = names
	if (names.length === 1 && first !== undefined) return output[first]
	const longest = Object.values(output).find((value) => Array.isArray(value))
	if (longest === undefined) return Object.values(output).every((value) => value === null) ? null : output
	return longest.map((_, n) => Object.fromEntries(names.map((name) => [name, [output[name]].flat()[n]])))
}

describe.skipIf(!here)('decision tables of the DMN kit', () => {
	it.each(cases)('T3 %s', async (name) => {
		const folder = `compliance-level-2/${name}`
		const table = await readTable('tck.table', read(`${folder}/${name}.dmn`))
		const suite = child(tree(read(`${folder}/${name}-test-01.xml`)), 'testCases')
		const tests = suite?.inside.filter((one) => one.tag === 'testCase') ?? []
		expect(tests.length).toBeGreaterThan(0)
		for (const test of tests) {
			const inputs = test.inside.filter((one) => one.tag === 'inputNode')
			const facts = Object.fromEntries(inputs.map((one) => [one.at['name']?.value, valueOf(one)]))
			const expected = child(child(test, 'resultNode') ?? test, 'expected')
			const said = standardValue(decideBy(table, facts).output)
			expect([test.at['id']?.value, said]).toEqual([
				test.at['id']?.value,
				expected === undefined ? null : valueOf(expected),
			])
		}
	})
})
