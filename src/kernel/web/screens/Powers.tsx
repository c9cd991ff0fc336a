/** Being written. */
export function Powers() {
	return null
}
