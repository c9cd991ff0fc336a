import { z } from 'zod'
import { feed, view } from '#kernel/contract/declare.ts'
import { id, instant, point, text } from '#kernel/contract/scalars.ts'
import { deskResource, incidentResource } from '../resources.ts'
import { shown } from './examples.ts'
import { both } from './shapes.ts'

/** D110 to D115. Positions as trackers send them, as TAK takes them, and what of them is kept for an incident. */

const key = {
	en: 'The key that dispatch.unit.open-feed gave for this unit and shift; also taken as the password of HTTP Basic.',
	zh: '由 dispatch.unit.open-feed 为本单元本班次签发的密钥，也可作为 HTTP Basic 的密码。',
}

/** OwnTracks in HTTP mode. Only `_type` location says where; what else it holds is not read. */
export const ownTracksMessage = z.looseObject({
	_type: text(40),
	lat: z.number().min(-90).max(90).optional(),
	lon: z.number().min(-180).max(180).optional(),
	/** Seconds since 1970. */
	tst: z.number().min(0).max(4_102_444_800).optional(),
	acc: z.number().min(0).max(1_000_000).optional(),
	/** Degrees from north. */
	cog: z.number().min(0).max(360).optional(),
})

/** D110. Answers an empty list, as the app asks. */
export const ownTracksFeed = feed({
	name: 'dispatch.positions.owntracks',
	path: '/positions/owntracks',
	summary: { en: 'Where a unit on shift is, from OwnTracks over HTTP', zh: '当班处警单元的位置（OwnTracks HTTP）' },
	key,
	input: ownTracksMessage,
	output: z.array(z.never()),
	example: {
		input: { _type: 'location', lat: 29.1034, lon: 121.9012, tst: 1_795_488_272, acc: 8, tid: '12' },
		output: [],
	},
})

const digits = /^-?\d{1,3}(\.\d{1,18})?$/
const number = (least: number, most: number) =>
	z
		.string()
		.regex(/^-?\d{1,9}(\.\d{1,18})?$/, 'is not a number')
		.transform(Number)
		.refine((value) => value >= least && value <= most, `is not between ${least} and ${most}`)

/** The OsmAnd protocol: a query or a form. What other fields it holds is not read. */
export const osmAndQuery = z.looseObject({
	/** The key of the feed, unless it is sent as a header. */
	id: text(200).optional(),
	deviceid: text(200).optional(),
	lat: z.string().regex(digits, 'is not degrees').transform(Number).pipe(z.number().min(-90).max(90)).optional(),
	lon: z.string().regex(digits, 'is not degrees').transform(Number).pipe(z.number().min(-180).max(180)).optional(),
	/** `lat,lon`, as some apps send it. */
	location: z
		.string()
		.regex(/^-?\d{1,2}(\.\d{1,18})?,-?\d{1,3}(\.\d{1,18})?$/, 'is not lat,lon')
		.optional(),
	/** Seconds or milliseconds since 1970, or ISO 8601; without one it is now. */
	timestamp: text(40).optional(),
	bearing: number(0, 360).optional(),
	heading: number(0, 360).optional(),
	accuracy: number(0, 1_000_000).optional(),
	valid: text(10).optional(),
})

/** D110. */
export const osmAndFeed = feed({
	name: 'dispatch.positions.osmand',
	path: '/positions/osmand',
	summary: {
		en: 'Where a unit on shift is, by the OsmAnd protocol: a query by GET or POST, or a form',
		zh: '当班处警单元的位置（OsmAnd 协议，GET 或 POST 查询串，或表单）',
	},
	key: { en: `${key.en} Or the query's id.`, zh: `${key.zh}亦可放在查询串的 id 中。` },
	input: osmAndQuery,
	output: z.object({ taken: z.int() }),
	example: {
		input: { lat: '29.1034', lon: '121.9012', timestamp: '1795488272', bearing: '90', accuracy: '8' },
		output: { taken: 1 },
	},
})

/** D110, D114. One event of Cursor on Target, as XML. */
export const cotFeed = feed({
	name: 'dispatch.positions.cot',
	path: '/positions/cot',
	summary: {
		en: 'Where a unit on shift is, as a Cursor on Target event (XML)',
		zh: '当班处警单元的位置（CoT 事件，XML）',
	},
	key,
	input: z.string().min(1).max(16_384),
	output: z.object({ taken: z.int() }),
	example: {
		input:
			'<event version="2.0" uid="ANDROID-12" type="a-f-G-U-C" how="m-g" time="2026-11-24T02:44:32Z" start="2026-11-24T02:44:32Z" stale="2026-11-24T02:49:32Z"><point lat="29.1034" lon="121.9012" hae="4" ce="8" le="12"/></event>',
		output: { taken: 1 },
	},
})

/** D115. Units on shift the person may see, each with a live position, as Cursor on Target events. */
export const showCot = view({
	name: 'dispatch.unit.cot',
	summary: { en: 'Units on shift as Cursor on Target events', zh: '当班处警单元（CoT 事件）' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		/** One XML event for each. After its `stale` time an event says nothing any more. */
		events: z.array(z.object({ unit: id, staleAt: instant, xml: z.string() })),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			events: [
				{
					unit: shown.unit,
					staleAt: '2026-11-24T02:45:32.000Z',
					xml: '<event version="2.0" uid="seawall.unit.0192d3a0-0000-7000-8000-000000000012" type="a-f-G-E-V" how="m-g" time="2026-11-24T02:44:32.000Z" start="2026-11-24T02:44:32.000Z" stale="2026-11-24T02:45:32.000Z"><point lat="29.1034" lon="121.9012" hae="9999999.0" ce="8" le="9999999.0"/></event>',
				},
			],
		},
	},
})

/** D113. What was kept of the units on one incident while they were on it. There is no other way to ask. */
export const showTrack = view({
	name: 'dispatch.incident.track',
	summary: { en: 'Positions kept for an incident', zh: '警情留存的位置' },
	resource: incidentResource,
	input: z.strictObject({ incident: id }),
	output: z.object({
		incident: id,
		units: z.array(z.object({ id, callSign: both })),
		/** In order of time. At most 5,000; `more` when there are others. */
		fixes: z.array(z.object({ at: instant, unit: id, point, accuracyMetres: z.number().nullable() })),
		more: z.boolean(),
		/** When the last of them is deleted; null when none is kept. */
		keptUntil: instant.nullable(),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { incident: shown.incident },
		output: {
			incident: shown.incident,
			units: [{ id: shown.unit, callSign: shown.unitRef.callSign }],
			fixes: [{ at: shown.at, unit: shown.unit, point: [121.9012, 29.1034], accuracyMetres: 8 }],
			more: false,
			keptUntil: '2026-12-24T02:44:32.000Z',
		},
	},
})
