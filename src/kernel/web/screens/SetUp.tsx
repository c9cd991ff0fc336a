/** Being written. */
export function SetUp() {
	return null
}
