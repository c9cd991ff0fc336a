import type { UnitKind } from '../contract.ts'
import { type Fix, staleAfterMs } from '../positions.ts'

/** D115. Units as Cursor on Target events, by `@tak-ps/node-cot`; loaded when first asked for. */

/** Friendly, by where it moves: on the ground, in a vehicle, afloat. */
const types: Readonly<Record<UnitKind, string>> = {
	patrol: 'a-f-G-E-V',
	traffic: 'a-f-G-E-V',
	support: 'a-f-G-E-V',
	foot: 'a-f-G-U',
	marine: 'a-f-S',
}
/** What CoT writes for an error it does not know, in metres. */
const unknownError = 9_999_999

export type CotUnit = { readonly id: string; readonly kind: UnitKind; readonly callSign: string; readonly fix: Fix }

/** One XML event for each unit, stale a minute after its fix. */
export async function cotOf(
	units: readonly CotUnit[],
): Promise<readonly { readonly unit: string; readonly staleAt: string; readonly xml: string }[]> {
	if (units.length === 0) return []
	const { CoTParser, default: CoT } = await import('@tak-ps/node-cot')
	return units.map(({ id, kind, callSign, fix }) => {
		const at = new Date(fix.at).toISOString()
		const staleAt = new Date(fix.at + staleAfterMs).toISOString()
		const event = new CoT({
			event: {
				_attributes: {
					version: '2.0',
					uid: `seawall.unit.${id}`,
					type: types[kind],
					how: 'm-g',
					time: at,
					start: at,
					stale: staleAt,
				},
				point: {
					_attributes: {
						lat: fix.point[1],
						lon: fix.point[0],
						hae: unknownError,
						ce: fix.accuracyMetres ?? unknownError,
						le: unknownError,
					},
				},
				detail: {
					contact: { _attributes: { callsign: callSign } },
					...(fix.heading === null ? {} : { track: { _attributes: { course: String(fix.heading), speed: '0' } } }),
				},
			},
		})
		return { unit: id, staleAt, xml: CoTParser.to_xml(event) }
	})
}
