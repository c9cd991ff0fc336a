import type { LateLevel } from '../contract.ts'

/** D276. Which clock leads to which level, and who hears of each. */

/** Targets of an incident that go up when they pass. */
export const lateTargets: readonly string[] = ['dispatch', 'en_route', 'on_scene', 'clear', 'close']

const after: Readonly<Record<string, LateLevel>> = { late_station: 'station', late_county: 'county' }

/** The level a passed clock leads to; null when it is no clock of an overdue incident. */
export const lateAfter = (kind: string): LateLevel | null => after[kind] ?? null

const hears: Readonly<Record<LateLevel, readonly string[]>> = {
	station: ['station_chief'],
	county: ['station_chief', 'shift_leader', 'commander'],
}

export const hearsLate = (level: LateLevel, postKind: string): boolean => hears[level].includes(postKind)
