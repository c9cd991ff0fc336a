import { type RawBuilder, sql } from 'kysely'
import type { AgencyRef, PlaceShown, TimerShown } from '../contract.ts'
import { protectedArea } from '../rules/plain.ts'

/** Pieces of rows as SQL gives them, and as views show them. JSON from the database has its times as text with a zone. */

/** `json` of an agency by its alias. */
export const agencyJson = (alias: string): RawBuilder<AgencyRef> =>
	sql<AgencyRef>`json_build_object('id', ${sql.ref(`${alias}.id`)}, 'code', ${sql.ref(`${alias}.code`)}, 'en', ${sql.ref(`${alias}.name_en`)},
		'zh', ${sql.ref(`${alias}.name_zh`)})`

export type PlaceJson = {
	readonly en: string
	readonly zh: string
	readonly detail: string | null
	readonly lon: number | null
	readonly lat: number | null
	readonly metres: number | null
	readonly verified: boolean
	readonly map: string | null
}

export const placeJson = (alias: string): RawBuilder<PlaceJson> =>
	sql<PlaceJson>`json_build_object('en', ${sql.ref(`${alias}.words_en`)}, 'zh', ${sql.ref(`${alias}.words_zh`)}, 'detail',
		${sql.ref(`${alias}.detail`)}, 'lon', ${sql.ref(`${alias}.lon`)}, 'lat', ${sql.ref(`${alias}.lat`)}, 'metres',
		${sql.ref(`${alias}.accuracy_metres`)}, 'verified', ${sql.ref(`${alias}.verified`)}, 'map', ${sql.ref(`${alias}.map_version`)})`

/** D32. `id`: what the place belongs to, from which a protected area is drawn. */
export function placeOf(place: PlaceJson, id: string, closed: boolean): PlaceShown {
	const point: [number, number] | null = place.lon === null || place.lat === null ? null : [place.lon, place.lat]
	return {
		words: closed ? null : { en: place.en, zh: place.zh },
		detail: closed ? null : place.detail,
		point: closed ? null : point,
		accuracyMetres: closed ? null : place.metres,
		area: closed && point !== null ? protectedArea(id, point) : null,
		verified: place.verified,
		forced: !place.verified,
		protected: closed,
		mapVersion: place.map,
	}
}

export type TimerJson = {
	readonly kind: TimerShown['kind']
	readonly set_at: string
	readonly due_at: string
	readonly seconds: number
	readonly met_at: string | null
	readonly rule: string
}

export const timerJson = sql<TimerJson>`json_build_object('kind', t.kind, 'set_at', t.set_at, 'due_at', t.due_at, 'seconds', t.target_seconds,
	'met_at', t.met_at, 'rule', t.rule)`

const kinds = ['answer', 'dispatch', 'en_route', 'on_scene', 'clear', 'close']

/** The deadline that runs for the matter in `column`: the earliest due of its open timers. */
export const openTimer = (column: string): RawBuilder<TimerJson | null> =>
	sql<TimerJson | null>`(select ${timerJson} from matters.timer t where t.matter_id = ${sql.ref(column)} and t.met_at is null
		and t.dropped_at is null and t.kind in (${sql.join(kinds)}) order by t.due_at limit 1)`

export function timerOf(timer: TimerJson | null): TimerShown | null {
	if (timer === null) return null
	return {
		kind: timer.kind,
		startedAt: iso(timer.set_at),
		dueAt: iso(timer.due_at),
		targetSeconds: timer.seconds,
		metAt: timer.met_at === null ? null : iso(timer.met_at),
		rule: timer.rule,
	}
}

/** RFC 3339 in UTC. */
export function iso(at: string | Date): string {
	return (typeof at === 'string' ? new Date(at) : at).toISOString()
}

export const isoOrNull = (at: string | Date | null): string | null => (at === null ? null : iso(at))

/** `json` of who wrote a row, by its columns. */
export const byJson = (alias: string) =>
	sql<{
		post: string
		agency: AgencyRef | null
	}>`json_build_object('post', ${sql.ref(`${alias}.post_kind`)}, 'agency', (select ${agencyJson('ba')} from identity.agency ba
		where ba.id = ${sql.ref(`${alias}.by_agency`)}))`
