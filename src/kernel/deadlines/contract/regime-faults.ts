import type { RegimeBody } from './bodies.ts'
import type { BodyFault } from './faults.ts'

/** What stands in the way of a regime. Pure, and the same in the browser as on the server. */

const tiers = ['station', 'county', 'city', 'province'] as const
const tierZh = { station: '派出所', county: '县级', city: '市级', province: '省级' } as const

const fault = (rule: string, at: string, en: string, zh: string): BodyFault => ({ rule, at, en, zh })

/** C15, C20, C24, C34. Every fault of a regime; empty when it can be counted by. */
export function regimeFaults(body: RegimeBody): readonly BodyFault[] {
	const faults = body.liberty ? [...libertyFaults(body)] : []
	for (const [at, grounds] of [
		['pauses', body.pauses],
		['extensions', body.extensions],
	] as const) {
		const names = grounds.map(({ ground }) => ground)
		if (new Set(names).size < names.length)
			faults.push(fault(at === 'pauses' ? 'C20' : 'C24', at, 'a ground stands twice', '同一事由出现两次'))
	}
	for (const [n, { tier, afterMinutes }] of body.ladder.entries()) {
		const before = body.ladder[n - 1]
		if (before === undefined) continue
		if (tiers.indexOf(tier) <= tiers.indexOf(before.tier))
			faults.push(fault('C34', 'ladder', `the ladder goes down at ${tier}`, `升级到${tierZh[tier]}时层级不升反降`))
		if (afterMinutes < before.afterMinutes)
			faults.push(
				fault(
					'C34',
					'ladder',
					`the ladder reaches ${tier} before ${before.tier}`,
					`升级到${tierZh[tier]}早于升级到${tierZh[before.tier]}`,
				),
			)
	}
	return faults
}

function libertyFaults(body: RegimeBody): BodyFault[] {
	const faults: BodyFault[] = []
	const say = (at: string, en: string, zh: string) => faults.push(fault('C15', at, en, zh))
	if (body.unit === 'working_days' || body.unit === 'working_hours')
		say('unit', 'a liberty clock counts no working time', '涉及人身自由的时限不按工作时间计算')
	if (body.atHoliday !== 'stays')
		say('atHoliday', 'a liberty clock moves for no holiday', '涉及人身自由的时限不因休假顺延')
	if (body.dayEnds !== 'midnight')
		say('dayEnds', 'a liberty clock knows no closing time', '涉及人身自由的时限不以下班时间为止')
	if (!body.countsStart) say('countsStart', 'a liberty clock runs from its moment', '涉及人身自由的时限自起始时刻起算')
	return faults
}

/** C42. Whether a bureau may begin a rule of its own under this key: what ships later never has one of these. */
export function isOwnKey(key: string): boolean {
	return key.length <= 60 && /^own(\.[a-z0-9-]+)+$/.test(key)
}

/** C26. In what an edition of a liberty regime is wider than the one that ships; empty when it is not. */
export function widerThan(body: RegimeBody, shipped: RegimeBody): readonly BodyFault[] {
	if (!shipped.liberty) return []
	const faults: BodyFault[] = []
	const say = (at: string, en: string, zh: string) => faults.push(fault('C26', at, en, zh))
	if (!body.liberty) say('liberty', 'it is no longer a liberty clock', '不再是涉及人身自由的时限')
	if (body.unit !== shipped.unit) say('unit', 'it counts in another unit', '计算单位与自带规则不同')
	if (body.amount > shipped.amount) say('amount', 'it is longer', '期限长于自带规则')
	if (body.warnMinutes < shipped.warnMinutes) say('warnMinutes', 'it warns later', '提醒晚于自带规则')
	for (const one of body.pauses) {
		const allowed = shipped.pauses.find(({ ground }) => ground === one.ground)
		if (allowed === undefined || one.mostMinutes > allowed.mostMinutes)
			say('pauses', `it stands still longer on ${one.ground}`, `因“${one.name.zh}”中止更久`)
	}
	for (const one of body.extensions) {
		const allowed = shipped.extensions.find(({ ground }) => ground === one.ground)
		if (allowed === undefined || one.most > allowed.most)
			say('extensions', `it is made longer by ${one.ground}`, `因“${one.name.zh}”延长更久`)
	}
	return faults
}
