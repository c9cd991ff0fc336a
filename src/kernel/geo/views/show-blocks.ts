import { Refusal } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { showBlocks } from '../contract.ts'
import { blocksAt } from '../outlines.ts'
import { needInside } from '../places.ts'
import { ourRoads } from '../roads.ts'
import { mapSubject } from '../subject.ts'

/** No further apart than this, in degrees: a search of roads over a whole region would hold everybody up. */
const widest = 0.05

/** G13. */
export const showBlocksView = shows(showBlocks, {
	subject: mapSubject,
	async show({ tx }, { at }) {
		const [first] = at
		if (first === undefined) throw new Refusal('invalid', 'Name a point.', { rule: 'G13', field: 'at' })
		for (const point of at) await needInside(tx, point, 'at')
		const map = await needInside(tx, first, 'at')
		const apart = at.some(([lon, lat]) => Math.abs(lon - first[0]) > widest || Math.abs(lat - first[1]) > widest)
		if (apart) return { output: { outline: null, fault: 'apart' as const } }
		return { output: await blocksAt(tx, await ourRoads().of(map.version), at) }
	},
})
