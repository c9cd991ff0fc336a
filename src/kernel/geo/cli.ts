import type { Store } from '#kernel/db/store.ts'
import { Refusal } from '#kernel/refusal.ts'
import { route } from './graph/route.ts'
import { type ImportedMap, importMap } from './import/import-map.ts'
import { needInside } from './places.ts'
import { Roads } from './roads.ts'

/** The map's part of the command line. Lines are in English: they are for whoever installs. */

export type CliSetting = { readonly store: Store; readonly folder: string; readonly print: (line: string) => void }

/** `npx seawall import-osm FILE`: one line a step. The caller enters it in the ledger and tells the screens. */
export async function importOsm({ store, folder, print }: CliSetting, file: string): Promise<ImportedMap> {
	const map = await importMap({ store, file, folder, onProgress: (step, line) => print(`${step.padEnd(9)}${line}`) })
	print(`${map.nodes} nodes, ${map.streets} streets, ${map.addresses} addresses, ${map.places} places`)
	print(`map version ${map.version}`)
	return map
}

/** Reads `LON,LAT`. Refuses (`invalid`) anything else, and tells when the two seem to have changed places. */
export function readLonLat(text: string, field: string): readonly [number, number] {
	const match = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
	const lon = Number(match?.[1])
	const lat = Number(match?.[2])
	if (match === null)
		throw new Refusal('invalid', `Write ${field} as LON,LAT in degrees, for example 123.40,28.50.`, {
			field,
			rule: 'G7',
		})
	if (Math.abs(lon) > 180 || Math.abs(lat) > 90)
		throw new Refusal(
			'invalid',
			`In ${field}, longitude comes first and latitude second; ${text} is no place on earth that way round.`,
			{ field, rule: 'G7' },
		)
	return [lon, lat]
}

/** `npx seawall route --from LON,LAT --to LON,LAT`: metres, seconds, streets. */
export async function routeCommand({ store, folder, print }: CliSetting, from: string, to: string): Promise<void> {
	const a = readLonLat(from, '--from')
	const b = readLonLat(to, '--to')
	const map = await store.transact('seawall_app', async (tx) => {
		await needInside(tx, a, '--from')
		return needInside(tx, b, '--to')
	})
	const way = route(await new Roads(folder).of(map.version), a, b)
	if (way === null) throw new Refusal('not_now', 'No road leads from there to here on this map.', { rule: 'G2' })
	print(`${way.metres} m, ${way.seconds} s`)
	for (const s of way.streets)
		print(
			`${String(Math.round(s.metres)).padStart(7)} m  ${s.name_en === s.name_zh ? s.name_en : `${s.name_en} ${s.name_zh}`}`,
		)
}
