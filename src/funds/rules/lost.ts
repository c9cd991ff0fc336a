/** F257. How many hundredths of what a victim had are lost, rounded down; all of it when they lost more than they had. */
export function lostHundredths(lossMinor: number, savedMinor: number | null): number | null {
	if (savedMinor === null) return null
	return Math.min(100, Number((BigInt(lossMinor) * 100n) / BigInt(savedMinor)))
}
