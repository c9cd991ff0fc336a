import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { describeReport } from '../contract.ts'
import { givenOf } from '../store/given.ts'
import { paymentsOf } from '../store/payment.ts'
import { followPayment } from '../store/payment-follow.ts'
import { payerAccount } from '../store/payment-write.ts'
import { changed, loadReport, mustStandIn, type ReportOf } from '../store/report.ts'

/** F31, F33. A newly known account of the victim becomes where their payments began. */
export const performDescribeReport = performs(describeReport, {
	load: (tx, input) => loadReport(tx, input.report),
	run: async (context, row, input) => {
		const { tx } = context
		mustStandIn(row, ['open', 'signed', 'case'])
		if (row.state !== 'open' && input.victimName !== undefined && input.victimName !== row.victimName)
			throw new Refusal(
				'wrong_state',
				{ en: 'The report was signed by this name. It stays.', zh: '报案已以此姓名签署，不能更改。' },
				{ rule: 'F33', field: 'victimName' },
			)
		const bank = input.victimBank === undefined ? row.victimBank : input.victimBank
		const account = await accountOf(tx, { ...row, victimBank: bank }, input.victimNumber)
		const set = [
			sql`version = version + 1`,
			sql`victim_account_id = ${account}::uuid`,
			...Object.entries(columns).flatMap(([name, column]) => {
				const value = input[name as keyof typeof columns]
				return value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`]
			}),
		]
		await sql`update funds.report set ${sql.join(set)} where id = ${row.id}`.execute(tx)
		if (account !== row.victimAccount) await beginAt(tx, { ...row, victimBank: bank, victimAccount: account })
		return {
			output: { report: row.id, state: row.state, version: row.version + 1 },
			fact: { report: row.id, scheme: input.scheme ?? row.scheme, given: Object.keys(input).sort() },
			personal: givenOf(input, describeReport.personal),
			messages: [changed(row.id, row.state)],
			matter: row.id,
		}
	},
})

const columns = {
	scheme: 'scheme',
	victimName: 'victim_name',
	victimKind: 'victim_kind',
	victimPhone: 'victim_phone',
	victimIdentity: 'victim_identity',
	victimBank: 'victim_bank',
	said: 'said',
} as const

async function accountOf(tx: Parameters<typeof loadReport>[0], row: ReportOf, number: string | null | undefined) {
	return number === undefined ? row.victimAccount : payerAccount(tx, row, { number, bank: row.victimBank })
}

async function beginAt(tx: Parameters<typeof loadReport>[0], report: ReportOf): Promise<void> {
	for (const payment of await paymentsOf(tx, report.id))
		if (payment.fromAccount === null) await followPayment(tx, report, payment)
}
