import { useSyncExternalStore } from 'react'

/** One clock for the whole page, set by the server's: a desk whose own clock is wrong still shows the right time left. */
let offset = 0
let tick = Date.now()
let timer: ReturnType<typeof setInterval> | null = null
const heard = new Set<() => void>()

/** Called by the client with each answer's `at`; half of the round trip is taken off. Keeps the smallest error seen. */
let bestTrip = Number.POSITIVE_INFINITY
export function setServerClock(at: string, sent: number, received: number): void {
	const trip = received - sent
	if (trip > bestTrip * 1.5 + 50) return
	bestTrip = Math.min(bestTrip, trip)
	const server = Date.parse(at)
	if (Number.isFinite(server)) offset = server - (sent + trip / 2)
}

/** Server time, milliseconds. */
export function serverNow(): number {
	return Date.now() + offset
}

/** How far this machine's clock stands from the server's, milliseconds. */
export function clockOffset(): number {
	return offset
}

function subscribe(hear: () => void): () => void {
	heard.add(hear)
	timer ??= setInterval(() => {
		tick = serverNow()
		for (const each of heard) each()
	}, 1000)
	return () => {
		heard.delete(hear)
		if (heard.size === 0 && timer !== null) {
			clearInterval(timer)
			timer = null
		}
	}
}

/** Server time in milliseconds, once a second. Use it in the smallest component that shows it. */
export function useNow(): number {
	return useSyncExternalStore(subscribe, () => {
		if (Math.abs(serverNow() - tick) > 1500) tick = serverNow()
		return tick
	})
}
