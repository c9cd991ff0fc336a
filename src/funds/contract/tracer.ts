import { z } from 'zod'
import { act } from '#kernel/contract/declare.ts'
import { id } from '#kernel/contract/scalars.ts'
import { reportResource } from './resources.ts'

/** F216. What those who may see the report hear when the two answers differ. */
export const tracerDiffered = 'funds.tracer.differed'

const report = '019b0000-0000-7000-8000-0000000000f1'

/** F216. Only the system performs it. */
export const differTracer = act({
	name: 'funds.tracer.differ',
	summary: { en: 'The tracer and the database answered differently', zh: '追踪引擎与数据库的结果不一致' },
	resource: reportResource,
	input: z.strictObject({
		report: id,
		direction: z.enum(['forward', 'backward']),
		hops: z.int().min(1).max(8),
		/** Transfers that the database gave, and that the tracer gave. */
		byDatabase: z.int().min(0),
		byTracer: z.int().min(0),
	}),
	output: z.object({ report: id }),
	purpose: 'none',
	personal: [],
	example: {
		input: { report, direction: 'forward', hops: 3, byDatabase: 12, byTracer: 11 },
		output: { report },
	},
})
