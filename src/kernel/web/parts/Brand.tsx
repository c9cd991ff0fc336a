/** The mark: three courses of a seawall. */
export function Brand() {
	return (
		<svg viewBox="0 0 20 20" aria-hidden="true" fill="currentColor">
			<path d="M2 5h7v3.400H2zM11 5h7v3.400h-7zM2 10h3v3.400H2zM7 10h7v3.400H7zM16 10h2v3.400h-2zM2 15h7v3.400H2zM11 15h7v3.400h-7z" />
		</svg>
	)
}
