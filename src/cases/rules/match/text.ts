/** Folded for comparing: compatibility forms, small letters, no accents on Latin, Greek or Cyrillic, single spaces. */
export function folded(text: string): string {
	const plain = text.normalize('NFKC').toLowerCase()
	return [...plain.normalize('NFD')]
		.filter((char) => !/[\u0300-\u036f]/.test(char))
		.join('')
		.normalize('NFC')
		.replace(/[øœæßđłð]/g, (char) => latin[char] ?? char)
		.replace(/\s+/g, ' ')
		.trim()
}

const latin: Readonly<Record<string, string>> = { ø: 'o', œ: 'oe', æ: 'ae', ß: 'ss', đ: 'd', ł: 'l', ð: 'd' }

/** Words of letters and digits; marks between them part them, an apostrophe does not. */
export function wordsOf(text: string): readonly string[] {
	return folded(text)
		.replace(/['’‘`ʼ]/g, '')
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.filter((word) => word !== '')
}
