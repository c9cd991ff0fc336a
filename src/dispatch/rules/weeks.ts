const dayMs = 86_400_000
/** The bureau's zone, UTC+8; all of China keeps one. */
export const zoneMs = 8 * 3_600_000

/** The first moment of a day such as `2026-11-23`; an invalid date when it is no day. */
export function dayFrom(day: string): Date {
	return new Date(Date.parse(`${day}T00:00:00Z`) - zoneMs)
}

/** Monday of the week a moment lies in, at UTC+8. */
export function weekOf(at: Date): string {
	const day = Math.floor((at.getTime() + zoneMs) / dayMs)
	return new Date((day - ((day + 3) % 7)) * dayMs).toISOString().slice(0, 10)
}

/** First moment of a week and of the next one; null when the day is no Monday. */
export function spanOf(week: string): { readonly from: Date; readonly until: Date } | null {
	const from = dayFrom(week)
	if (weekOf(from) !== week) return null
	return { from, until: new Date(from.getTime() + 7 * dayMs) }
}

/** The weeks that are over, newest first. */
export function weeksBefore(now: Date, count: number): readonly string[] {
	return Array.from({ length: count }, (_each, n) => weekOf(new Date(now.getTime() - (n + 1) * 7 * dayMs)))
}
