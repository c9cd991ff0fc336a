import type { z } from 'zod'
import type { beginText, writeText } from '../../contract/text.ts'
import type { Language } from './tongue.ts'

/** What the page holds, in this tab and nowhere else: gone with it, or as soon as it is left (D280). */

type Begin = z.input<(typeof beginText)['input']>
export type Line = Omit<z.input<(typeof writeText)['input']>, 'code'>

/** One key is one intent: what is sent again happens once (D283). */
export type Waiting<I> = {
	readonly key: string
	readonly input: I
	/** Why it was refused, in words; it then waits for the person. */
	readonly refused: string | null
	/** As it reads on the page. */
	readonly reads: string
}

export type Kept = {
	readonly language: Language
	readonly code: string | null
	readonly begun: Waiting<Begin> | null
	readonly lines: readonly Waiting<Line>[]
}

const place = 'seawall.text'

export function kept(): Kept {
	const first: Kept = { language: browserLanguage(), code: null, begun: null, lines: [] }
	try {
		const read: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null')
		// Written by `keep` alone.
		return typeof read === 'object' && read !== null ? { ...first, ...read } : first
	} catch {
		return first
	}
}

export function keep(now: Kept): void {
	try {
		sessionStorage.setItem(place, JSON.stringify(now))
	} catch {
		// A browser that keeps nothing goes on without.
	}
}

/** DS131. Nothing of it stays, and the page before it is the one that *back* leads to. */
export function leave(): void {
	try {
		sessionStorage.removeItem(place)
	} finally {
		location.replace('about:blank')
	}
}

const browserLanguage = (): Language =>
	navigator.languages.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'zh' : 'en'
