/** Being written. */
export function Enrol() {
	return null
}
