import { z } from 'zod'

/** F223. Shapes that money of a matter takes; each says something of accounts and transfers, nothing of a person. */
export const motifKind = z.enum([
	'fan_in',
	'fan_out',
	'cycle',
	'scatter_gather',
	'gather_scatter',
	'bipartite',
	'stack',
	'pass_through',
])
export type MotifKind = z.output<typeof motifKind>

/** What an account does in one. */
export const motifRole = z.enum(['sender', 'middle', 'receiver'])
export type MotifRole = z.output<typeof motifRole>
