import type { z } from 'zod'
import type { PayChannel, PayeeKind } from '../../contract/lists.ts'
import type { PaymentShown, paymentTold } from '../../contract/report-shapes.ts'
import { amountText } from '../../contract/decimal.ts'
import { minorOf } from './amount.ts'
import { paidAt } from './paid-at.ts'
import { localText } from '#kernel/web/local-time.ts'

/** A payment as it stands in the fields. */
export type Draft = {
	readonly payeeKind: PayeeKind
	readonly payeeNumber: string
	readonly payeeName: string
	readonly payeeBank: string
	readonly amount: string
	readonly paidAt: string
	readonly channel: PayChannel | ''
}

/** What the fields begin with: of a payment that is corrected, what is not closed. */
export function draftOf(payment: PaymentShown | null): Draft {
	return {
		payeeKind: payment?.payeeKind ?? 'bank_account',
		payeeNumber: '',
		payeeName: '',
		payeeBank: payment?.payeeBank ?? '',
		amount: payment?.amountMinor == null ? '' : amountText(payment.amountMinor, payment.currency),
		paidAt: payment?.paidAt == null ? '' : localText(payment.paidAt, true).replace('T', ' '),
		channel: payment?.channel ?? '',
	}
}

type Told = Omit<z.input<typeof paymentTold>, 'payeeKind'>

/** What was typed, as acts take it; `wrong` names a field that cannot be read. */
export function readDraft(
	draft: Draft,
	currency: string,
	now: number,
): { readonly told: Told; readonly wrong: 'amount' | 'paidAt' | null } {
	const amount = draft.amount.trim() === '' ? undefined : minorOf(draft.amount, currency)
	const at = draft.paidAt.trim() === '' ? undefined : paidAt(draft.paidAt, now)
	const texts = (['payeeNumber', 'payeeName', 'payeeBank'] as const).flatMap((name) => {
		const value = draft[name].trim()
		return value === '' ? [] : [[name, value] as const]
	})
	return {
		told: {
			...Object.fromEntries(texts),
			currency,
			...(amount == null ? {} : { amountMinor: amount }),
			...(at == null ? {} : { paidAt: at }),
			...(draft.channel === '' ? {} : { channel: draft.channel }),
		},
		wrong: amount === null ? 'amount' : at === null ? 'paidAt' : null,
	}
}
