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

/** F132. What an order tells a bank to do. */
export const orderIs = z.enum(['stop', 'freeze', 'release'])
export type OrderIs = z.output<typeof orderIs>

/** F140. What a bank answered. */
export const answerIs = z.enum(['held', 'mismatch', 'refused', 'released', 'pending', 'returned'])
export type AnswerIs = z.output<typeof answerIs>

/** F140. How an answer came in. */
export const answerWay = z.enum(['keyed', 'file', 'feed'])

/** F144 to F146. What became of an answer. */
export const answerStanding = z.enum(['applied', 'noted', 'late', 'tray', 'dismissed'])
export type AnswerStanding = z.output<typeof answerStanding>

/** F144. Why an answer waits for a person. */
export const trayWhy = z.enum(['unknown', 'several', 'other_bank', 'currency'])
export type TrayWhy = z.output<typeof trayWhy>
