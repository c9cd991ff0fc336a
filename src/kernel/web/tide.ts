/**
 * Deadlines as drawn: one calculation gives both the bar and the words, so that they always agree.
 * All instants in milliseconds since 1970.
 */
export type Deadline = {
	/** When the clock began. */
	readonly from: number
	/** When it is due. */
	readonly due: number
	/** When it was met; absent while it runs. */
	readonly met?: number
	/** Paused by law since this instant; the bar stands still there. */
	readonly paused?: number
	/** Escalated: to whom, already in words ("county"). */
	readonly escalated?: string
	/** Milliseconds before `due` from which it is due soon; the last 20 % when absent. */
	readonly warn?: number
}

export type TideState = 'ok' | 'warn' | 'breach' | 'esc' | 'pause' | 'met'

export type Tide = {
	readonly state: TideState
	/** Milliseconds left (positive) or over (negative); for a met one the time it took. */
	readonly span: number
	/** True when past the target, met or not. */
	readonly over: boolean
	/** Share of the bar filled solid, 0 to 1. */
	readonly filled: number
	/** Where the notch stands, 0 to 1. */
	readonly notch: number
	/** Share of the bar hatched past the notch, 0 to 1. */
	readonly hatched: number
}

/** The notch stands at five eighths, so that an overrun of 60 % is still drawn to scale. */
const notch = 0.625

/** Reads a deadline at `now`. */
export function tideOf(deadline: Deadline, now: number): Tide {
	const length = Math.max(1, deadline.due - deadline.from)
	const upTo = deadline.met ?? deadline.paused ?? now
	const used = Math.max(0, upTo - deadline.from)
	const over = used > length
	const filled = Math.min(used / length, 1) * notch
	const hatched = over ? Math.min(((used - length) / length) * notch, 1 - notch) : 0
	return {
		state: stateOf(deadline, length - used, length),
		span: spanOf(deadline, used, length),
		over,
		filled,
		notch,
		hatched,
	}
}

function spanOf(deadline: Deadline, used: number, length: number): number {
	return deadline.met === undefined ? length - used : used
}

function stateOf(deadline: Deadline, left: number, length: number): TideState {
	if (deadline.met !== undefined) return left < 0 ? 'breach' : 'met'
	if (deadline.paused !== undefined) return 'pause'
	if (deadline.escalated !== undefined) return 'esc'
	if (left < 0) return 'breach'
	return left <= (deadline.warn ?? length * 0.2) ? 'warn' : 'ok'
}
