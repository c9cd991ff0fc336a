import { z } from 'zod'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { fraudScheme, payChannel, payeeKind, reportState, signedWay } from './lists.ts'
import { currency, minor, someMinor } from './money.ts'
import { requestField } from './request.ts'

/** Shapes of reports and payments that acts and views share. */

export const both = z.object({ en: z.string(), zh: z.string() })
export type Both = z.output<typeof both>

/** F21. What looks wrong about a number as it was told. */
export const numberWarning = z.enum([
	'card_check',
	'card_length',
	'iban_check',
	'account_shape',
	'crypto_check',
	'crypto_unknown',
	'letter_like_figure',
])
export type NumberWarning = z.output<typeof numberWarning>

export const victimKind = z.enum(['person', 'business'])

/** F27. To whom a stop of a payment goes. */
export const stopTo = z.enum(['payee_bank', 'card_bank', 'wallet_company', 'acquirer', 'exchange', 'dispatch'])

/** F27. How money that went to a kind of payee is stopped, by the table `stop-path`. */
export const stopPath = z.object({
	to: stopTo,
	/** False: nothing of it can be stopped. */
	stops: z.boolean(),
	/** A courier: a unit is sent. */
	dispatched: z.boolean(),
	what: both,
	/** What each of the four fields is, for this kind. */
	fields: z.object({ holder: both, number: both, amount: both, time: both }),
	rule: z.string(),
})
export type StopPath = z.output<typeof stopPath>

/** A payment as it is told: each field as far as it is known. */
const told = {
	payeeName: text(120),
	payeeNumber: text(80),
	payeeBank: text(80),
	amountMinor: someMinor,
	currency,
	paidAt: instant,
	channel: payChannel,
	/** What the victim's bank calls it. */
	reference: text(70),
	uetr: z.uuid().transform((one) => one.toLowerCase()),
	endToEndId: text(35),
	/** The account it left, when it is not the victim's own of the report. */
	fromNumber: text(80),
	fromBank: text(80),
}

/** F28. */
export const paymentTold = z.strictObject({
	payeeKind,
	...told,
	payeeName: told.payeeName.optional(),
	payeeNumber: told.payeeNumber.optional(),
	payeeBank: told.payeeBank.optional(),
	amountMinor: told.amountMinor.optional(),
	currency: told.currency.optional(),
	paidAt: told.paidAt.optional(),
	channel: told.channel.optional(),
	reference: told.reference.optional(),
	uetr: told.uetr.optional(),
	endToEndId: told.endToEndId.optional(),
	fromNumber: told.fromNumber.optional(),
	fromBank: told.fromBank.optional(),
})
export type PaymentTold = z.output<typeof paymentTold>

/** F30. What is not given stays; null takes it away. */
export const paymentCorrected = z.strictObject({
	payeeKind: payeeKind.optional(),
	payeeName: told.payeeName.nullable().optional(),
	payeeNumber: told.payeeNumber.nullable().optional(),
	payeeBank: told.payeeBank.nullable().optional(),
	amountMinor: told.amountMinor.nullable().optional(),
	currency: told.currency.optional(),
	paidAt: told.paidAt.nullable().optional(),
	channel: told.channel.nullable().optional(),
	reference: told.reference.nullable().optional(),
	uetr: told.uetr.nullable().optional(),
	endToEndId: told.endToEndId.nullable().optional(),
	fromNumber: told.fromNumber.nullable().optional(),
	fromBank: told.fromBank.nullable().optional(),
})

/** A payment as it is shown: the payee closed (first sign of a name, last four of a number). */
export const paymentShown = z.object({
	id,
	n: z.int(),
	payeeKind,
	payeeName: z.string().nullable(),
	payeeNumber: z.string().nullable(),
	payeeBank: z.string().nullable(),
	account: id.nullable(),
	amountMinor: minor.nullable(),
	currency,
	paidAt: instant.nullable(),
	channel: payChannel.nullable(),
	reference: z.string().nullable(),
	warnings: z.array(numberWarning),
	/** What a bank would match on and is not known yet. */
	missing: z.array(requestField),
	path: stopPath,
	/** It stands where money is followed. */
	followed: z.boolean(),
	version,
})
export type PaymentShown = z.output<typeof paymentShown>

/** F26. Words against paying, by the table `dissuasion`. */
export const dissuasion = z.object({ words: both, rule: z.string() })

const money = z.object({ currency, minor })

/** A report as the force sees it, its names closed. */
export const reportShown = z.object({
	id,
	number: z.string(),
	agency: z.object({ id, en: z.string(), zh: z.string() }),
	incident: id.nullable(),
	scheme: fraudScheme,
	state: reportState,
	victimName: z.string().nullable(),
	victimKind,
	victimBank: z.string().nullable(),
	currency,
	lossMinor: minor,
	/** Sums in other currencies; never added to the loss. */
	others: z.array(money),
	reportedAt: instant,
	firstPaidAt: instant.nullable(),
	signedAt: instant.nullable(),
	signedWay: signedWay.nullable(),
	signedPhoto: z.object({ sha256: z.string(), kind: z.string(), parts: z.int(), whole: z.boolean() }).nullable(),
	signedRecording: z.string().nullable(),
	decidedAt: instant.nullable(),
	reason: z.string().nullable(),
	/** F38. By when it is decided, and the row that says so; null when no clock runs. */
	due: z.object({ from: instant, at: instant, rule: z.string() }).nullable(),
	payments: z.array(paymentShown),
	/** F33. What it lacks to be signed. */
	lacks: z.array(z.enum(['name', 'payment'])),
	/** F26. What to say while nothing is paid; null once something is. */
	dissuasion: dissuasion.nullable(),
	/** What banks hold of it now. */
	heldMinor: minor,
	/** F257. Hundredths of what the victim had saved; null while nobody asked. */
	lostHundredths: z.int().min(0).max(100).nullable(),
	/** Acts my post may perform on it now. */
	may: z.array(z.string()),
	/** I took it: whoever takes a report does not decide it. */
	mine: z.boolean(),
	version,
})
export type ReportShown = z.output<typeof reportShown>

export const reportRow = z.object({
	id,
	number: z.string(),
	scheme: fraudScheme,
	state: reportState,
	currency,
	lossMinor: minor,
	heldMinor: minor,
	payments: z.int(),
	/** Payments of which a field that banks match on is not known. */
	lacking: z.int(),
	reportedAt: instant,
	firstPaidAt: instant.nullable(),
	dueAt: instant.nullable(),
})
export type ReportRow = z.output<typeof reportRow>

/** Topic of every change of a report. */
export const reportChanged = 'funds.report.changed'

export const shownReport = {
	id: '019aa000-0000-7000-8000-000000000f01',
	incident: '019aa000-0000-7000-8000-000000000f02',
	agency: '019aa000-0000-7000-8000-000000000f03',
	payment: '019aa000-0000-7000-8000-000000000f04',
	number: 'F-2611-00118',
	at: '2026-11-22T13:58:00.000Z',
	payee: '6222020000000007752',
} as const
