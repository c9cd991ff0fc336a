/**
 * F271. Shares an amount by weights in whole minor units: the floors, then one more each to the largest remainders, ties to
 * the earlier. Exact at any size. No share exceeds its weight while the amount does not exceed their sum.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] {
	let sum = 0n
	for (const weight of weights) sum += BigInt(weight)
	if (sum === 0n) return weights.map(() => 0)
	const whole = BigInt(amount)
	const floors: number[] = []
	const remainders: bigint[] = []
	let given = 0
	for (const weight of weights) {
		const product = whole * BigInt(weight)
		const floor = Number(product / sum)
		floors.push(floor)
		remainders.push(product % sum)
		given += floor
	}
	const order = weights.map((_, index) => index)
	order.sort((a, b) => compare(remainders[b] ?? 0n, remainders[a] ?? 0n) || a - b)
	for (const index of order.slice(0, amount - given)) floors[index] = (floors[index] ?? 0) + 1
	return floors
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
