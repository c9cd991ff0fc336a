import type { Slice } from '#kernel/slice.ts'

/** What this room of funds hands to the slice. */
export const traceParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = { acts: [], views: [] }
