import { sql } from 'kysely'
import type { ActContext } from '#kernel/act.ts'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { PlaceInput } from '../contract.ts'
import { mapInUse, type TownMap } from '../machine.ts'
import { type Datum, wgsFrom } from '../rules/located.ts'
import { byOf, type Write } from './write.ts'

/** A place ready to be written, with what was found out about it. */
export type PlaceFound = {
	readonly id: string
	readonly point: Point | null
	readonly verified: boolean
	readonly forcedReason: string | null
	readonly write: Write
}

type Parts = {
	readonly en: string
	readonly zh: string
	readonly detail: string | null
	readonly point: Point | null
	readonly metres: number | null
	readonly datum: Datum
	readonly address: string | null
	readonly verified: boolean
	readonly reason: string | null
}

/**
 * D6, D10. Checks a place against the map in use.
 * @param fix where the phone was, used when a forced place has no point of its own
 * @throws Refusal `outside_map`, or `invalid` naming the field
 */
export async function findPlace(
	context: Pick<ActContext, 'tx' | 'who' | 'now'>,
	input: PlaceInput,
	fix: { readonly point: readonly [number, number]; readonly metres: number } | null,
): Promise<PlaceFound> {
	const map = mapInUse()
	const parts = input.address === undefined ? pointParts(map, input, fix) : await addressParts(context.tx, map, input)
	return written(context, parts, map)
}

/** A place where nothing but the phone's circle is known. Forced, and listed as such. */
export function fixPlace(
	context: Pick<ActContext, 'who' | 'now'>,
	fix: { readonly point: readonly [number, number]; readonly metres: number },
	near: { readonly en: string; readonly zh: string } = { en: 'Near the phone', zh: '手机定位附近' },
): PlaceFound {
	const parts: Parts = {
		en: near.en,
		zh: near.zh,
		detail: null,
		point: [fix.point[0], fix.point[1]],
		metres: fix.metres,
		datum: 'wgs84',
		address: null,
		verified: false,
		reason: 'phone fix only',
	}
	return written(context, parts, mapInUse())
}

async function addressParts(tx: Tx, map: TownMap | null, input: PlaceInput): Promise<Parts> {
	const found = map === null ? null : await map.place(tx, input.address ?? '')
	if (found === null)
		throw new Refusal(
			'invalid',
			{
				en: 'The map in use has no such address. Search it again, or force the place with a reason.',
				zh: '现用地图没有这个地址。请重新查找，或注明原因强制定位。',
			},
			{ rule: 'D10', field: 'place/address' },
		)
	return {
		en: found.en,
		zh: found.zh,
		detail: input.detail ?? null,
		point: found.point,
		metres: null,
		datum: 'wgs84',
		address: found.id,
		verified: true,
		reason: null,
	}
}

function pointParts(
	map: TownMap | null,
	input: PlaceInput,
	fix: { readonly point: readonly [number, number]; readonly metres: number } | null,
): Parts {
	if (input.forced === undefined)
		throw new Refusal(
			'invalid',
			{
				en: 'The place is not verified. Choose an address of the map, or force it with a reason.',
				zh: '地点未核实。请选地图上的地址，或注明原因强制定位。',
			},
			{ rule: 'D10', field: 'place/forced' },
		)
	const words = { en: input.words, zh: input.words, detail: input.detail ?? null, address: null, verified: false }
	const reason = input.forced.reason
	if (input.point === undefined) {
		if (fix === null)
			throw new Refusal(
				'invalid',
				{ en: 'A forced place needs a point on the map.', zh: '强制定位要在地图上给出一个点。' },
				{ rule: 'D6', field: 'place/point' },
			)
		return { ...words, reason, point: [fix.point[0], fix.point[1]], metres: fix.metres, datum: 'wgs84' }
	}
	const datum = input.datum ?? 'unknown'
	const { point, leastMetres } = wgsFrom(input.point, datum)
	mustBeInside(map, point, 'place/point')
	const metres = Math.max(leastMetres, input.accuracyMetres ?? 0)
	return { ...words, reason, point, metres: metres === 0 ? null : metres, datum }
}

/** D6. @throws Refusal `outside_map`, saying so when the two numbers look swapped */
export function mustBeInside(map: TownMap | null, point: Point, field: string): void {
	if (map === null || map.inside(point)) return
	const swapped = Math.abs(point[0]) <= 90 && map.inside([point[1], point[0]])
	throw new Refusal(
		'outside_map',
		swapped
			? { en: 'Longitude and latitude look swapped. Longitude comes first.', zh: '经纬度像是写反了，经度在前。' }
			: { en: 'The point lies outside the map in use.', zh: '这个点在现用地图之外。' },
		{ rule: 'D6', field },
	)
}

function written(context: Pick<ActContext, 'who' | 'now'>, parts: Parts, map: TownMap | null): PlaceFound {
	const id = newId(context.now.getTime())
	const by = byOf(context.who)
	const write = sql`insert into dispatch.place (id, words_en, words_zh, detail, lon, lat, accuracy_metres, datum, address, verified,
			forced_reason, map_version, at, post_kind, post_id, by_agency)
		values (${id}, ${parts.en}, ${parts.zh}, ${parts.detail}, ${parts.point?.[0] ?? null}, ${parts.point?.[1] ?? null}, ${parts.metres},
			${parts.datum}, ${parts.address}, ${parts.verified}, ${parts.reason}, ${map?.version ?? null}, ${context.now}, ${by.kind},
			${by.post}, ${by.agency})`
	return { id, point: parts.point, verified: parts.verified, forcedReason: parts.reason, write }
}

/** D5. The station below the desk whose area holds the point, and its code; the desk's own agency when there is none. */
export async function answeringAgency(
	tx: Tx,
	desk: string,
	point: Point | null,
): Promise<{ readonly agency: string; readonly area: string }> {
	const code = (point === null ? null : await mapInUse()?.station(tx, point)) ?? ''
	const { rows } = await sql<{ agency: string; area: string }>`
		select a.id as agency, a.code as area from identity.agency a join identity.agency_closure c on c.descendant = a.id
		where c.ancestor = ${desk} and ((a.code = ${code} and a.tier = 'station') or a.id = ${desk})
		order by a.id = ${desk} limit 1`.execute(tx)
	return rows[0] ?? { agency: desk, area: '' }
}
