import { sql } from 'kysely'
import type { ActContext, Done } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type NumberWarning, type PayeeKind, payeeKind } from '../contract.ts'
import { normalNumber, numberWarnings } from '../rules/account-number.ts'
import { enterAccount } from './account.ts'
import { needPayment, type PaymentOf, paymentsOf } from './payment.ts'
import { followPayment, nameHere } from './payment-follow.ts'
import { changed, type ReportOf } from './report.ts'

/** Clocks of two systems differ by as much without anybody being wrong. */
const slackMs = 5 * 60_000

/** F28. @throws Refusal `invalid` for a time ahead */
export function mustHavePassed(paidAt: string | null | undefined, now: Date): void {
	if (paidAt === null || paidAt === undefined || Date.parse(paidAt) <= now.getTime() + slackMs) return
	throw new Refusal(
		'invalid',
		{
			en: 'The time of a payment lies ahead. One that waits is cancelled, not reported.',
			zh: '付款时间在未来。还没付出的款应当撤销，不作为已付款登记。',
		},
		{ rule: 'F28', field: 'paidAt' },
	)
}

const couriers: readonly PayeeKind[] = ['cash', 'gold']

/** F10, F27. The account a payment went to, as far as it is known. Of a courier one for each payment. */
export async function payeeAccount(
	tx: Tx,
	report: ReportOf,
	payment: Pick<PaymentOf, 'n' | 'payeeKind' | 'payeeNumber' | 'payeeBank' | 'currency'>,
): Promise<string | null> {
	const { payeeKind: kind, currency } = payment
	if (couriers.includes(kind)) {
		const number = `${await nameHere(tx, report)}/${payment.n}`
		return (await enterAccount(tx, { kind, bank: '', number, currency })).id
	}
	const number = payment.payeeNumber ?? ''
	if (normalNumber(kind, number) === '') return null
	return (await enterAccount(tx, { kind, bank: payment.payeeBank ?? '', number, currency })).id
}

/** The account a payment left, when it is told; the victim's bank where no other was named. */
export async function payerAccount(
	tx: Tx,
	report: Pick<ReportOf, 'victimBank' | 'currency'>,
	from: { readonly number: string | null; readonly bank: string | null },
): Promise<string | null> {
	if (from.number === null || normalNumber('bank_account', from.number) === '') return null
	const bank = from.bank ?? report.victimBank ?? ''
	const { number } = from
	return (await enterAccount(tx, { kind: 'bank_account', bank, number, currency: report.currency })).id
}

/** F11, F28. The loss: what was paid in the report's currency. @throws Refusal `invalid` past what a sum may be */
export async function lossOf(tx: Tx, report: ReportOf): Promise<number> {
	const sum = (await paymentsOf(tx, report.id)).reduce(
		(before, one) => (one.currency === report.currency ? before + BigInt(one.amountMinor ?? 0) : before),
		0n,
	)
	if (sum <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(sum)
	throw new Refusal(
		'invalid',
		{ en: 'The payments add up to more than money there is. Check the amounts.', zh: '付款合计过大，请核对金额。' },
		{ rule: 'F28', field: 'amountMinor' },
	)
}

type Saved = {
	readonly report: string
	readonly payment: string
	readonly version: number
	readonly reportVersion: number
	readonly lossMinor: number
	readonly warnings: NumberWarning[]
	readonly followed: boolean
}

/** What an added or corrected payment ends in: its transfer, the report's loss, what looks wrong about the number. */
export async function settlePayment(
	{ tx }: Pick<ActContext, 'tx'>,
	report: ReportOf,
	id: string,
): Promise<Omit<Done<Saved>, 'personal'>> {
	const payment = await needPayment(tx, id)
	const followed = await followPayment(tx, report, payment)
	const lossMinor = await writeLoss(tx, report)
	const warnings = [...numberWarnings(payment.payeeKind, payment.payeeNumber ?? '')]
	const { version } = payment
	const reportVersion = report.version + 1
	return {
		output: { report: report.id, payment: id, version, reportVersion, lossMinor, warnings, followed },
		fact: {
			report: report.id,
			payment: id,
			n: payment.n,
			payeeKind: payeeKind.parse(payment.payeeKind),
			currency: payment.currency,
			lossMinor,
			warnings,
			followed,
			version,
		},
		messages: [changed(report.id, report.state)],
		matter: report.id,
	}
}

/** Writes the report's loss anew, and its next version. */
export async function writeLoss(tx: Tx, report: ReportOf): Promise<number> {
	const loss = await lossOf(tx, report)
	await sql`update funds.report set loss_minor = ${loss}, version = version + 1 where id = ${report.id}`.execute(tx)
	return loss
}
