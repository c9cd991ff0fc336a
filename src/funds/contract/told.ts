import { z } from 'zod'
import { id, instant, text } from '#kernel/contract/scalars.ts'
import { answerIs } from './bank-lists.ts'
import { matchField } from './measure-lists.ts'
import { currency, minor } from './money.ts'

/** F140 to F143. An answer as a bank told it, whatever way it came: read from a message, or keyed. */
export const toldAnswer = z.strictObject({
	/** What the bank calls its message; told twice under one name it counts once. */
	message: text(70),
	/** Several transactions of one message are told apart by their place in it. */
	n: z.int().min(0).max(999),
	is: answerIs,
	field: matchField.optional(),
	/** Held, or returned. */
	amount: z.strictObject({ minor, currency }).optional(),
	/** The bank's own code or words. */
	reason: text(140).optional(),
	/** By the bank's clock. */
	at: instant,
	/** What it says it answers: our number, else what the banks call the payment. */
	order: text(35).optional(),
	uetr: id.optional(),
	endToEnd: text(35).optional(),
	/** Holder's account it speaks of, when it says. */
	account: text(80).optional(),
})
export type ToldAnswer = z.output<typeof toldAnswer>
