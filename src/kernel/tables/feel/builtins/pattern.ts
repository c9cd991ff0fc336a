/**
 * XPath regular expressions on JavaScript's engine (DMN 1.5, 10.3.4.3). That engine backtracks, so a pattern that may take
 * time beyond all bounds (a repeated group that itself repeats) is not run, and neither are very long texts.
 */
const mostText = 100_000
const mostPattern = 1_000

/** Null when the pattern or its flags are none. */
export function patternOf(pattern: string, flags: string, text: string): RegExp | null {
	if (!/^[smixq]*$/.test(flags) || pattern.length > mostPattern || text.length > mostText) return null
	const source = flags.includes('q') ? pattern.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : translated(pattern, flags)
	if (!flags.includes('q') && (repeatsRepetition(source) || /\\0|\[[^\]]*\\\d/.test(source))) return null
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

/** Does a group that holds `*`, `+` or `{n,}` repeat without end itself? */
function repeatsRepetition(source: string): boolean {
	const bare = source.replaceAll(/\\./g, 'a').replaceAll(/\[[^\]]*\]/g, 'a')
	const open: boolean[] = [false]
	for (let at = 0; at < bare.length; at += 1) {
		const sign = bare[at]
		if (sign === '(') open.push(false)
		else if (sign === ')') {
			const inner = open.pop() ?? false
			const endless = /^(?:[*+]|\{\d+,\d*\})/.test(bare.slice(at + 1))
			if (inner && endless) return true
			if (inner || endless) open[open.length - 1] = true
		} else if (sign === '*' || sign === '+' || /^\{\d+,\}/.test(bare.slice(at))) open[open.length - 1] = true
	}
	return false
}
