import type { Slice } from '#kernel/slice.ts'
import { performDifferTracer } from './acts/differ-tracer.ts'

/** What this room of funds hands to the slice. */
export const tracerParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = {
	acts: [performDifferTracer],
	views: [],
}
