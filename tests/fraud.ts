import { z } from 'zod'
import { worldAccounts, worldTransfers } from '#funds/simulator/world.ts'

/** The demo's fraud told to a server that runs, act by act: its report, its three payments, and stops on what they reached. */

/** Performs an act as one of the people of the demo and gives its output. */
export type Ask = (who: 'desk' | 'leader', act: string, input: object) => Promise<unknown>

const changed = z.object({ report: z.string(), version: z.number(), number: z.string().optional() })
const measured = z.object({ measure: z.string(), version: z.number() })
const paid = z.object({ payment: z.string(), reportVersion: z.number() })

export const accountOf = (tail: string) => {
	const found = worldAccounts.find((account) => account.tail === tail)
	if (found === undefined) throw new Error(`the demo has no account ${tail}`)
	return found
}

/** Minutes between the first payment and the call. */
const callAfter = 40

/**
 * The victim tells of the three payments, the first of them 40 minutes before `now`, and signs by name on a recorded line.
 * @returns the report, its number, and each payment by the account it went to
 */
export async function tellFraud(ask: Ask, now = new Date()) {
	const opened = changed.parse(await ask('desk', 'funds.report.open', { scheme: 'impersonation_service' }))
	const { report } = opened
	const described = changed.parse(
		await ask('desk', 'funds.report.describe', {
			report,
			version: opened.version,
			victimName: accountOf('2286').holder,
			victimBank: '东澜银行',
			victimNumber: accountOf('2286').number,
			said: '对方自称银行客服，要求转账。',
		}),
	)
	let { version } = described
	const payments: { readonly tail: string; readonly payment: string }[] = []
	for (const { minutes, from, to, minor, endToEnd, uetr } of worldTransfers) {
		if (from !== '2286' || to === null) continue
		const payee = accountOf(to)
		const added = paid.parse(
			await ask('desk', 'funds.payment.add', {
				report,
				payeeKind: 'bank_account',
				payeeName: payee.holder,
				payeeNumber: payee.number,
				payeeBank: payee.bank ?? '',
				amountMinor: minor,
				paidAt: new Date(now.getTime() - (callAfter - minutes) * 60_000).toISOString(),
				channel: 'bank_app',
				endToEndId: endToEnd,
				uetr,
			}),
		)
		version = added.reportVersion
		payments.push({ tail: to, payment: added.payment })
	}
	await ask('desk', 'funds.report.sign', {
		report,
		version,
		way: 'recorded_line',
		name: accountOf('2286').holder,
		recording: 'REC-DEMO-1',
	})
	return { report, number: opened.number ?? '', payments }
}

/** A stop on the account a payment went to: drafted and signed by the desk, approved by who leads it. */
export async function stopPayment(ask: Ask, report: string, payment: string): Promise<string> {
	const drafted = measured.parse(await ask('desk', 'funds.stop.draft', { report, payment }))
	const { measure } = drafted
	const signed = measured.parse(await ask('desk', 'funds.measure.sign', { measure, version: drafted.version }))
	await ask('leader', 'funds.measure.approve', { measure, version: signed.version })
	return measure
}
