import { merge } from './merge-words.ts'

/** All English strings of kernel and slices, one chunk. */
export const strings = merge(
	import.meta.glob<Record<string, string>>('../../**/words/en.json', { eager: true, import: 'default' }),
)
