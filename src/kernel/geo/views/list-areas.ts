import { shows } from '../../view.ts'
import { listAreas } from '../contract.ts'
import { areaOutlines } from '../outlines.ts'
import { mapSubject } from '../subject.ts'

/** G12. */
export const listAreasView = shows(listAreas, {
	subject: mapSubject,
	show: async ({ tx }) => ({ output: { areas: await areaOutlines(tx) } }),
})
