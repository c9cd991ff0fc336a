import type { Slice } from '#kernel/slice.ts'
import { aidParts } from './aid-parts.ts'
import { briefParts } from './brief-parts.ts'
import { contactParts } from './contact-parts.ts'
import { handOverParts } from './hand-over-parts.ts'
import { orderViews } from './order-views.ts'

/** Everything command can show. */
export const views: Slice['views'] = [
	...aidParts.views,
	...handOverParts.views,
	...contactParts.views,
	...briefParts.views,
	...orderViews,
]
