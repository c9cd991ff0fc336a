/** Pure parts of DataTable: moving, sorting and the window of rows drawn. */

/** Index after moving by `step` from `at` (-1: none) in a list of `length`, staying inside. */
export function moved(at: number, step: number, length: number): number {
	if (length === 0) return -1
	if (at < 0) return step > 0 ? 0 : length - 1
	return Math.max(0, Math.min(length - 1, at + step))
}

/** Which of the rows with these heights are drawn when `top` px are scrolled off and `view` px are seen. */
export function windowOf(
	heights: readonly number[],
	top: number,
	view: number,
	spare = 400,
): { from: number; to: number; before: number; after: number } {
	let from = 0
	let before = 0
	while (from < heights.length && before + (heights[from] ?? 0) < top - spare) before += heights[from++] ?? 0
	let to = from
	let y = before
	while (to < heights.length && y < top + view + spare) y += heights[to++] ?? 0
	let after = 0
	for (let at = to; at < heights.length; at++) after += heights[at] ?? 0
	return { from, to, before, after }
}

/** Sorted copy; stable, `down` reverses. */
export function sorted<Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number, down: boolean): readonly Row[] {
	return [...rows].sort((a, b) => (down ? compare(b, a) : compare(a, b)))
}
