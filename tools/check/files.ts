import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lines a file may have (STYLE 9). */
const mostLines = 400

/** Our own TypeScript files, relative to the root. */
export function sourceFiles(root: string): readonly string[] {
	return globSync('{src,tests,tools,bench,demo,bin}/**/*.{ts,tsx,mjs}', {
		cwd: root,
		exclude: (path) => path === 'node_modules',
	}).map((path) => join(root, path))
}

/** Files that grew too long, as `path: n lines`. */
export function checkSizes(files: readonly string[]): readonly string[] {
	return files.flatMap((file) => {
		const lines = readFileSync(file, 'utf8').split('\n').length - 1
		return lines > mostLines ? [`${file}: ${lines} lines, at most ${mostLines}`] : []
	})
}

/** Keys that one of the two languages lacks, or that say nothing; and placeholders that differ. */
export function checkWords(root: string): readonly string[] {
	const folders = globSync('src/**/words/en.json', { cwd: root }).map((path) => join(root, path, '..'))
	return folders.flatMap((folder) => {
		const en = wordsOf(join(folder, 'en.json'))
		const zh = wordsOf(join(folder, 'zh.json'))
		const keys = new Set([...en.keys(), ...zh.keys()])
		return [...keys].flatMap((key) => {
			const [english, chinese] = [en.get(key), zh.get(key)]
			if (english === undefined || english === '') return [`${folder}: ${key} has no English`]
			// Chinese has no singular of its own.
			if (chinese === undefined && key.endsWith('_one')) return []
			if (chinese === undefined || chinese === '') return [`${folder}: ${key} has no Chinese`]
			return holes(english) === holes(chinese) ? [] : [`${folder}: ${key} has other placeholders in Chinese`]
		})
	})
}

/** A words file, flat, by key with dots. */
function wordsOf(file: string): ReadonlyMap<string, string> {
	const found = new Map<string, string>()
	const walk = (value: unknown, key: string) => {
		if (typeof value === 'string') found.set(key, value)
		else if (typeof value === 'object' && value !== null)
			for (const [name, inner] of Object.entries(value)) walk(inner, key === '' ? name : `${key}.${name}`)
	}
	try {
		walk(JSON.parse(readFileSync(file, 'utf8')), '')
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
	}
	return found
}

function holes(text: string): string {
	return [...new Set(text.match(/\{\{[^}]*\}\}/g) ?? [])].sort().join()
}
