/** I12. How long sign-in waits after failures. Pure. */

export type ThrottleKind = 'account' | 'source'
/** `lastAt`, `openAt` in milliseconds: when the last failure was, and from when another try is heard. */
export type Throttle = { readonly failures: number; readonly lastAt: number; readonly openAt: number }

/** Failures that cost no wait. A source may be a whole station behind one address. */
export const free: Readonly<Record<ThrottleKind, number>> = { account: 5, source: 30 }
const longest = 15 * 60_000
const forget = 24 * 3_600_000

/** Milliseconds to wait after so many failures: nothing, then 1 s doubling to 15 minutes, never for ever. */
export function delayAfter(kind: ThrottleKind, failures: number): number {
	const beyond = failures - free[kind]
	return beyond < 0 ? 0 : Math.min(longest, 1000 * 2 ** Math.min(beyond, 20))
}

/** The count after one more failure at `now` (ms). A quiet day forgets. */
export function afterFailure(kind: ThrottleKind, before: Throttle | null, now: number): Throttle {
	const failures = before === null || now - before.lastAt >= forget ? 1 : before.failures + 1
	return { failures, lastAt: now, openAt: now + delayAfter(kind, failures) }
}

/** Milliseconds still to wait at `now`; 0: go on. */
export function waitOf(throttle: Throttle | null, now: number): number {
	return throttle === null ? 0 : Math.max(0, throttle.openAt - now)
}
