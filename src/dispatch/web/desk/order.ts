/**
 * A row that moves by itself keeps its place for two seconds with a mark, and the chosen row keeps its place for as long
 * as it is chosen: nothing slides away under a hand.
 */
export type Item = { readonly id: string; readonly section: string }

/** How long a moved row waits where it was, milliseconds. */
export const holdFor = 2000

/** What to draw now: rows known before keep their order and section, gone ones leave, new ones stand where they belong. */
export function hold(before: readonly Item[], next: readonly Item[]): Item[] {
	const wanted = new Set(next.map((item) => item.id))
	const known = new Set(before.map((item) => item.id))
	const drawn = before.filter((item) => wanted.has(item.id))
	next.forEach((item, at) => {
		if (known.has(item.id)) return
		const above = next.slice(0, at).findLast((other) => other.section === item.section)
		const after = above === undefined ? -1 : drawn.findIndex((other) => other.id === above.id)
		const first = drawn.findIndex((other) => other.section === item.section)
		drawn.splice(after >= 0 ? after + 1 : first >= 0 ? first : drawn.length, 0, item)
	})
	return drawn
}

/** The order asked for, but for the chosen row: it stays at its place within its section. */
export function settle(before: readonly Item[], next: readonly Item[], chosen: string | null): Item[] {
	const row = next.find((item) => item.id === chosen)
	if (row === undefined) return [...next]
	const place = before.filter((item) => item.section === row.section).findIndex((item) => item.id === chosen)
	if (place < 0) return [...next]
	const rest = next.filter((item) => item.id !== chosen)
	const inSection = rest.filter((item) => item.section === row.section)
	const anchor = inSection[place]
	const last = inSection.at(-1)
	const at =
		anchor !== undefined ? rest.indexOf(anchor) : last !== undefined ? rest.indexOf(last) + 1 : next.indexOf(row)
	return rest.toSpliced(at, 0, row)
}

/** Rows drawn elsewhere than they belong: they carry the mark. */
export function moved(drawn: readonly Item[], next: readonly Item[]): Set<string> {
	const home = new Map(next.map((item) => [item.id, item.section]))
	const ids = new Set<string>()
	const sections = new Set(next.map((item) => item.section))
	for (const item of drawn) if (home.get(item.id) !== item.section) ids.add(item.id)
	for (const section of sections) {
		const now = drawn.filter((item) => item.section === section && !ids.has(item.id))
		const then = next.filter((item) => item.section === section && now.some((other) => other.id === item.id))
		now.forEach((item, at) => {
			if (then[at]?.id !== item.id) ids.add(item.id)
		})
	}
	return ids
}
