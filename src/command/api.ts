import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '#kernel/slice.ts'
import { acts } from './acts.ts'
import { aidParts } from './aid-parts.ts'
import { briefParts } from './brief-parts.ts'
import { handOverParts } from './hand-over-parts.ts'
import { orderWorkers } from './order-workers.ts'
import { resources } from './resources.ts'
import { handsOverOrder } from './store/hand-over-order.ts'
import { views } from './views.ts'

export { equipCommand } from './handing.ts'
export { hasPassed, moveOwner } from './store/owner.ts'

/** The only server door to command: orders down the tiers, hand-over, mutual aid, contacts, briefings. */
export const commandSlice: Slice = {
	name: 'command',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources,
	acts,
	views,
	handsOver: { order: handsOverOrder },
	hears: [...aidParts.hears, ...handOverParts.hears, ...orderWorkers],
	forms: briefParts.forms,
	briefs: briefParts.briefs,
	duties: briefParts.duties,
}
