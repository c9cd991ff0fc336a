/** How long after the last key or touch someone still counts as sitting here, in milliseconds. */
const presentFor = 60_000

let touched = Date.now()

for (const event of ['keydown', 'pointerdown', 'wheel'] as const) {
	globalThis.addEventListener?.(
		event,
		() => {
			touched = Date.now()
		},
		{ passive: true, capture: true },
	)
}

/**
 * The header that tells the server whether a person asked or the screen did by itself: polling must not keep an idle desk
 * signed in (I5).
 */
export function presenceHeader(): Record<string, string> {
	return Date.now() - touched < presentFor ? { 'seawall-present': '1' } : {}
}
