import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import { problemStatus } from '#kernel/refusal.ts'

const read = (path: string) => readFileSync(join(projectFolder, path), 'utf8')
const pages = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md'], { cwd: projectFolder })

describe('documents', () => {
	it('H1 the list of problem codes is the one the server uses', () => {
		const rows = [...read('docs/guide/problems.md').matchAll(/^\| `(\w+)` \| (\d+) \|/gm)]
		const listed = Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]))
		expect(listed).toEqual(problemStatus)
	})

	it.each(pages)('links of %s lead somewhere', (page) => {
		const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '')
		const dead = targets.filter((target) => !existsSync(join(projectFolder, dirname(page), target)))
		expect(dead).toEqual([])
	})

	it('the first thing in the README is the two commands', () => {
		const head = read('README.md').split('\n').slice(0, 6).join('\n')
		expect(head).toMatch(/npm ci && npm start[^]*npm ci && npm test/)
	})

	it('every setting the program reads is in the installer’s guide', () => {
		const sources = globSync('{src,bin}/**/*.{ts,tsx,mjs}', { cwd: projectFolder }).filter(
			(path) => !path.includes('/tests/'),
		)
		const readThere = sources.flatMap((path) =>
			[...read(path).matchAll(/env(?:ironment)?(?:\.|\[')(SEAWALL_\w+|DATABASE_URL|HOST|PORT)\b/g)].map(
				(match) => match[1] ?? '',
			),
		)
		const rows = read('docs/guide/installer.md')
			.split('\n')
			.filter((line) => line.startsWith('| `'))
			.map((line) => line.split('|')[1] ?? '')
			.join(' ')
		expect(readThere.length).toBeGreaterThan(8)
		expect([...new Set(readThere)].filter((name) => !rows.includes(`\`${name}\``))).toEqual([])
	})

	it('every room with rules numbers each of them once', () => {
		for (const page of pages.filter((path) => path.endsWith('RULES.md'))) {
			const ids = [...read(page).matchAll(/^[^\w\n]{0,6}([A-Z]{1,2}\d+)\b/gm)].map((match) => match[1] ?? '')
			expect([page, ids.filter((id, n) => ids.indexOf(id) !== n)]).toEqual([page, []])
			expect(ids.length).toBeGreaterThan(0)
		}
	})
})
