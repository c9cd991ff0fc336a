import type { Point } from '#kernel/contract/scalars.ts'
import { showRoute } from '#kernel/geo/contract.ts'
import { useView } from '#kernel/web/client.ts'
import type { RouteMark } from '#kernel/web/map/marks.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { travelWords } from './travel.ts'

export type Way = RouteMark & {
	readonly metres: number
	readonly seconds: number
	readonly street: { readonly en: string; readonly zh: string } | null
}

/** The way from one point to another over the streets; null while there is none to draw. Asked again when either end moves. */
export function useRoute(from: Point | null, to: Point | null): Way | null {
	const t = useWords()
	const language = useLanguage()
	// A moving unit does not ask anew at every metre: five decimals of a degree are about a metre, four about ten.
	const near = (n: number | undefined) => Number((n ?? 0).toFixed(4))
	const input = { fromLon: near(from?.[0]), fromLat: near(from?.[1]), toLon: to?.[0] ?? 0, toLat: to?.[1] ?? 0 }
	const view = useView(showRoute, input, { enabled: from !== null && to !== null, keep: true })
	if (from === null || to === null || view.output === undefined) return null
	const { line, metres, seconds, streets } = view.output
	const last = streets.at(-1)
	const street = last === undefined ? null : { en: last.name_en, zh: last.name_zh }
	return { line, label: travelWords(seconds, t, language), metres, seconds, street }
}
