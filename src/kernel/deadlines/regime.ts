import type { RegimeBody } from './contract/bodies.ts'
import { CalendarFault } from './faults.ts'

const tiers = ['station', 'county', 'city', 'province'] as const

/** Checks that a regime can be counted. @throws CalendarFault with every fault (C15, C20, C34) */
export function checkRegime(body: RegimeBody): void {
	const faults: string[] = []
	if (body.liberty) {
		if (body.unit === 'working_days' || body.unit === 'working_hours')
			faults.push('a liberty clock counts no working time')
		if (body.atHoliday !== 'stays') faults.push('a liberty clock moves for no holiday')
		if (body.dayEnds !== 'midnight') faults.push('a liberty clock knows no closing time')
		if (!body.countsStart) faults.push('a liberty clock runs from its moment')
	}
	for (const grounds of [body.pauses, body.extensions]) {
		const names = grounds.map(({ ground }) => ground)
		if (new Set(names).size < names.length) faults.push('a ground stands twice')
	}
	for (const [n, { tier, afterMinutes }] of body.ladder.entries()) {
		const before = body.ladder[n - 1]
		if (before === undefined) continue
		if (tiers.indexOf(tier) <= tiers.indexOf(before.tier)) faults.push(`the ladder goes down at ${tier}`)
		if (afterMinutes < before.afterMinutes) faults.push(`the ladder reaches ${tier} before ${before.tier}`)
	}
	if (faults.length > 0) throw new CalendarFault(faults)
}

/** C26. In what an edition of a liberty regime is wider than the one that ships; empty when it is not. */
export function widerThan(body: RegimeBody, shipped: RegimeBody): readonly string[] {
	if (!shipped.liberty) return []
	const faults: string[] = []
	if (!body.liberty) faults.push('it is no longer a liberty clock')
	if (body.unit !== shipped.unit) faults.push('it counts in another unit')
	if (body.amount > shipped.amount) faults.push('it is longer')
	if (body.warnMinutes < shipped.warnMinutes) faults.push('it warns later')
	for (const one of body.pauses) {
		const allowed = shipped.pauses.find(({ ground }) => ground === one.ground)
		if (allowed === undefined || one.mostMinutes > allowed.mostMinutes)
			faults.push(`it stands still longer on ${one.ground}`)
	}
	for (const one of body.extensions) {
		const allowed = shipped.extensions.find(({ ground }) => ground === one.ground)
		if (allowed === undefined || one.most > allowed.most) faults.push(`it is made longer by ${one.ground}`)
	}
	return faults
}
