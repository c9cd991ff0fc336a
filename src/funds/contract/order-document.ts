import { z } from 'zod'
import { id, instant } from '#kernel/contract/scalars.ts'
import { payeeKind } from './lists.ts'
import { currency, minor } from './money.ts'
import { orderIs } from './bank-lists.ts'

/**
 * F132. An order as it is signed: everything a bank needs, and nothing else. Its text is this in the one form of RFC 8785;
 * what is shown, copied, filled in a file or sent as a message is made from it alone.
 */
export const orderDocument = z.strictObject({
	/** Version of this form. */
	form: z.literal(1),
	order: z.string(),
	is: orderIs,
	report: z.string(),
	bureau: z.strictObject({ en: z.string(), zh: z.string() }),
	bank: z.strictObject({ code: z.string(), en: z.string(), zh: z.string(), bic: z.string().nullable() }),
	account: z.strictObject({ kind: payeeKind, number: z.string(), holder: z.string().nullable() }),
	amount: z.strictObject({ minor, currency }),
	/** What the bank matches on beside holder and number: the payment as it was told. */
	matched: z.strictObject({ minor, at: instant }).nullable(),
	/** The newest payment that reached the account: what the bank finds it by. */
	payment: z
		.strictObject({
			at: instant,
			minor,
			from: z.string().nullable(),
			/** The victim's own bank, when it was the victim who paid. */
			bank: z.strictObject({ en: z.string(), zh: z.string(), bic: z.string().nullable() }).nullable(),
			payer: z.string().nullable(),
			reference: z.string().nullable(),
			uetr: id.nullable(),
			endToEnd: z.string().nullable(),
		})
		.nullable(),
	until: instant.nullable(),
	at: instant,
})
export type OrderDocument = z.output<typeof orderDocument>
