/** F180. A name that may not be shown: its first sign, and nothing of its length. */
export function maskedName(name: string | null): string | null {
	return name === null ? null : `${[...name][0] ?? ''}**`
}

/** A number that may not be shown: its last four signs, by which two lines can still be told to be of one account. */
export function maskedNumber(number: string | null): string | null {
	return number === null ? null : `****${number.slice(-4)}`
}
