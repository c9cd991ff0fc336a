import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { type CrewFacts, noCrew } from '#kernel/identity/api.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type { Plan, UnitKind, UnitStatus } from '../contract.ts'
import { crewsInUse, mapInUse } from '../machine.ts'
import { positionOf } from '../positions.ts'
import { type PlanFacts, type Ranking, rank, type UnitFacts } from '../rules/rank.ts'
import { planOf } from '../rules/tables.ts'
import type { IncidentOf } from './incident.ts'
import { unitsFor } from './seen.ts'

/** Seconds from the nearest free unit to the demand points of the map. */
export type Cover = { readonly worstSeconds: number; readonly meanSeconds: number }

/** What a card keeps: enough to rank again, and no coordinates (D16). */
export type CardFacts = {
	readonly plan: Plan
	/** Units already on the incident, taken off the plan. */
	readonly onIt: number
	readonly units: readonly UnitFacts[]
	readonly coverBefore: Cover | null
	/** By unit id. */
	readonly coverLeft: Readonly<Record<string, Cover>>
}

export type Card = {
	readonly hash: string
	readonly incident: string
	readonly at: Date
	readonly mapVersion: string | null
	readonly facts: CardFacts
	readonly answer: Ranking
}

/** Units for which the coverage left behind is worked out. */
const covered = 6
const heldMs = 600_000
/** Units on all held cards together, so that a province's cards take no more room than a station's. */
const heldMost = 200_000
const held = new Map<string, Card>()
let heldUnits = 0

/** The card a person was shown, while it is fresh; whoever made it, its content is its name. */
export function heldCard(hash: string | undefined, incident: string, now: Date): Card | null {
	const card = hash === undefined ? undefined : held.get(hash)
	if (card === undefined || card.incident !== incident) return null
	return now.getTime() - card.at.getTime() > heldMs ? null : card
}

function hold(card: Card): Card {
	heldUnits += card.facts.units.length
	for (const [hash, old] of held) {
		if (heldUnits <= heldMost) break
		held.delete(hash)
		heldUnits -= old.facts.units.length
	}
	held.set(card.hash, card)
	return card
}

/** The plan for what is still to be sent. */
export function planFacts(plan: Plan, onIt: number): PlanFacts {
	return {
		units: Math.max(0, plan.units - onIt),
		sworn: onIt > 0 ? 0 : plan.sworn,
		power: plan.power && onIt === 0,
		credentials: plan.credentials,
		kinds: plan.kinds,
	}
}

/** D12 to D16. Makes a card of the units the person may see. One or two waits on the database, one reverse search. */
export async function makeCard(tx: Tx, who: Who, incident: IncidentOf, now: Date): Promise<Card> {
	const map = mapInUse()
	const found = await findUnits(tx, who, now)
	const target = incident.point
	const places = found.map(({ place }) => place)
	const travel =
		map === null || target === null
			? found.map(({ place }) => straightSeconds(target, place))
			: map.travelSeconds([target[0], target[1]], places)
	const units = found.map((one, n) => factsOf(one, travel[n] ?? null))
	const plan = planOf(incident.type, incident.priority, incident.facts.weapon)
	const onIt = incident.assignments.filter((one) => !one.cleared).length
	const answer = rank(units, planFacts(plan, onIt))
	const cover = coverOf(found, answer)
	const facts: CardFacts = { plan, onIt, units, coverBefore: cover.before, coverLeft: cover.left }
	const mapVersion = map?.version ?? null
	const hash = nameOf(incident.id, now, mapVersion, facts)
	return hold({ hash, incident: incident.id, at: now, mapVersion, facts, answer })
}

/** The card's content is its name. The answer follows from the facts, so these are enough. */
function nameOf(incident: string, now: Date, mapVersion: string | null, { units, ...facts }: CardFacts): string {
	const hash = createHash('sha256').update(JSON.stringify([incident, now.toISOString(), mapVersion, facts]))
	const lines = units.map((u) => [
		u.unit,
		u.status,
		u.sworn,
		u.auxiliary,
		u.credentials.join('+'),
		u.turnoutSeconds,
		u.travelSeconds,
	])
	return hash.update(lines.join('\n')).digest('hex')
}

type UnitRow = {
	readonly id: string
	readonly agency_id: string
	readonly kind: UnitKind
	readonly call_en: string
	readonly call_zh: string
	readonly status: UnitStatus
	readonly on_shift: boolean
	readonly turnout_seconds: number
	readonly lon: number | null
	readonly lat: number | null
}

type Found = { readonly unit: UnitRow; readonly crew: CrewFacts; readonly place: Point | null }

/** Metres per second assumed while no map is loaded: 30 km/h in a straight line. */
const straightSpeed = 8.3

function straightSeconds(target: readonly [number, number] | null, place: Point | null): number | null {
	if (target === null || place === null) return null
	const squeeze = Math.cos((target[1] * Math.PI) / 180)
	const metres = Math.hypot((place[0] - target[0]) * squeeze, place[1] - target[1]) * 111_195
	return Math.round((metres / straightSpeed) * 1000) / 1000
}

async function findUnits(tx: Tx, who: Who, now: Date): Promise<readonly Found[]> {
	const asked =
		sql<UnitRow>`select u.id, u.agency_id, u.kind, u.call_en, u.call_zh, u.status, u.on_shift, u.turnout_seconds, l.lon, l.lat
		from ${filteredRows(unitsFor(who, now), 'u')} left join dispatch.last_position l on l.unit_id = u.id
		where u.on_shift order by u.id`.execute(tx)
	const [crews, { rows }] = await Promise.all([crewsInUse().at(tx, now), asked])
	return rows.map((unit) => ({
		unit,
		crew: crews.get(unit.id) ?? noCrew,
		place: positionOf(unit.id)?.point ?? (unit.lon === null || unit.lat === null ? null : [unit.lon, unit.lat]),
	}))
}

const factsOf = ({ unit, crew }: Found, travelSeconds: number | null): UnitFacts => ({
	unit: unit.id,
	en: unit.call_en,
	zh: unit.call_zh,
	agency: unit.agency_id,
	kind: unit.kind,
	status: unit.status,
	onShift: unit.on_shift,
	sworn: crew.sworn,
	auxiliary: crew.auxiliary,
	credentials: crew.credentials,
	turnoutSeconds: unit.turnout_seconds,
	travelSeconds,
})

/** Coverage before, and after each of the first units goes with those chosen before it. */
function coverOf(found: readonly Found[], answer: Ranking): { before: Cover | null; left: Record<string, Cover> } {
	const map = mapInUse()
	if (map === null) return { before: null, left: {} }
	const free = found.filter(({ unit, place }) => unit.status === 'available' && place !== null)
	const without = (gone: ReadonlySet<string>): Cover | null =>
		map.cover(free.flatMap(({ unit, place }) => (gone.has(unit.id) || place === null ? [] : [place])))
	const left: Record<string, Cover> = {}
	const going = new Set<string>()
	const chosen = answer.ranked.filter((one) => one.chosen).map((one) => one.unit)
	for (const one of answer.ranked.slice(0, covered)) {
		if (one.chosen) going.add(one.unit)
		const gone = one.chosen ? going : new Set([...chosen.slice(0, -1), one.unit])
		const after = without(gone)
		if (after !== null) left[one.unit] = after
	}
	return { before: without(new Set()), left }
}
