import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { type CrewFacts, noCrew } from '#kernel/identity/api.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type { Plan, UnitKind, UnitStatus } from '../contract.ts'
import { type Cover, crewsInUse, mapInUse, playedCrew } from '../machine.ts'
import { positionOf } from '../positions.ts'
import { planFacts, type Ranking, rank, type UnitFacts } from '../rules/rank.ts'
import { planOf } from '../rules/tables.ts'
import { holdCard, sameBase, type UnitBase, withTravel } from './held-cards.ts'
import { type Left, leftBehind } from './holes.ts'
import { type IncidentOf, planAsked } from './incident.ts'
import { unitsFor } from './seen.ts'

/** What a card keeps: enough to rank again, and no coordinates (D16). */
export type CardFacts = {
	/** Older cards say nothing of crew and moves. */
	readonly plan: Omit<Plan, 'crew' | 'moves'> & { readonly crew?: number; readonly moves?: number }
	/** Units already on the incident, taken off the plan. */
	readonly onIt: number
	readonly units: readonly UnitFacts[]
	readonly coverBefore: Cover | null
	/** By unit id. */
	readonly coverLeft: Readonly<Record<string, Cover>>
	/** D270. By unit id, and for all that are recommended; older cards have neither. */
	readonly uncovers?: Left['uncovers']
	readonly holes?: Left['holes']
}

const noCover: Left = { before: null, left: {}, uncovers: {}, holes: [] }

export type Card = {
	/** Names the card while it is held: 64 hex digits by chance. */
	readonly name: string
	readonly incident: string
	readonly at: Date
	readonly mapVersion: string | null
	readonly facts: CardFacts
	readonly answer: Ranking
}

/** Hex SHA-256 of all a card holds, worked out when it is acted on: the ledger's line commits to it. */
export function cardHash({ incident, at, mapVersion, facts, answer }: Card): string {
	return createHash('sha256')
		.update(JSON.stringify([incident, at.toISOString(), mapVersion, facts, answer]))
		.digest('hex')
}

/** D12 to D16. Makes a card of the units the person may see. One wait on the database, two when the standing moved or a unit is silent. */
export async function makeCard(tx: Tx, who: Who, incident: IncidentOf, now: Date): Promise<Card> {
	const map = mapInUse()
	const { bases, places } = await findUnits(tx, who, now)
	const target = incident.point
	const travel =
		map === null || target === null
			? places.map((place) => straightSeconds(target, place))
			: map.travelSeconds([target[0], target[1]], places)
	const units = bases.map((base, n) => withTravel(base, travel[n] ?? null))
	const plan = planOf(planAsked(incident))
	const onIt = incident.assignments.filter((one) => !one.cleared).length
	const answer = rank(units, planFacts({ plan, onIt }))
	const standing = { units, places, answer, incident, moves: plan.moves }
	const cover = map === null ? noCover : await leftBehind(tx, map, standing, (ids) => codesOf(tx, ids), now)
	const { before: coverBefore, left: coverLeft, uncovers, holes } = cover
	const facts: CardFacts = { plan, onIt, units, coverBefore, coverLeft, uncovers, holes }
	const mapVersion = map?.version ?? null
	const name = randomBytes(32).toString('hex')
	const card: Card = { name, incident: incident.id, at: now, mapVersion, facts, answer }
	holdCard(card, bases)
	return card
}

type UnitRow = {
	readonly id: string
	readonly agency_id: string
	readonly kind: UnitKind
	readonly call_en: string
	readonly call_zh: string
	readonly status: UnitStatus
	readonly turnout_seconds: number
	readonly stands_in: boolean
	readonly drilled: boolean
}

type Found = {
	readonly bases: readonly UnitBase[]
	readonly places: readonly (Point | null)[]
}

/** Metres per second assumed while no map is loaded: 30 km/h in a straight line. */
const straightSpeed = 8.3

function straightSeconds(target: readonly [number, number] | null, place: Point | null): number | null {
	if (target === null || place === null) return null
	const squeeze = Math.cos((target[1] * Math.PI) / 180)
	const metres = Math.hypot((place[0] - target[0]) * squeeze, place[1] - target[1]) * 111_195
	return Math.round((metres / straightSpeed) * 1000) / 1000
}

async function findUnits(tx: Tx, who: Who, now: Date): Promise<Found> {
	const asked = sql<UnitRow>`select u.id, u.agency_id, u.kind, u.call_en, u.call_zh, u.status, u.turnout_seconds,
			u.stands_in_id is not null as stands_in, exists (select from dispatch.drill_unit d where d.unit_id = u.id) as drilled
		from ${filteredRows(unitsFor(who, now), 'u')} where u.on_shift order by u.id`.execute(tx)
	const [crews, { rows }] = await Promise.all([crewsInUse().at(tx, now), asked])
	const silent = await lastPlaces(
		tx,
		rows.flatMap(({ id }) => (positionOf(id) === null ? [id] : [])),
	)
	const bases = rows.map((row) => {
		const fromStation = silent.get(row.id)?.station === true ? true : undefined
		return sameBase(baseOf(row, crews.get(row.id) ?? (row.drilled ? playedCrew : noCrew), fromStation))
	})
	return { bases, places: rows.map(({ id }) => positionOf(id)?.point ?? silent.get(id)?.point ?? null) }
}

type Silent = { readonly point: Point; readonly station: boolean }

/** D116. Where units were that have sent nothing since the start; without even that, in the middle of their station's area. */
async function lastPlaces(tx: Tx, units: readonly string[]): Promise<ReadonlyMap<string, Silent>> {
	if (units.length === 0) return new Map()
	const { rows } = await sql<{ unit_id: string; lon: number | null; lat: number | null; station: boolean }>`
		select u.id as unit_id, coalesce(l.lon, st_x(p.point)) as lon, coalesce(l.lat, st_y(p.point)) as lat, l.unit_id is null as station
		from dispatch.unit u
		join identity.agency a on a.id = u.agency_id
		left join dispatch.last_position l on l.unit_id = u.id
		left join lateral (select st_pointonsurface(r.shape) as point from geo.area r
			where l.unit_id is null and r.code = a.code and r.map_version = ${mapInUse()?.version ?? ''}::text limit 1) p on true
		where u.id = any(${[...units]}::uuid[])`.execute(tx)
	return new Map(
		rows.flatMap(({ unit_id, lon, lat, station }) =>
			lon === null || lat === null ? [] : [[unit_id, { point: [lon, lat] as Point, station }] as const],
		),
	)
}

const baseOf = (row: UnitRow, crew: CrewFacts, fromStation: true | undefined): UnitBase => ({
	unit: row.id,
	en: row.call_en,
	zh: row.call_zh,
	agency: row.agency_id,
	kind: row.kind,
	status: row.status,
	onShift: true,
	sworn: crew.sworn,
	auxiliary: crew.auxiliary,
	credentials: crew.credentials,
	turnoutSeconds: row.turnout_seconds,
	fromStation,
	standsIn: row.stands_in ? true : undefined,
})

async function codesOf(tx: Tx, agencies: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const { rows } = await sql<{ id: string; code: string }>`
		select id, code from identity.agency where id = any(${[...agencies]}::uuid[])`.execute(tx)
	return new Map(rows.map(({ id, code }) => [id, code]))
}
