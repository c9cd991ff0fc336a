import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const src = join(import.meta.dirname, '../../..')
const all = readdirSync(src, { recursive: true, encoding: 'utf8' })
const folders = all.filter((file) => /(^|\/)words\/en\.json$/.test(file)).map(dirname)
const screens = all.filter((file) => /(^|\/)web\/.*\.tsx$/.test(file) && !file.includes('/tests/'))

function read(folder: string, language: 'en' | 'zh'): Record<string, string> {
	return JSON.parse(readFileSync(join(src, folder, `${language}.json`), 'utf8'))
}

/** `key_one` and `key_other` are one key to compare: Chinese has only `_other`. */
const plain = (key: string): string => key.replace(/_(one|other)$/, '')
const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()

/** Latin words that Chinese text may keep: names, keys, units. */
const kept =
	/^(?:Seawall|Ctrl|Alt|C2SP|tlog-proof|Esc|Enter|Tab|Space|PIN|https?|Wi-?Fi|OSM|OwnTracks|OsmAnd|GPS|DMN|BPMN|API|JSON|SHA-?\d*|Cedar|ID|EN|English|km|min|m|s|h|N\.T\.|WGS|GCJ|BD|SMS|MB|kB|PDF|CSV|ISO|BIC|UETR|(?:camt|pacs)\.\d{3}|P\d|[A-Z])$/

/** Proper names that are the whole of a string in both languages. */
const names = new Set(['Seawall'])

describe.each(folders)('%s', (folder) => {
	const en = read(folder, 'en')
	const zh = read(folder, 'zh')

	test('W2 both languages have the same keys', () => {
		expect([...new Set(Object.keys(zh).map(plain))].sort()).toEqual([...new Set(Object.keys(en).map(plain))].sort())
	})

	test('W2 both languages have the same placeholders', () => {
		const differ = Object.keys(zh).filter(
			(key) =>
				JSON.stringify(holes(zh[key] ?? '')) !== JSON.stringify(holes(en[key] ?? en[`${plain(key)}_other`] ?? '')),
		)
		expect(differ).toEqual([])
	})

	test('W2 every Chinese string is Chinese: only names, signs and placeholders stand without a character', () => {
		const left = Object.values(zh).filter((text) => {
			const rest = text.replaceAll(/\{\{\w+\}\}/g, '')
			return text.trim() === '' || (/[A-Za-z]/.test(rest) && !/[\u4e00-\u9fff]/.test(rest) && !names.has(rest))
		})
		expect(left).toEqual([])
	})

	test('W2 Latin words inside Chinese are names, keys and units alone', () => {
		const strange = Object.entries(zh).flatMap(([key, text]) =>
			(text.replaceAll(/\{\{\w+\}\}/g, '').match(/[A-Za-z](?:[\w.-]*\w)?/g) ?? [])
				.filter((word) => !kept.test(word))
				.map((word) => `${key}: ${word}`),
		)
		expect(strange).toEqual([])
	})

	test('W2 English strings hold no Chinese, Chinese strings no half-width comma or full stop after a character', () => {
		expect(Object.entries(en).filter(([, text]) => /[\u4e00-\u9fff\uff00-\uffef\u3000-\u303f]/.test(text))).toEqual([])
		expect(Object.entries(zh).filter(([, text]) => /[\u4e00-\u9fff][,;:!?]/.test(text))).toEqual([])
	})

	test('W2 words avoided by the style are not used', () => {
		expect(Object.entries(zh).filter(([, text]) => /予以|请注意|成功|抱歉|确定$|提交/.test(text))).toEqual([])
		expect(Object.entries(en).filter(([, text]) => /\b(please|sorry|successfully|submit|OK)\b|!/i.test(text))).toEqual(
			[],
		)
	})
})

/** Text and attributes a person reads, found in the syntax tree of a screen. */
function hardCoded(file: string): string[] {
	const text = readFileSync(join(src, file), 'utf8')
	const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
	const found: string[] = []
	const words = (given: string): boolean => {
		const value = given.replaceAll(/&\w+;/g, '')
		// A code or the short name of a standard reads the same in both languages.
		return /[\u4e00-\u9fff]/.test(value) || (/[A-Za-z]{2,}/.test(value) && !/^[A-Z0-9-]+$/.test(value))
	}
	const read = new Set([
		'title',
		'label',
		'placeholder',
		'alt',
		'aria-label',
		'hint',
		'note',
		'head',
		'verb',
		'what',
		'doing',
	])
	const visit = (node: ts.Node): void => {
		if (ts.isJsxText(node) && words(node.text.trim()) && !allowed.has(node.text.trim())) found.push(node.text.trim())
		if (ts.isJsxAttribute(node) && node.initializer !== undefined && ts.isStringLiteral(node.initializer)) {
			const name = node.name.getText()
			if (read.has(name) && words(node.initializer.text)) found.push(`${name}=${node.initializer.text}`)
		}
		if (ts.isStringLiteralLike(node) && /[\u4e00-\u9fff]/.test(node.text) && !allowed.has(node.text))
			found.push(node.text)
		ts.forEachChild(node, visit)
	}
	visit(tree)
	return found.map((what) => `${file}: ${what}`)
}

/** Each language is named in itself, the same in both; scripts and file kinds. */
const allowed = new Set(['中文', 'English', 'EN', 'JSON'])

test('W3 no screen holds words of its own', () => {
	expect(screens.length).toBeGreaterThan(20)
	expect(screens.flatMap(hardCoded)).toEqual([])
})

/** Keys written whole in code; keys with a changing end by their beginning. */
function used(): { readonly whole: Set<string>; readonly begins: string[] } {
	const whole = new Set<string>()
	const begins: string[] = []
	for (const file of all.filter((each) => /\.tsx?$/.test(each) && !each.includes('/tests/'))) {
		const text = readFileSync(join(src, file), 'utf8')
		for (const match of text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w /?-]+)+)['"`]/g)) whole.add(match[1] ?? '')
		for (const match of text.matchAll(/`([a-z][\w-]*(?:\.[\w-]*)*\.)\$\{/g)) begins.push(match[1] ?? '')
	}
	return { whole, begins }
}

test('W4 every word of the shell is used, every key the shell uses exists', () => {
	const { whole, begins } = used()
	const keys = new Set(Object.keys(read('kernel/words', 'en')).map(plain))
	const idle = [...keys].filter((key) => !whole.has(key) && !begins.some((begin) => key.startsWith(begin)))
	expect(idle).toEqual([])
	const unknown = [...whole].filter((key) => key.startsWith('web.') && !keys.has(key))
	expect(unknown.map((key) => relative('', key))).toEqual([])
})
