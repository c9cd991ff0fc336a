const digitBits = 11
const digits = 1 << digitBits

/**
 * Positions of whole numbers in rising order, equal ones in the order they stand in: a radix sort, some tens of nanoseconds
 * a number. Keys span less than 2^53; a factor common to all (whole seconds or milliseconds among microseconds) is taken out first.
 */
export function orderOf(keys: Float64Array, order: Uint32Array = counted(keys.length)): Uint32Array {
	const { least, span, step } = extent(keys)
	let from = order
	let to: Uint32Array = new Uint32Array(keys.length)
	const count = new Uint32Array(digits)
	for (let scale = 1; scale <= span; scale *= digits) {
		count.fill(0)
		for (const key of keys) {
			const digit = Math.floor((key - least) / step / scale) % digits
			count[digit] = (count[digit] ?? 0) + 1
		}
		let sum = 0
		for (let digit = 0; digit < digits; digit += 1) {
			const here = count[digit] ?? 0
			count[digit] = sum
			sum += here
		}
		for (const index of from) {
			const digit = Math.floor(((keys[index] ?? 0) - least) / step / scale) % digits
			const at = count[digit] ?? 0
			to[at] = index
			count[digit] = at + 1
		}
		const swap = from
		from = to
		to = swap
	}
	return from
}

function counted(length: number): Uint32Array {
	const order = new Uint32Array(length)
	for (let i = 0; i < length; i += 1) order[i] = i
	return order
}

/** The least key, and how many steps lie between it and the greatest. */
function extent(keys: Float64Array): { least: number; span: number; step: number } {
	let least = Number.POSITIVE_INFINITY
	let most = Number.NEGATIVE_INFINITY
	for (const key of keys) {
		if (key < least) least = key
		if (key > most) most = key
	}
	if (keys.length === 0) return { least: 0, span: 0, step: 1 }
	let step = 1_000_000
	for (const key of keys) while (step > 1 && (key - least) % step !== 0) step /= 1_000
	return { least, span: (most - least) / step, step }
}

/** The first position of a rising list whose value is not below `value`, or with `past` above it. */
export function boundOf(list: Float64Array, value: number, past: boolean): number {
	let low = 0
	let high = list.length
	while (low < high) {
		const middle = (low + high) >>> 1
		const here = list[middle] ?? 0
		if (here < value || (past && here === value)) low = middle + 1
		else high = middle
	}
	return low
}
