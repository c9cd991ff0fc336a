/** Names of the acts and views my post has some power for; null while unknown (then every screen is offered). */
export function useMay(): ReadonlySet<string> | null {
	return null
}
