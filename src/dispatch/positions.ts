import { sql } from 'kysely'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { mapInUse } from './machine.ts'
import { type Datum, wgsFrom } from './rules/located.ts'
import { forgetTracks, noteForTrack } from './tracks.ts'

/**
 * D27. Positions of units are a declared feed, not acts. The feed of a unit opens with the act `dispatch.unit.open-feed`, which
 * powers decide, and closes with the shift; fixes live in memory, and only the newest of a unit is kept in the database,
 * in batches, so that a restart does not forget where everyone is.
 */

export type Fix = {
	readonly unit: string
	readonly point: Point
	/** Milliseconds since 1970. */
	readonly at: number
	readonly heading: number | null
	/** Metres; null for a good fix. A fix of unknown datum has a wide circle. */
	readonly accuracyMetres: number | null
	readonly datum: Datum
}

/** Older than this a position is stale. */
export const staleAfterMs = 60_000
/** Fixes further ahead of our clock than this are refused. */
const slackMs = 5_000
/** Older than a shift a fix is no place of a unit on shift. */
const oldestMs = 12 * 3_600_000
/** D111. Fixes one feed may send in a minute: ten times what a tracker in a moving car sends. */
const mostAMinute = 600

const live = new Map<string, Fix>()
const unsaved = new Set<string>()
/** Unit -> hex SHA-256 of the key of its open feed; an empty text for a unit driven by the replay clock. */
const openFeeds = new Map<string, string>()
let tick = 0
const movedAt = new Map<string, number>()
const sent = new Map<string, { readonly minute: number; readonly fixes: number }>()

/** Opened by the act with the hash of its key; whoever closes the shift closes it. */
export function openFeed(unit: string, keySha256: string): void {
	openFeeds.set(unit, keySha256)
}

/** The unit a key speaks for, or null. */
export function unitOfKey(keySha256: string): string | null {
	if (keySha256 === '') return null
	for (const [unit, hash] of openFeeds) if (hash === keySha256) return unit
	return null
}

/** The feed ends; the last known place stays until the shift does. */
export function closeFeed(unit: string): void {
	openFeeds.delete(unit)
}

/** The shift ends: nothing of where the unit was is kept. */
export function forgetUnit(unit: string): void {
	closeFeed(unit)
	live.delete(unit)
	unsaved.delete(unit)
	movedAt.delete(unit)
	sent.delete(unit)
	forgetTracks(unit)
}

/** The replay clock sends the positions of this unit; no phone or tracker does. */
export function isDriven(unit: string): boolean {
	return openFeeds.get(unit) === ''
}

export function feedIsOpen(unit: string): boolean {
	return openFeeds.has(unit)
}

export type GivenFix = {
	readonly point: Point
	readonly at: number
	readonly heading?: number | null
	readonly accuracyMetres?: number | null
	readonly datum?: Datum
}

/** Takes one fix of a unit whose feed is open. @throws Refusal as `takeFixes` */
export function takeFix({ unit, ...fix }: GivenFix & { readonly unit: string }, now: number): void {
	takeFixes(unit, [fix], now)
}

/**
 * Takes fixes of a unit whose feed is open, all or none: every one is checked before the first is kept. One older than
 * the newest is no live place any more, and is dropped in silence, since trackers resend.
 * @throws Refusal `not_found` without a feed, `too_many` in a minute, `invalid` or `outside_map` naming the field
 */
export function takeFixes(unit: string, given: readonly GivenFix[], now: number): void {
	if (!openFeeds.has(unit))
		throw new Refusal('not_found', { en: 'There is nothing here under that id.', zh: '这个编号下没有内容。' })
	mustBeFew(unit, given.length, now)
	for (const fix of given.map((one) => checkedFix(unit, one, now))) {
		noteForTrack(fix)
		const known = live.get(unit)
		if (known === undefined || known.at < fix.at) keepFix(fix)
	}
}

/**
 * D295. A place told by radio and keyed: checked as any fix, and the newest wins; it needs no feed and is no track (D112).
 * @throws Refusal as `takeFixes`
 */
export function tellFix(unit: string, given: GivenFix, now: number): void {
	const fix = checkedFix(unit, given, now)
	const known = live.get(unit)
	if (known === undefined || known.at < fix.at) keepFix(fix)
}

/** D111. */
function mustBeFew(unit: string, more: number, now: number): void {
	const minute = Math.floor(now / 60_000)
	const before = sent.get(unit)
	const fixes = (before?.minute === minute ? before.fixes : 0) + more
	if (fixes > mostAMinute)
		throw new Refusal(
			'too_many',
			{
				en: `A unit sends at most ${mostAMinute} positions a minute. Send fewer; the next minute takes them again.`,
				zh: `每个单元每分钟最多上报 ${mostAMinute} 个位置。请减少上报，下一分钟继续接收。`,
			},
			{ rule: 'D111', field: 'fixes' },
		)
	sent.set(unit, { minute, fixes })
}

function checkedFix(unit: string, given: GivenFix, now: number): Fix {
	if (given.at > now + slackMs)
		throw new Refusal(
			'invalid',
			{ en: 'The time lies in the future. Check the clock it came from.', zh: '时间在未来，请检查时钟。' },
			{ rule: 'D25', field: 'at' },
		)
	if (given.at < now - oldestMs)
		throw new Refusal(
			'invalid',
			{
				en: 'The position is older than twelve hours. Only where a unit is now is taken.',
				zh: '位置已超过十二小时，只接收单元当前位置。',
			},
			{ rule: 'D111', field: 'at' },
		)
	const datum = given.datum ?? 'unknown'
	const { point, leastMetres } = wgsFrom(given.point, datum)
	if (mapInUse()?.inside(point) === false)
		throw new Refusal(
			'outside_map',
			{ en: 'The point lies outside the map in use.', zh: '这个点在现用地图之外。' },
			{ rule: 'D6', field: 'point' },
		)
	const metres = Math.max(leastMetres, given.accuracyMetres ?? 0)
	return {
		unit,
		point,
		at: given.at,
		heading: given.heading ?? null,
		accuracyMetres: metres === 0 ? null : metres,
		datum,
	}
}

function keepFix(fix: Fix): void {
	live.set(fix.unit, fix)
	unsaved.add(fix.unit)
	tick += 1
	movedAt.set(fix.unit, tick)
}

export function positionOf(unit: string): Fix | null {
	return live.get(unit) ?? null
}

/** Ids of units that moved after tick `since`, with the newest tick: the stream sends one frame per 250 ms from it. */
export function movedSince(since: number): { readonly tick: number; readonly fixes: readonly Fix[] } {
	const fixes: Fix[] = []
	for (const [unit, at] of movedAt) {
		const fix = at > since ? live.get(unit) : undefined
		if (fix !== undefined) fixes.push(fix)
	}
	return { tick, fixes }
}

/** Writes the newest fix of every unit that moved since the last time. One statement; call it every few seconds. */
export async function savePositions(tx: Tx): Promise<number> {
	const fixes = [...unsaved].map((unit) => live.get(unit)).filter((fix) => fix !== undefined)
	unsaved.clear()
	if (fixes.length === 0) return 0
	const rows = JSON.stringify(
		fixes.map((fix) => ({
			unit_id: fix.unit,
			lon: fix.point[0],
			lat: fix.point[1],
			heading: fix.heading,
			accuracy_metres: fix.accuracyMetres,
			datum: fix.datum,
			at: new Date(fix.at).toISOString(),
		})),
	)
	await sql`insert into dispatch.last_position (unit_id, lon, lat, heading, accuracy_metres, datum, at)
		select r.unit_id, r.lon, r.lat, r.heading, r.accuracy_metres, r.datum, r.at
		from jsonb_to_recordset(${rows}::text::jsonb) as r (unit_id uuid, lon float8, lat float8, heading float8, accuracy_metres float8,
			datum text, at timestamptz)
		join dispatch.unit u on u.id = r.unit_id and u.on_shift
		on conflict (unit_id) do update set lon = excluded.lon, lat = excluded.lat, heading = excluded.heading,
			accuracy_metres = excluded.accuracy_metres, datum = excluded.datum, at = excluded.at`.execute(tx)
	return fixes.length
}

/** After a restart: last known places of units on shift, and the feeds that were open. */
export async function loadPositions(tx: Tx): Promise<void> {
	const { rows } = await sql<{
		unit_id: string
		lon: number
		lat: number
		heading: number | null
		accuracy_metres: number | null
		datum: Datum
		at: Date
	}>`select l.* from dispatch.last_position l join dispatch.unit u on u.id = l.unit_id and u.on_shift`.execute(tx)
	for (const row of rows) {
		keepFix({
			unit: row.unit_id,
			point: [row.lon, row.lat],
			at: row.at.getTime(),
			heading: row.heading,
			accuracyMetres: row.accuracy_metres,
			datum: row.datum,
		})
	}
	const open = await sql<{ unit_id: string; key: string }>`
		select f.unit_id, coalesce(encode(f.key_sha256, 'hex'), '') as key from dispatch.feed f join dispatch.unit u on u.id = f.unit_id and u.on_shift
		where f.closed_at is null`.execute(tx)
	for (const row of open.rows) openFeed(row.unit_id, row.key)
	unsaved.clear()
}

/** Forgets everything: a new engine in the same process begins empty. */
export function forgetPositions(): void {
	live.clear()
	unsaved.clear()
	openFeeds.clear()
	movedAt.clear()
	sent.clear()
	forgetTracks()
}
