/** Work space of the two measures: both are asked millions of times, and words are short. */
const longest = 256
const rows: readonly [Uint16Array, Uint16Array, Uint16Array] = [
	new Uint16Array(longest + 1),
	new Uint16Array(longest + 1),
	new Uint16Array(longest + 1),
]
const usedA = new Uint8Array(longest)
const usedB = new Uint8Array(longest)

/**
 * Insertions, deletions, substitutions and swaps of neighbours that make `b` of `a`: optimal string alignment (Damerau 1964,
 * restricted). Counted in UTF-16 units; what is longer than 256 is cut there. Gives `most + 1` as soon as it must be more.
 */
export function editDistance(a: string, b: string, most = longest): number {
	let [n, m, from] = [Math.min(a.length, longest), Math.min(b.length, longest), 0]
	if (Math.abs(n - m) > most) return most + 1
	while (from < n && from < m && a.charCodeAt(from) === b.charCodeAt(from)) from++
	while (n > from && m > from && a.charCodeAt(n - 1) === b.charCodeAt(m - 1)) {
		n--
		m--
	}
	if (n === from || m === from) return Math.min(n - from + m - from, most + 1)
	return table(a.slice(from, n), b.slice(from, m), most)
}

/** The table row by row, each row in one of three places in turn. */
function table(a: string, b: string, most: number): number {
	const m = b.length
	let [older, above, row] = rows
	for (let j = 0; j <= m; j++) above[j] = j
	for (let i = 1; i <= a.length; i++) {
		const [letter, last] = [a.charCodeAt(i - 1), i > 1 ? a.charCodeAt(i - 2) : -1]
		row[0] = i
		let least = i
		for (let j = 1; j <= m; j++) {
			const other = b.charCodeAt(j - 1)
			let cost = (above[j - 1] ?? 0) + (letter === other ? 0 : 1)
			const inserted = Math.min(above[j] ?? 0, row[j - 1] ?? 0) + 1
			if (inserted < cost) cost = inserted
			if (j > 1 && last === other && letter === b.charCodeAt(j - 2)) cost = Math.min(cost, (older[j - 2] ?? 0) + 1)
			row[j] = cost
			if (cost < least) least = cost
		}
		if (least > most) return most + 1
		const free = older
		older = above
		above = row
		row = free
	}
	return Math.min(above[m] ?? 0, most + 1)
}

/** Jaro's likeness with Winkler's bonus for a shared beginning of up to four letters (scale 0.1): 0 to 1. */
export function jaroWinkler(a: string, b: string): number {
	if (a === b) return 1
	const [n, m] = [Math.min(a.length, longest), Math.min(b.length, longest)]
	if (n === 0 || m === 0) return 0
	const shared = sharedLetters(a, b, n, m)
	if (shared === 0) return 0
	const swaps = outOfOrder(a, b, n) / 2
	const jaro = (shared / n + shared / m + (shared - swaps) / shared) / 3
	let prefix = 0
	while (prefix < 4 && prefix < n && prefix < m && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++
	return jaro + prefix * 0.1 * (1 - jaro)
}

/** Marks letters that stand in both within half the longer's length of each other, and counts them. */
function sharedLetters(a: string, b: string, n: number, m: number): number {
	const reach = Math.max(0, (Math.max(n, m) >> 1) - 1)
	usedA.fill(0, 0, n)
	usedB.fill(0, 0, m)
	let shared = 0
	for (let i = 0; i < n; i++) {
		const letter = a.charCodeAt(i)
		const to = Math.min(m - 1, i + reach)
		for (let j = Math.max(0, i - reach); j <= to; j++) {
			if (usedB[j] === 1 || b.charCodeAt(j) !== letter) continue
			usedA[i] = 1
			usedB[j] = 1
			shared++
			break
		}
	}
	return shared
}

function outOfOrder(a: string, b: string, n: number): number {
	let [j, out] = [0, 0]
	for (let i = 0; i < n; i++) {
		if (usedA[i] !== 1) continue
		while (usedB[j] !== 1) j++
		if (a.charCodeAt(i) !== b.charCodeAt(j)) out++
		j++
	}
	return out
}
