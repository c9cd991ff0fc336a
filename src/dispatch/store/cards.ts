import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type { Plan, UnitKind, UnitStatus } from '../contract.ts'
import { mapInUse } from '../machine.ts'
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
const heldMost = 2_000
const held = new Map<string, Card>()

/** The card a person was shown, while it is fresh; whoever made it, its content is its name. */
export function heldCard(hash: string | undefined, incident: string, now: Date): Card | null {
	const card = hash === undefined ? undefined : held.get(hash)
	if (card === undefined || card.incident !== incident) return null
	return now.getTime() - card.at.getTime() > heldMs ? null : card
}

function hold(card: Card): Card {
	if (held.size >= heldMost) for (const key of [...held.keys()].slice(0, heldMost / 2)) held.delete(key)
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

/** D12 to D16. Makes a card of the units the person may see. One wait on the database, one reverse search. */
export async function makeCard(tx: Tx, who: Who, incident: IncidentOf, now: Date): Promise<Card> {
	const map = mapInUse()
	const found = await unitFacts(tx, who, now)
	const target = incident.point
	const places = found.map(({ place }) => place)
	const travel =
		map === null || target === null
			? found.map(({ place }) => straightSeconds(target, place))
			: map.travelSeconds([target[0], target[1]], places)
	const units = found.map(({ unit }, n) => ({ ...unit, travelSeconds: travel[n] ?? null }))
	const plan = planOf(incident.type, incident.priority, incident.facts.weapon)
	const onIt = incident.assignments.filter((one) => !one.cleared).length
	const answer = rank(units, planFacts(plan, onIt))
	const cover = coverOf(found, answer)
	const facts: CardFacts = { plan, onIt, units, coverBefore: cover.before, coverLeft: cover.left }
	const mapVersion = map?.version ?? null
	const hash = createHash('sha256')
		.update(JSON.stringify([incident.id, now.toISOString(), mapVersion, facts, answer]))
		.digest('hex')
	return hold({ hash, incident: incident.id, at: now, mapVersion, facts, answer })
}

type Found = { readonly unit: Omit<UnitFacts, 'travelSeconds'>; readonly place: Point | null }

/** Metres per second assumed while no map is loaded: 30 km/h in a straight line. */
const straightSpeed = 8.3

function straightSeconds(target: readonly [number, number] | null, place: Point | null): number | null {
	if (target === null || place === null) return null
	const squeeze = Math.cos((target[1] * Math.PI) / 180)
	const metres = Math.hypot((place[0] - target[0]) * squeeze, place[1] - target[1]) * 111_195
	return Math.round((metres / straightSpeed) * 1000) / 1000
}

async function unitFacts(tx: Tx, who: Who, now: Date): Promise<readonly Found[]> {
	const { rows } = await sql<{
		id: string
		agency_id: string
		kind: UnitKind
		call_en: string
		call_zh: string
		status: UnitStatus
		on_shift: boolean
		turnout_seconds: number
		sworn: number
		auxiliary: number
		credentials: readonly string[]
		lon: number | null
		lat: number | null
	}>`select u.id, u.agency_id, u.kind, u.call_en, u.call_zh, u.status, u.on_shift, u.turnout_seconds, l.lon, l.lat, ${crewColumns(now)}
		from ${filteredRows(unitsFor(who, now), 'u')} left join dispatch.last_position l on l.unit_id = u.id
		where u.on_shift order by u.id`.execute(tx)
	return rows.map((row) => ({
		unit: {
			unit: row.id,
			en: row.call_en,
			zh: row.call_zh,
			agency: row.agency_id,
			kind: row.kind,
			status: row.status,
			onShift: row.on_shift,
			sworn: row.sworn,
			auxiliary: row.auxiliary,
			credentials: row.credentials,
			turnoutSeconds: row.turnout_seconds,
		},
		place: positionOf(row.id)?.point ?? (row.lon === null || row.lat === null ? null : [row.lon, row.lat]),
	}))
}

/** Heads on the unit `u` now, and what they may do, by credentials in currency now. */
export const crewColumns = (now: Date) => sql`
	(select count(*)::int from identity.crew c join identity.person p on p.id = c.person_id and p.sworn
		where c.unit_id = u.id and c.from_at <= ${now} and (c.until_at is null or c.until_at > ${now})) as sworn,
	(select count(*)::int from identity.crew c join identity.person p on p.id = c.person_id and not p.sworn
		where c.unit_id = u.id and c.from_at <= ${now} and (c.until_at is null or c.until_at > ${now})) as auxiliary,
	coalesce((select json_agg(distinct d.kind order by d.kind) from identity.crew c join identity.credential d on d.person_id = c.person_id
		where c.unit_id = u.id and c.from_at <= ${now} and (c.until_at is null or c.until_at > ${now})
			and d.from_at <= ${now} and (d.until_at is null or d.until_at > ${now})), '[]') as credentials`

/** Coverage before, and after each of the first units goes with those chosen before it. */
function coverOf(found: readonly Found[], answer: Ranking): { before: Cover | null; left: Record<string, Cover> } {
	const map = mapInUse()
	if (map === null) return { before: null, left: {} }
	const free = found.filter(({ unit, place }) => unit.status === 'available' && place !== null)
	const without = (gone: ReadonlySet<string>): Cover | null =>
		map.cover(free.flatMap(({ unit, place }) => (gone.has(unit.unit) || place === null ? [] : [place])))
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
