import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { describeAccount, type UseKind } from '../contract.ts'
import { livingOf } from '../rules/measure.ts'
import { needMeasure, moveMeasure } from '../store/measure.ts'
import { packInForce } from '../store/pack.ts'
import { loadReportOf } from '../store/report-of.ts'
import { tracedInto } from '../store/traced.ts'

/** F83, F84. Where wages, a pension or welfare come in, what people live on is released at once. */
export const performDescribeAccount = performs(describeAccount, {
	load: (tx, input) => loadReportOf(tx, input.report),
	run: async (context, report, input) => {
		const { tx } = context
		await mustBeOfReport(tx, report.id, input.account)
		const { rows } = await sql<{ version: number }>`update funds.account set
				holder_kind = coalesce(${input.holderKind ?? null}::text, holder_kind),
				use_kind = coalesce(${input.useKind ?? null}::text, use_kind),
				province = coalesce(${input.province ?? null}::text, province), version = version + 1
			where id = ${input.account} returning version`.execute(tx)
		const released = input.useKind === undefined ? [] : await releaseLiving(context, input.account, input.useKind)
		const { account, holderKind, useKind, province } = input
		return {
			output: {
				account,
				version: rows[0]?.version ?? 1,
				released: released.map(({ measure, livingMinor }) => ({ measure, livingMinor })),
			},
			fact: {
				report: report.id,
				account,
				holderKind: holderKind ?? null,
				useKind: useKind ?? null,
				province: province ?? null,
			},
			messages: released.flatMap((one) => one.messages),
			matter: report.id,
		}
	},
})

/** F83. An account is described in the report whose money came there. @throws Refusal `not_found`, `invalid` */
async function mustBeOfReport(tx: Tx, report: string, account: string): Promise<void> {
	if ((await tracedInto(tx, report, account)).hops !== null) return
	throw new Refusal(
		'invalid',
		{ en: 'No payment of this report reaches the account.', zh: '本报案的付款未到达该账户。' },
		{ rule: 'F83', field: 'account' },
	)
}

/** Every measure that holds the account leaves it free; the bank is told by the measure's message. */
async function releaseLiving(context: { readonly tx: Tx; readonly now: Date }, account: string, use: UseKind) {
	const { rows } = await sql<{ id: string }>`select id from funds.measure
		where account_id = ${account} and state in ('sent', 'held') order by id for update`.execute(context.tx)
	const released = []
	for (const { id } of rows) {
		const row = await needMeasure(context.tx, id)
		const livingMinor = livingOf((await packInForce(context.tx, row.agency)).pack, use)
		const changes = sql`living_minor = ${livingMinor}`
		const { messages = [] } = await moveMeasure(context, row, { to: row.state, changes, fact: { livingMinor } })
		released.push({ measure: id, livingMinor, messages })
	}
	return released
}
