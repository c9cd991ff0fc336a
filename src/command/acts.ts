import type { Slice } from '#kernel/slice.ts'
import { aidParts } from './aid-parts.ts'
import { briefParts } from './brief-parts.ts'
import { contactParts } from './contact-parts.ts'
import { handOverParts } from './hand-over-parts.ts'
import { orderActs } from './order-acts.ts'

/** Every way command can be changed. */
export const acts: Slice['acts'] = [
	...aidParts.acts,
	...handOverParts.acts,
	...contactParts.acts,
	...briefParts.acts,
	...orderActs,
]
