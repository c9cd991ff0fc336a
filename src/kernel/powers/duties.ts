import { setImmediate } from 'node:timers/promises'
import type { Tx } from '../db/schema.ts'
import { type Duty, dutySources } from '../record.ts'
import type { Who } from '../who.ts'
import type { PostKind } from './contract.ts'
import { openContext } from './effects.ts'
import { holderAt, type Place } from './post-at.ts'
import type { Powers } from './powers.ts'

/** Acts and looks of which something is left to this person, each with the rules that leave it; other work goes on between. */
export async function actsLeft(
	powers: Powers,
	who: Who,
	now: number,
	actions: readonly string[] = [...powers.words.actions.keys()],
): Promise<ReadonlyMap<string, readonly string[]>> {
	const left = new Map<string, readonly string[]>()
	for (const [n, action] of actions.entries()) {
		// A hundred filters made at once would hold up every decision behind them.
		if (n % 8 === 7) await setImmediate()
		const rules = (powers.words.actions.get(action) ?? []).flatMap((type) => {
			const resource = powers.words.resources.get(type)
			if (resource === undefined) return []
			const filter = powers.filter(who, action, resource, openContext(powers, action, now))
			return filter.allows === 'nothing' ? [] : filter.arms.map((arm) => arm.rule)
		})
		if (rules.length > 0) left.set(action, [...new Set(rules)])
	}
	return left
}

/** P23. What a kind of post at an agency has to do, from every slice's drawings, clocks and orders. */
export async function dutiesAt(
	tx: Tx,
	powers: Powers,
	asked: { readonly viewer: Who; readonly place: Place; readonly kind: PostKind; readonly now: Date },
): Promise<Duty[]> {
	const { viewer, place, kind, now } = asked
	const holder = holderAt(place, kind)
	const seconds = Math.floor(now.getTime() / 1000)
	const may = (act: string): boolean =>
		(powers.words.actions.get(act) ?? []).some((type) => {
			const resource = powers.words.resources.get(type)
			return (
				resource !== undefined &&
				powers.filter(holder, act, resource, openContext(powers, act, seconds)).allows !== 'nothing'
			)
		})
	const duties: Duty[] = []
	for (const source of dutySources())
		duties.push(
			...(await source({ tx, who: viewer, now, agency: holder.agency, bureau: holder.bureau, post: kind, may })),
		)
	// What waits first, the first due before the rest; then what only stands written.
	const urgency = (duty: Duty): number =>
		duty.open === 0 ? Number.POSITIVE_INFINITY : (duty.due ?? duty.oldest ?? now).getTime()
	return duties.sort((a, b) => (a.open > 0 ? 0 : 1) - (b.open > 0 ? 0 : 1) || urgency(a) - urgency(b) || 0)
}
