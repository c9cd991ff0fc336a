import { planFacts, rank, type UnitFacts } from '../rules/rank.ts'
import type { Card, CardFacts } from './cards.ts'

/**
 * Cards that were shown and may be acted on, kept small: what does not change from card to card is held once, seconds as
 * numbers, and the answer is ranked again, which gives the same.
 */

/** A unit without its travel time. */
export type UnitBase = Omit<UnitFacts, 'travelSeconds'>

type Held = Omit<Card, 'facts' | 'answer'> & {
	readonly facts: Omit<CardFacts, 'units'>
	readonly units: readonly UnitBase[]
	/** Seconds in order of the units; NaN for none. */
	readonly seconds: Float64Array
}

const heldMs = 600_000
/** Units on all held cards together, so that a province's cards take no more room than a station's. */
const heldMost = 400_000
const held = new Map<string, Held>()
let heldUnits = 0

export function holdCard(card: Card, units: readonly UnitBase[]): void {
	const { units: full, ...facts } = card.facts
	const seconds = Float64Array.from(full, (unit) => unit.travelSeconds ?? Number.NaN)
	const { answer: _answer, ...rest } = card
	heldUnits += units.length
	for (const [name, old] of held) {
		if (heldUnits <= heldMost) break
		held.delete(name)
		heldUnits -= old.units.length
	}
	held.set(card.name, { ...rest, facts, units, seconds })
}

/** The card a person was shown, while it is fresh. */
export function heldCard(name: string | undefined, incident: string, now: Date): Card | null {
	const found = name === undefined ? undefined : held.get(name)
	if (found === undefined || found.incident !== incident || now.getTime() - found.at.getTime() > heldMs) return null
	const { units: bases, seconds, facts, ...rest } = found
	const units = bases.map((base, n) => {
		const value = seconds[n] ?? Number.NaN
		return withTravel(base, Number.isNaN(value) ? null : value)
	})
	return { ...rest, facts: { ...facts, units }, answer: rank(units, planFacts(facts)) }
}

const known = new Map<string, UnitBase>()
const knownMost = 50_000

/** The same object as before while nothing of the unit changed. */
export function sameBase(unit: UnitBase): UnitBase {
	const before = known.get(unit.unit)
	if (before !== undefined && alike(before, unit)) return before
	if (known.size >= knownMost) known.clear()
	known.set(unit.unit, unit)
	return unit
}

const alike = (a: UnitBase, b: UnitBase): boolean =>
	a.status === b.status &&
	a.sworn === b.sworn &&
	a.auxiliary === b.auxiliary &&
	a.credentials === b.credentials &&
	a.turnoutSeconds === b.turnoutSeconds &&
	a.en === b.en &&
	a.zh === b.zh &&
	a.agency === b.agency &&
	a.kind === b.kind &&
	a.onShift === b.onShift &&
	a.fromStation === b.fromStation &&
	a.standsIn === b.standsIn

/** Written out: spread, it is five times slower for 2,000 units. */
export const withTravel = (base: UnitBase, travelSeconds: number | null): UnitFacts => ({
	unit: base.unit,
	en: base.en,
	zh: base.zh,
	agency: base.agency,
	kind: base.kind,
	status: base.status,
	onShift: base.onShift,
	sworn: base.sworn,
	auxiliary: base.auxiliary,
	credentials: base.credentials,
	turnoutSeconds: base.turnoutSeconds,
	travelSeconds,
	fromStation: base.fromStation,
	standsIn: base.standsIn,
})
