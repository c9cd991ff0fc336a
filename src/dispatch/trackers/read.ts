import { Refusal } from '#kernel/refusal.ts'
import type { z } from 'zod'
import type { ownTracksMessage, osmAndQuery } from '../contract/trackers.ts'
import type { GivenFix } from '../positions.ts'

/** D110. What trackers say, as a fix; null for what is no position. The satellites' own datum: WGS 84. */

function missing(field: string): Refusal {
	return new Refusal(
		'invalid',
		{ en: `${field}: a position needs it.`, zh: `${field}：位置缺少这一项。` },
		{ rule: 'D110', field },
	)
}

/** @throws Refusal `invalid` for an encrypted message or a location without its place or time */
export function fixOfOwnTracks(message: z.output<typeof ownTracksMessage>): GivenFix | null {
	if (message._type === 'encrypted')
		throw new Refusal(
			'invalid',
			{
				en: '_type: encrypted messages cannot be read here. Leave the encryption key of OwnTracks empty; HTTPS keeps the way closed.',
				zh: '_type：无法读取加密消息。请将 OwnTracks 的加密密钥留空，传输由 HTTPS 保护。',
			},
			{ rule: 'D110', field: '_type' },
		)
	if (message._type !== 'location') return null
	const { lat, lon, tst } = message
	if (lat === undefined) throw missing('lat')
	if (lon === undefined) throw missing('lon')
	if (tst === undefined) throw missing('tst')
	return {
		point: [lon, lat],
		at: Math.round(tst * 1000),
		heading: message.cog ?? null,
		accuracyMetres: circle(message.acc),
		datum: 'wgs84',
	}
}

/** @throws Refusal `invalid` naming the field */
export function fixOfOsmAnd(query: z.output<typeof osmAndQuery>, now: number): GivenFix | null {
	if (query.valid === 'false' || query.valid === '0') return null
	const [lat, lon] = placeOf(query)
	return {
		point: [lon, lat],
		at: query.timestamp === undefined ? now : momentOf(query.timestamp),
		heading: query.bearing ?? query.heading ?? null,
		accuracyMetres: circle(query.accuracy),
		datum: 'wgs84',
	}
}

function placeOf(query: z.output<typeof osmAndQuery>): [number, number] {
	if (query.location !== undefined) {
		const [lat = Number.NaN, lon = Number.NaN] = query.location.split(',').map(Number)
		if (Math.abs(lat) > 90 || Math.abs(lon) > 180) throw missing('location')
		return [lat, lon]
	}
	if (query.lat === undefined) throw missing('lat')
	if (query.lon === undefined) throw missing('lon')
	return [query.lat, query.lon]
}

/** Seconds below this, milliseconds above: the year 2286 in the one, 1970 in the other. */
const secondsBelow = 10_000_000_000

function momentOf(text: string): number {
	if (/^\d{1,14}(\.\d{1,6})?$/.test(text)) {
		const value = Number(text)
		return Math.round(value < secondsBelow ? value * 1000 : value)
	}
	const iso = /^\d{4}-\d{2}-\d{2}([T ])\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/.exec(text)
	// Without a zone the protocol means UTC.
	const at = iso === null ? Number.NaN : Date.parse(`${text.replace(' ', 'T')}${iso[3] === undefined ? 'Z' : ''}`)
	if (Number.isNaN(at))
		throw new Refusal(
			'invalid',
			{
				en: 'timestamp: give seconds or milliseconds since 1970, or ISO 8601.',
				zh: 'timestamp：请用 1970 年以来的秒或毫秒，或 ISO 8601。',
			},
			{ rule: 'D110', field: 'timestamp' },
		)
	return at
}

/** The widest circle that still says where; a wider one is no position of a unit. */
const widest = 50_000

function circle(metres: number | undefined): number | null {
	if (metres === undefined) return null
	if (metres <= widest) return metres
	throw new Refusal(
		'invalid',
		{ en: 'The position is not known to 50 km.', zh: '位置误差超过 50 公里。' },
		{ rule: 'D110', field: 'accuracyMetres' },
	)
}
