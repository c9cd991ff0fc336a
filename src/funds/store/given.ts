/** Personal fields of an act that were given, in clear, for the ledger's commitments. */
export function givenOf(input: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
	return Object.fromEntries(
		names.flatMap((name) => {
			const value = input[name]
			return typeof value === 'string' ? [[name, value] as const] : []
		}),
	)
}
