import { truncated, type Num } from '../number.ts'
import { type Run, textOf, type Value } from '../value.ts'
import { needLight } from '../weight.ts'
import { type Builtin, builtin } from './declare.ts'
import { patternOf } from './pattern.ts'

/** Strings are counted in code points, so that no character is ever cut in half. */
const points = (text: string) => Array.from(text)

type Two = (a: string, b: string) => Value

const two = (name: string, params: string, work: Two): Builtin =>
	builtin(name, [params, ([a, b]) => work(String(a), String(b))])

const most = 1_000_000

export const textFunctions: readonly Builtin[] = [
	builtin('substring', [
		'string: string, start position: number, length?: number',
		([text, start, length]) => substring(String(text), start as Num, length as Num | undefined),
	]),
	builtin('string length', ['string: string', ([text]) => points(String(text)).length]),
	builtin('upper case', ['string: string', ([text]) => String(text).toUpperCase()]),
	builtin('lower case', ['string: string', ([text]) => String(text).toLowerCase()]),
	two('substring before', 'string: string, match: string', (text, match) => {
		const at = text.indexOf(match)
		return at < 0 ? '' : text.slice(0, at)
	}),
	two('substring after', 'string: string, match: string', (text, match) => {
		const at = text.indexOf(match)
		return at < 0 ? '' : text.slice(at + match.length)
	}),
	two('contains', 'string: string, match: string', (text, match) => text.includes(match)),
	two('starts with', 'string: string, match: string', (text, match) => text.startsWith(match)),
	two('ends with', 'string: string, match: string', (text, match) => text.endsWith(match)),
	builtin('matches', [
		'input: string, pattern: string, flags?: string?',
		([text, pattern, flags], run) =>
			patternOf(String(pattern), String(flags ?? ''), String(text), run)?.test(String(text)) ?? null,
	]),
	builtin('replace', [
		'input: string, pattern: string, replacement: string, flags?: string?',
		([text, pattern, by, flags], run) => replaced(String(text), String(pattern), String(by), String(flags ?? ''), run),
	]),
	builtin('split', [
		'string: string, delimiter: string',
		([text, delimiter], run) => {
			const pattern = patternOf(String(delimiter), '', String(text), run)
			return pattern === null ? null : String(text).split(pattern)
		},
	]),
	builtin('string join', [
		'list: list, delimiter?: string?',
		([list, delimiter]) => joined(list as readonly Value[], String(delimiter ?? '')),
	]),
	builtin('string', ['from: any?', ([value]) => textFrom(value ?? null)]),
]

function substring(text: string, start: Num, length: Num | undefined): Value {
	const all = points(text)
	const from = truncated(start)
	if (from === 0 || (length !== undefined && truncated(length) < 1)) return null
	const at = from > 0 ? from - 1 : all.length + from
	if (at < 0 || at > all.length) return null
	return all.slice(at, length === undefined ? all.length : at + truncated(length)).join('')
}

/** XPath's `$1` and `\$`; a pattern that matches the empty text is an error there and null here. */
function replaced(text: string, pattern: string, by: string, flags: string, run: Run): Value {
	const made = patternOf(pattern, flags, text, run)
	if (made === null) return null
	const groups = flags.includes('q')
		? by.replaceAll('$', '$$$$')
		: by.replaceAll(/\\([\\$])|\$0/g, (whole, sign) => (whole === '$0' ? '$&' : sign === '$' ? '$$' : '\\'))
	const result = text.replace(made, groups)
	return result.length > most ? null : result
}

function joined(list: readonly Value[], delimiter: string): Value {
	const texts = list.filter((item) => item !== null)
	if (texts.some((item) => typeof item !== 'string')) return null
	const result = texts.join(delimiter)
	return result.length > most ? null : result
}

function textFrom(value: Value): Value {
	needLight(value)
	return value === null ? null : textOf(value)
}
