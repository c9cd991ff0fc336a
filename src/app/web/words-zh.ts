import { merge } from './merge-words.ts'

/** All Chinese strings of kernel and slices, one chunk. */
export const strings = merge(
	import.meta.glob<Record<string, string>>('../../**/words/zh.json', { eager: true, import: 'default' }),
)
