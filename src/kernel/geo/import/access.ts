import type { Tags } from './osm.ts'

/**
 * Which roads may be driven, in which direction, how fast. Two kinds of driver: `car` (anyone) and `emergency` (may
 * pass private ground and roads opened to emergency vehicles). Tag meanings: OSM wiki, Key:access and Key:oneway.
 */

export const car = 1
export const emergency = 2

/** km/h by class, for roads without a usable `maxspeed`. */
const speeds: Readonly<Record<string, number>> = {
	motorway: 100,
	motorway_link: 60,
	trunk: 70,
	trunk_link: 50,
	primary: 60,
	primary_link: 45,
	secondary: 50,
	secondary_link: 40,
	tertiary: 40,
	tertiary_link: 35,
	unclassified: 35,
	road: 30,
	residential: 30,
	living_street: 15,
	service: 15,
	track: 12,
}
/** Not for cars; open to an emergency vehicle where the map says so. */
const narrow = new Set(['pedestrian', 'footway', 'cycleway', 'path', 'busway'])
const closed = new Set([
	'no',
	'private',
	'restricted',
	'military',
	'emergency',
	'agricultural',
	'forestry',
	'delivery',
	'permit',
])
const accessKeys = ['motorcar', 'motor_vehicle', 'vehicle', 'access']

export type Driving = {
	/** Bits of who may drive along the way's direction, and against it. */
	readonly forward: number
	readonly backward: number
	readonly kmh: number
}

/** How a way may be driven, or null when nobody may. */
export function driving(tags: Tags): Driving | null {
	const highway = tags.highway ?? ''
	const speed = speeds[highway]
	const opened = tags.emergency === 'yes' || tags.emergency === 'designated' || tags.emergency === 'official'
	if (tags.area === 'yes' || tags.impassable === 'yes') return null
	if (speed === undefined) {
		if (!narrow.has(highway) || !opened) return null
		return { ...directions(tags, emergency), kmh: 10 }
	}
	const who = allowed(tags, opened)
	if (who === 0) return null
	return { ...directions(tags, who), kmh: kmhOf(tags, speed) }
}

function allowed(tags: Tags, opened: boolean): number {
	const said = accessKeys.map((k) => tags[k]).find((v) => v !== undefined)
	const shut = said !== undefined && said.split(';').every((v) => closed.has(v.trim()))
	// A road closed at some hours counts as closed to cars at all hours: a route must never rest on a guess of the clock.
	const sometimes = accessKeys.some((k) => /^\s*(no|private)\s*@/.test(tags[`${k}:conditional`] ?? ''))
	if (!shut) return sometimes ? emergency : car | emergency
	return said === 'private' || said === 'permit' || said === 'delivery' || said === 'emergency' || opened
		? emergency
		: 0
}

function directions(tags: Tags, who: number): { readonly forward: number; readonly backward: number } {
	const said = tags['oneway:motor_vehicle'] ?? tags['oneway:vehicle'] ?? tags.oneway
	const implied = tags.junction === 'roundabout' || tags.junction === 'circular' || tags.highway === 'motorway'
	if (said === 'reversible') return { forward: 0, backward: 0 }
	const reverse = said === '-1' || said === 'reverse'
	const one = reverse || said === 'yes' || said === 'true' || said === '1' || (implied && said !== 'no')
	const shut = (way: 'forward' | 'backward') =>
		accessKeys.some((k) => closed.has(tags[`${k}:${way}`] ?? '')) ? 0 : who
	return { forward: reverse ? 0 : shut('forward'), backward: one && !reverse ? 0 : shut('backward') }
}

function kmhOf(tags: Tags, standard: number): number {
	const match = /^(\d{1,3})( ?mph)?$/.exec(tags.maxspeed ?? '')
	if (match === null) return standard
	const limit = Number(match[1]) * (match[2] === undefined ? 1 : 1.609344)
	return limit < 5 ? standard : Math.min(limit, 120) * 0.9
}

/** Bits of who is stopped by a barrier node. */
export function stoppedBy(tags: Tags): number {
	const kind = tags.barrier
	if (kind === undefined) return 0
	const said = accessKeys.map((k) => tags[k]).find((v) => v !== undefined)
	if (said !== undefined && !closed.has(said)) return 0
	const opened = tags.emergency === 'yes' || tags.emergency === 'designated'
	if (
		[
			'bollard',
			'block',
			'jersey_barrier',
			'log',
			'planter',
			'debris',
			'chain',
			'turnstile',
			'kissing_gate',
			'stile',
		].includes(kind)
	)
		return opened ? car : car | emergency
	if (said !== undefined || tags.locked === 'yes') return said === 'no' && !opened ? car | emergency : car
	return 0
}

const restrictionKeys = ['restriction', 'restriction:motorcar', 'restriction:motor_vehicle', 'restriction:conditional']

/** The kind of a turn restriction for cars, or null when it does not bind them. A conditional one binds at all hours. */
export function restrictionOf(tags: Tags): 'no' | 'only' | null {
	if (tags.type !== 'restriction') return null
	if (/\b(motorcar|motor_vehicle)\b/.test(tags.except ?? '')) return null
	const said = restrictionKeys.map((k) => tags[k]).find((v) => v !== undefined) ?? ''
	if (said.startsWith('no_')) return 'no'
	// An "only" turn that holds at some hours would close more than it may: it is left out.
	return said.startsWith('only_') && !said.includes('@') ? 'only' : null
}
