/** An int8 as a JavaScript number; past 2^53 it would silently change, so it is refused. */
export function safeInteger(text: string): number {
	const value = Number(text)
	if (!Number.isSafeInteger(value)) throw new Error(`the integer ${text} is too large to keep exactly`)
	return value
}
