import type { Names } from './names.ts'
import type { Scanner } from './scan.ts'
import { any, type FeelType } from './type.ts'

/** A type as `instance of` and parameters write it: `number`, `list<T>`, `context<a: T>`, `function<T> -> T`, `range<T>`. */
export function parseType(scan: Scanner, names: Names): FeelType {
	return scan.nested(() => {
		const at = scan.at
		for (const word of ['list', 'range', 'context', 'function'] as const) {
			if (!scan.takeWord(word)) continue
			if (scan.take('<')) return parameterised(word, scan, names)
			scan.at = at
			break
		}
		const found = names.world.typeNames.longest(scan.text, scan.at)
		if (found !== null) {
			scan.at = found.end
			scan.skip()
		}
		const name = found?.name ?? scan.identifier()
		if (name === null) return scan.fail('a type is missing')
		return names.world.findType(name) ?? scan.fail(`there is no type \`${name}\``)
	})
}

function parameterised(word: 'list' | 'range' | 'context' | 'function', scan: Scanner, names: Names): FeelType {
	if (word === 'list' || word === 'range') {
		const of = parseType(scan, names)
		scan.need('>')
		return { kind: word, of }
	}
	if (word === 'context') {
		const entries = new Map<string, FeelType>()
		while (!scan.isAt('>')) {
			const key = scan.newName(/:/)
			scan.need(':')
			entries.set(key, parseType(scan, names))
			if (!scan.take(',')) break
		}
		scan.need('>')
		return { kind: 'context', entries }
	}
	const params: FeelType[] = []
	while (!scan.isAt('>')) {
		params.push(parseType(scan, names))
		if (!scan.take(',')) break
	}
	scan.need('>')
	return { kind: 'function', params, result: scan.take('->') ? parseType(scan, names) : any }
}
