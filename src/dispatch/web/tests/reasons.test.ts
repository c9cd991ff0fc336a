import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const slice = join(import.meta.dirname, '..', '..')
const words = (language: 'en' | 'zh'): Record<string, string> =>
	JSON.parse(readFileSync(join(slice, 'web', 'words', `${language}.json`), 'utf8'))

test.each(['en', 'zh'] as const)('D13 every reason the ranking gives has its words: %s', (language) => {
	const rank = readFileSync(join(slice, 'rules', 'rank.ts'), 'utf8')
	const codes = [...rank.matchAll(/code: '(\w+)', value/g)]
		.map(([, code]) => code ?? '')
		.filter((code) => code !== 'has')
	expect(codes).toContain('sworn')
	expect(codes.filter((code) => words(language)[`dispatch.why.${code}`] === undefined)).toEqual([])
})

test.each(['en', 'zh'] as const)('D12 every credential a response plan asks for has its words: %s', (language) => {
	const plan = readFileSync(join(slice, 'process', 'response-plan.dmn'), 'utf8')
	const cells = [...plan.matchAll(/id="row_\d+_out_4">\s*<text>([^<]*)</g)].map(([, cell]) => cell ?? '')
	const asked = new Set(cells.flatMap((cell) => [...cell.matchAll(/"(\w+)"/g)].map(([, code]) => code ?? '')))
	expect(asked).toContain('stab_proof')
	expect([...asked].filter((code) => words(language)[`dispatch.credential.${code}`] === undefined)).toEqual([])
})
