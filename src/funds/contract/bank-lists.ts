import { z } from 'zod'

/** Closed word lists of orders to banks; the migrations' CHECK constraints hold the same members. */

export const bankKind = z.enum(['bank', 'payment', 'exchange'])

/** F133 to F135. How an order reaches a bank. */
export const orderWay = z.enum(['sheet', 'csv', 'camt056'])

/** F134. What a column of a bank's file may hold. */
export const orderColumn = z.enum([
	'order',
	'is',
	'account',
	'holder',
	'bank',
	'amount',
	'currency',
	'paid_at',
	'reference',
	'until',
	'report',
	'bureau',
	'hash',
])
export type OrderColumn = z.output<typeof orderColumn>
