import { z } from 'zod'
import { view } from '#kernel/contract/declare.ts'
import { id, instant } from '#kernel/contract/scalars.ts'
import { payeeKind } from './lists.ts'
import { motifKind, motifRole } from './motif-lists.ts'
import { minor } from './money.ts'
import { reportResource } from './resources.ts'
import { traceAsked } from './trace.ts'
import { shownTrace } from './trace-shapes.ts'

export const shownMotif = z.object({
	kind: motifKind,
	/** Why it is one, with the numbers from which on it counts. */
	why: z.object({ en: z.string(), zh: z.string() }),
	/** The first fifty of `accountsOf`. */
	accounts: z.array(
		z.object({
			/** Null: an account of the victim. */
			account: id.nullable(),
			role: motifRole,
			kind: payeeKind.nullable(),
			/** The last four signs of its number. */
			tail: z.string().max(4),
			/** Whether the trace that was asked for shows it. */
			drawn: z.boolean(),
		}),
	),
	accountsOf: z.int(),
	/** Oldest first, the first hundred of `transfersOf`; below zero a payment that no statement tells of yet, by its number. */
	transfers: z.array(z.int()),
	transfersOf: z.int(),
	minor,
	firstAt: instant,
	lastAt: instant,
})
export type ShownMotif = z.output<typeof shownMotif>

/** F223 to F229. Shapes that the money of a report takes: of accounts and transfers, never of a person. */
export const listMotifs = view({
	name: 'funds.motif.list',
	summary: { en: 'Patterns in the transfers of a report', zh: '一起报案转账中的资金形态' },
	resource: reportResource,
	input: traceAsked,
	output: z.object({
		motifs: z.array(shownMotif),
		/** Findings in the answer, of so many. */
		total: z.object({ shown: z.int(), of: z.int() }),
		/** False: there were too many transfers to look through all. */
		whole: z.boolean(),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { report: shownTrace.report },
		output: {
			motifs: [
				{
					kind: 'pass_through',
					why: {
						en: 'The account handed on 94 % of what came, each sum within 24 hours; counted from 90 % on.',
						zh: '该账户把转入资金的 94% 在 24 小时内逐笔转出；达到 90% 即列出。',
					},
					accounts: [{ account: shownTrace.account, role: 'middle', kind: 'bank_account', tail: '7752', drawn: true }],
					accountsOf: 1,
					transfers: [7, 9],
					transfersOf: 2,
					minor: 13_200_000,
					firstAt: '2026-11-22T13:14:00.000Z',
					lastAt: '2026-11-22T13:59:00.000Z',
				},
			],
			total: { shown: 1, of: 1 },
			whole: true,
		},
	},
})
