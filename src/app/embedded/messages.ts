import type { Words } from '#kernel/contract/declare.ts'
import { type ProblemCode, Refusal } from '#kernel/refusal.ts'
import type { Place } from '../place.ts'

/** Messages between the thread that answers HTTP and the thread that holds the database. */

export type Ask = { readonly id: number; readonly door: string; readonly args: readonly unknown[] }

/** What the thread is begun with. */
export type Given = {
	readonly place: Place
	/** Folder of what was compiled before; null keeps nothing. */
	readonly compiled: string | null
}

/** To the thread once it stands open: a door called, the end. */
export type Later = Ask | { readonly close: true }

/** To the thread: first that the written powers were found sound. */
export type Asked = { readonly checked: true } | Later

export type Told =
	| { readonly id: number; readonly value: unknown }
	| { readonly id: number; readonly refusal: RefusalData }
	| { readonly id: number; readonly fault: string }
	| { readonly poke: number }
	| { readonly progress: string }
	| { readonly opened: true }
	| { readonly failed: string }

type RefusalData = {
	readonly code: ProblemCode
	readonly words: Words
	readonly rule: string | null
	readonly field: string | null
	readonly extra: Readonly<Record<string, unknown>>
}

/** A refusal as plain data; the inner reason stays behind. */
export function refusalData({ code, words, rule, field, extra }: Refusal): RefusalData {
	return { code, words, rule, field, extra }
}

export function refusalFrom({ code, words, rule, field, extra }: RefusalData): Refusal {
	return new Refusal(code, words, {
		...(rule === null ? {} : { rule }),
		...(field === null ? {} : { field }),
		extra: { ...extra },
	})
}
