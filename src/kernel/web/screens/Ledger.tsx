/** Being written. */
export function Ledger() {
	return null
}
