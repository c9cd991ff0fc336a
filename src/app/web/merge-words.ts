import type { Language } from '#kernel/web/times.ts'

/** Puts the word files of all rooms into one; keys begin with their room, so they do not meet. */
export function merge(files: Readonly<Record<string, Readonly<Record<string, string>>>>): Record<string, string> {
	return Object.assign({}, ...Object.values(files))
}

/** Brings the strings of one language. */
export async function loadWords(language: Language): Promise<Record<string, string>> {
	return language === 'zh' ? (await import('./words-zh.ts')).strings : (await import('./words-en.ts')).strings
}
