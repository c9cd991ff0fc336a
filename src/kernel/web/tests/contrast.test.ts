import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const web = join(import.meta.dirname, '..')
const css = readFileSync(join(web, 'tokens.css'), 'utf8')

function tokensOf(theme: 'dark' | 'light'): Record<string, string> {
	const block = new RegExp(`\\[data-theme=["']${theme}["']\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? ''
	return Object.fromEntries(
		[...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
	)
}

/** Relative luminance and contrast, WCAG 2.2 "relative luminance" and "contrast ratio". */
function luminance(colour: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
	})
	return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrast(a: string, b: string): number {
	const [x, y] = [luminance(a), luminance(b)]
	return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const grounds = ['s0', 's1', 's2', 's3']
const inks = [
	't1',
	't2',
	't3',
	'acc',
	'p1',
	'p2',
	'p3',
	'p4',
	'p5',
	'u-av',
	'u-di',
	'u-en',
	'u-on',
	'u-tr',
	'u-out',
	'd-ok',
	'd-warn',
	'd-breach',
	'd-esc',
	'd-pause',
	'd-met',
	'good',
	'bad',
]
const pairs: readonly (readonly [string, string])[] = [
	...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
	['p1-ink', 'p1'],
	['p2-ink', 'p2'],
	['acc-ink', 'acc'],
	['t1', 'acc-soft'],
	['acc', 'acc-soft'],
	['t1', 'warn-soft'],
	['t2', 'warn-soft'],
	['d-warn', 'warn-soft'],
	['acc', 'warn-soft'],
	['t1', 'bad-soft'],
	['t2', 'bad-soft'],
	['bad', 'bad-soft'],
	['acc', 'bad-soft'],
	['t1', 'good-soft'],
	['good', 'good-soft'],
	['t1', 'no-soft'],
	['t2', 'no-soft'],
	['t3', 'no-soft'],
	['acc', 'no-soft'],
	['t1', 'field'],
	['t3', 'field'],
	['m-txt', 'm-land'],
	['m-txt', 'm-bld'],
	['m-txt', 'm-green'],
	['m-sea-txt', 'm-sea'],
]

for (const theme of ['dark', 'light'] as const) {
	const tokens = tokensOf(theme)
	const value = (name: string): string => {
		const found = tokens[name]
		if (found === undefined) throw new Error(`${theme} lacks ${name}`)
		return found
	}
	test(`W1 every text pair of the ${theme} theme reaches 4.5`, () => {
		const short = pairs
			.map(([ink, ground]) => ({ ink, ground, ratio: contrast(value(ink), value(ground)) }))
			.filter((pair) => pair.ratio < 4.5)
		expect(short).toEqual([])
	})
	test(`W1 a control's edge in the ${theme} theme reaches 3 on every ground`, () => {
		const short = [...grounds, 'field'].filter((ground) => ground !== 's3' && contrast(value('l3'), value(ground)) < 3)
		expect(short).toEqual([])
	})
}

test('W1 both themes hold the same names', () => {
	expect(Object.keys(tokensOf('light')).sort()).toEqual(Object.keys(tokensOf('dark')).sort())
})

test('W8 no style sheet or screen but tokens.css names a raw colour', () => {
	const files = readdirSync(join(web, '../..'), { recursive: true, encoding: 'utf8' }).filter(
		(file) => /(^|\/)web\/.*\.(css|tsx)$/.test(file) && !file.endsWith('tokens.css') && !file.includes('/tests/'),
	)
	expect(files.length).toBeGreaterThan(20)
	const raw = files.flatMap((file) => {
		const text = readFileSync(join(web, '../..', file), 'utf8').replaceAll(/rgb\(0 0 0 \/ [\d.]+\)/g, '')
		return [...text.matchAll(/#[0-9a-fA-F]{3,8}\b(?=[;,'"\s)])|rgba?\(|hsla?\(/g)]
			.filter((match) => !/^#\d+$/.test(match[0]) || file.endsWith('.css'))
			.map((match) => `${file}: ${match[0]}`)
	})
	expect(raw).toEqual([])
})
