/** One line of two texts laid together: in both, only in the old, or only in the new. */
export type DiffLine = { readonly sign: ' ' | '-' | '+'; readonly text: string }

/** W16. Line by line by their longest common run: the lines without `+` are the old text, those without `-` the new. */
export function diffLines(before: string, after: string): DiffLine[] {
	const old = before.split('\n')
	const now = after.split('\n')
	const common = commonRuns(old, now)
	const lines: DiffLine[] = []
	let i = 0
	let j = 0
	while (i < old.length || j < now.length) {
		const a = old[i]
		const b = now[j]
		if (a !== undefined && a === b) {
			lines.push({ sign: ' ', text: a })
			i += 1
			j += 1
		} else if (a !== undefined && (b === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
			lines.push({ sign: '-', text: a })
			i += 1
		} else if (b !== undefined) {
			lines.push({ sign: '+', text: b })
			j += 1
		}
	}
	return lines
}

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0

/** Length of the longest common run of lines from (i, j) on. */
function commonRuns(old: readonly string[], now: readonly string[]): number[][] {
	const table: number[][] = Array.from({ length: old.length + 1 }, () => Array<number>(now.length + 1).fill(0))
	for (let i = old.length - 1; i >= 0; i -= 1) {
		const row = table[i]
		for (let j = now.length - 1; j >= 0 && row !== undefined; j -= 1)
			row[j] = old[i] === now[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1))
	}
	return table
}
