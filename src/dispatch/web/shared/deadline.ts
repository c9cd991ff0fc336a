import type { Deadline } from '#kernel/web/tide.ts'
import type { TimerShown } from '../../contract/shapes.ts'

/** A timer of the contract as the tide bar draws it. */
export function deadlineOf(timer: TimerShown): Deadline {
	const met = timer.metAt === null ? {} : { met: Date.parse(timer.metAt) }
	return { from: Date.parse(timer.startedAt), due: Date.parse(timer.dueAt), ...met }
}

/** Which clocks run on a late row: due and not met at `now` (ms). */
export function isOver(timer: TimerShown | null, now: number): boolean {
	return timer !== null && timer.metAt === null && Date.parse(timer.dueAt) < now
}

/** `0447` of `X2611-0447`: what people say aloud. */
export function shortNumber(number: string): string {
	return number.slice(number.lastIndexOf('-') + 1)
}
