import type { WelfareLevel } from '../contract.ts'

/** D125. Which clock leads to which level, and who hears of each. */

const after: Readonly<Record<string, WelfareLevel>> = {
	welfare: 'desk',
	welfare_desk: 'station',
	welfare_station: 'county',
}

/** The level a passed clock leads to; null when it is no clock of a welfare check. */
export function levelAfter(kind: string): WelfareLevel | null {
	return after[kind] ?? null
}

/** The clock that had to pass for a level. */
export function clockBefore(level: WelfareLevel): string {
	return level === 'desk' ? 'welfare' : level === 'station' ? 'welfare_desk' : 'welfare_station'
}

/** The clock a level begins; none after the last. */
export function clockOf(level: WelfareLevel): string | null {
	return level === 'desk' ? 'welfare_desk' : level === 'station' ? 'welfare_station' : null
}

/** Seconds until an unanswered level goes up. */
export const upAfterSeconds = 60

const desk = ['call_taker', 'dispatcher', 'shift_leader']
const hears: Readonly<Record<WelfareLevel, readonly string[]>> = {
	desk,
	station: [...desk, 'station_chief', 'officer'],
	county: [...desk, 'station_chief', 'officer', 'commander'],
}

export function hearsOf(level: WelfareLevel, postKind: string): boolean {
	return hears[level].includes(postKind)
}
