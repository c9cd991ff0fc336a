/** One figure of a bench, as one JSON line. `ratio` = ours / peer, the peer or floor measured in the same run. */
export type Row = {
	readonly bench: string
	readonly case: string
	readonly metric: string
	readonly ours: number
	readonly unit: string
	readonly peer_name: string | null
	readonly peer: number | null
	readonly ratio: number | null
}

/** Makes a row; figures are rounded to four significant digits. */
export function row(
	name: string,
	metric: string,
	ours: number,
	unit: string,
	peer: { readonly name: string; readonly value: number } | null = null,
): Row {
	const [bench = name, its = ''] = name.split('/')
	return {
		bench,
		case: its,
		metric,
		ours: rounded(ours),
		unit,
		peer_name: peer?.name ?? null,
		peer: peer === null ? null : rounded(peer.value),
		ratio: peer === null || peer.value === 0 ? null : rounded(ours / peer.value),
	}
}

/** The value below which `share` (0 to 1) of the sorted or unsorted values lie: nearest rank. */
export function percentile(values: readonly number[] | Float64Array, share: number): number {
	const sorted = Float64Array.from(values).sort()
	const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))
	return sorted[rank] ?? Number.NaN
}

function rounded(value: number): number {
	return Number(value.toPrecision(4))
}
