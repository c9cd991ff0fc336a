import type { Run } from '../value.ts'

/**
 * XPath regular expressions on JavaScript's engine (DMN 1.5, 10.3.4.3). That engine backtracks, so the text may be as long
 * as the pattern can be trusted to end in time (T16): a repeated group that can match one text in several ways may double
 * its work with every character, and each endless repetition multiplies it by the length.
 */
const mostWork = 3e8
const mostDoubled = 25
const mostPattern = 1_000

/** Null when the pattern or its flags are none, or the text is too long for it. */
export function patternOf(pattern: string, flags: string, text: string, run: Run): RegExp | null {
	if (!/^[smixq]*$/.test(flags) || pattern.length > mostPattern) return null
	const plain = flags.includes('q')
	const source = plain ? pattern.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : translated(pattern, flags)
	if (!plain && /\\0|\[[^\]]*\\\d/.test(source)) return null
	if (!plain && text.length > longestFor(source)) {
		run.fault(`the pattern may take too long on a text of ${text.length} characters`)
		return null
	}
	try {
		return new RegExp(source, `gu${['s', 'm', 'i'].filter((flag) => flags.includes(flag)).join('')}`)
	} catch {
		return null
	}
}

/** What XPath writes otherwise: `x` lets blanks stand; classes of XML names; subtraction of classes. */
function translated(pattern: string, flags: string): string {
	const tight = flags.includes('x')
		? pattern.replaceAll(/\[[^\]]*\]|\s+/g, (part) => (part.startsWith('[') ? part : ''))
		: pattern
	return tight
		.replaceAll(/\\p\{Is([A-Za-z0-9-]+)\}/g, (whole, block: string) => blocks[block] ?? whole)
		.replaceAll(/\\([iIcC])/g, (_, letter: string) => nameClasses[letter] ?? '')
		.replaceAll(/\[([^\][]+)-\[([^\][]+)\]\]/g, '(?:(?![$2])[$1])')
}

/** The Unicode blocks that come up; JavaScript knows scripts, not blocks. */
const blocks: Readonly<Record<string, string>> = {
	BasicLatin: '[\\u0000-\\u007F]',
	'Latin-1Supplement': '[\\u0080-\\u00FF]',
	Greek: '[\\u0370-\\u03FF]',
	Cyrillic: '[\\u0400-\\u04FF]',
	CJKUnifiedIdeographs: '[\\u4E00-\\u9FFF]',
}

const nameClasses: Readonly<Record<string, string>> = {
	i: '[\\p{L}_:]',
	I: '[^\\p{L}_:]',
	c: '[\\p{L}\\p{N}\\-._:]',
	C: '[^\\p{L}\\p{N}\\-._:]',
}

/** How long a text may be. */
function longestFor(source: string): number {
	const bare = source.replaceAll(/\\./g, 'a').replaceAll(/\[[^\]]*\]/g, 'a')
	if (doubles(bare)) return mostDoubled
	const endless = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0
	return Math.floor(mostWork ** (1 / (endless + 1)))
}

/** Does a group that holds a repetition, a choice or an option repeat without end itself? */
function doubles(bare: string): boolean {
	const open: boolean[] = [false]
	for (let at = 0; at < bare.length; at += 1) {
		const sign = bare[at] ?? ''
		if (sign === '(') {
			open.push(false)
			// What follows says the kind of the group and is no option.
			if (bare[at + 1] === '?') at += 1
		} else if (sign === ')') {
			const inner = open.pop() ?? false
			const endless = /^(?:[*+]|\{\d+,\d*\})/.test(bare.slice(at + 1))
			if (inner && endless) return true
			if (inner || endless) open[open.length - 1] = true
		} else if ('*+?|'.includes(sign) || /^\{\d+,/.test(bare.slice(at))) open[open.length - 1] = true
	}
	return false
}
