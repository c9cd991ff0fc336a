import { fileURLToPath } from 'node:url'
import { Extract, type OsmMember, type Tags } from '../import/osm.ts'

/** Small maps for tests, and where the data we did not write lies. */

export const xigang = fileURLToPath(new URL('../../../../demo/xigang.osm.pbf', import.meta.url))
export const oracles = process.env['SEAWALL_ORACLES']
/** Ends the title of a test that needs that data. */
export const why = oracles === undefined ? ' (skipped: SEAWALL_ORACLES is not set)' : ''
export const osmFile = (name: string) => `${oracles ?? '.'}/osm/${name}`

type Street = readonly [id: number, refs: readonly number[], tags?: Tags]

/** A map of nodes 0.001 degrees apart: node 10 * y + x lies at [x, y] thousandths from [123, 28]. */
export function gridMap(
	streets: readonly Street[],
	restrictions: readonly (readonly [string, OsmMember[]])[] = [],
): Extract {
	const extract = new Extract()
	const refs = new Set(streets.flatMap(([, list]) => list))
	for (const ref of refs) extract.add({ type: 'node', id: ref, ...placeOf(ref) })
	for (const [id, list, tags = {}] of streets)
		extract.add({ type: 'way', id, refs: list, tags: { highway: 'residential', name: `Way ${id}`, ...tags } })
	restrictions.forEach(([restriction, members], i) =>
		extract.add({ type: 'relation', id: i + 1, members, tags: { type: 'restriction', restriction } }),
	)
	return extract
}

export function placeOf(ref: number): { readonly lon: number; readonly lat: number } {
	return { lon: 123 + (ref % 10) / 1000, lat: 28 + Math.floor(ref / 10) / 1000 }
}
export const at = (ref: number): [number, number] => [placeOf(ref).lon, placeOf(ref).lat]

export const turn = (from: number, via: number, to: number): OsmMember[] => [
	{ type: 'way', ref: from, role: 'from' },
	{ type: 'node', ref: via, role: 'via' },
	{ type: 'way', ref: to, role: 'to' },
]
