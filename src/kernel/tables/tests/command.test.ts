import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import { decisionText, inputText, literal, modelText } from './model-text.ts'

let folder = ''
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'table-'))
	await writeFile(
		join(folder, 'fee.dmn'),
		modelText([inputText('sum', 'number'), decisionText('fee', ['in sum'], literal('sum * 0.1'))]),
	)
	await writeFile(join(folder, 'broken.dmn'), modelText([decisionText('fee', [], literal('summ * 0.1'))]))
	const loop = 'count(for i in 1..1000000000 return i)'
	const three = ['1', loop, '2'].map((feel, n) => decisionText('abc'.charAt(n), [], literal(feel)))
	await writeFile(join(folder, 'endless.dmn'), modelText(three))
	await writeFile(
		join(folder, 'rows.dmn'),
		modelText([
			inputText('n'),
			decisionText(
				'size',
				['in n'],
				`<decisionTable><input><inputExpression><text>n</text></inputExpression></input><output/>
				<rule><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>"small"</text></outputEntry></rule>
				<rule><inputEntry><text>[5..9]</text></inputEntry><outputEntry><text>"large"</text></outputEntry></rule></decisionTable>`,
			),
		]),
	)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function seawall(...args: string[]): Promise<{ code: number; said: unknown }> {
	return new Promise((resolve) => {
		execFile(process.execPath, [join(projectFolder, 'bin/seawall.mjs'), 'table', ...args], (error, stdout) => {
			const code = error === null ? 0 : Number(error.code)
			resolve({ code, said: stdout === '' ? null : JSON.parse(stdout) })
		})
	})
}

it('T12 T15 the command decides, names what is wrong and what is missing', async () => {
	const [decided, broken, checked, none, endless] = await Promise.all([
		seawall('eval', join(folder, 'fee.dmn'), '--input', '{"sum": 0.3}', '--decision', 'fee'),
		seawall('eval', join(folder, 'broken.dmn')),
		seawall('check', join(folder, 'rows.dmn')),
		seawall('eval', join(folder, 'fee.dmn'), '--input', '[1]'),
		seawall('eval', join(folder, 'endless.dmn')),
	])
	expect(decided).toEqual({ code: 0, said: { decisions: { fee: 0.03 }, rows: [], faults: [] } })
	expect(broken.said).toMatchObject({
		decisions: { fee: null },
		faults: expect.arrayContaining([expect.stringContaining('decision fee: nothing is called `summ`')]),
	})
	expect(checked.said).toMatchObject({
		faults: [],
		tables: [{ table: 'size', gaps: [{ cells: ['> 9'], example: { n: 10 } }], overlaps: [], never: [] }],
	})
	expect(endless).toMatchObject({
		code: 1,
		said: { decisions: { a: 1, b: null, c: 2 }, faults: [expect.stringContaining('decision b: stopped after')] },
	})
	expect(none).toEqual({ code: 2, said: null })
})
