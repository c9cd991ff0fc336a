import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { holderKind, type RulePack, useKind } from '../contract.ts'
import {
	type Approver,
	approverOf,
	heldWhere,
	livingOf,
	missingOf,
	missingWords,
	type PackTerms,
	termsOf,
} from '../rules/measure.ts'
import { mustBeIn } from './loss-held.ts'
import { bankCalled } from './measure-rows.ts'
import type { MeasureOf } from './measure.ts'
import { bureauAbove, packInForce } from './pack.ts'
import { type Traced, tracedInto } from './traced.ts'

/** What must be so before a measure is signed, and again before it goes out. Who asks runs serializable (S18). */
export type Ready = {
	readonly account: string
	readonly askedMinor: number
	readonly traced: Traced
	readonly pack: RulePack
	readonly terms: PackTerms
	readonly approver: Approver & { readonly agency: string }
	readonly livingMinor: number
}

/** F61 to F66, F82, F84. @throws Refusal naming the rule that says no */
export async function needReady(tx: Tx, row: MeasureOf): Promise<Ready> {
	const missing = missingOf(row)
	const { account, amountMinor } = row
	if (account === null || amountMinor === null || missing.length > 0)
		throw new Refusal('wrong_state', missingWords(missing), { rule: 'F61', extra: { missing } })
	mustBeSigned(row)
	const traced = await tracedInto(tx, row.report, account)
	if (traced.hops === null || traced.minor === 0) throw notReached()
	const free = traced.minor - (await claimed(tx, row, account))
	const askedMinor = row.askedMinor ?? free
	if (askedMinor > free || free <= 0) throw tooMuch(free)
	const { pack, province } = await packInForce(tx, row.agency)
	const terms = termsOf(pack, row.kind)
	await mustBeIn(tx, row, account, terms)
	const about = await accountFacts(tx, account)
	const approver = approverOf({
		pack,
		kind: row.kind,
		hops: traced.hops,
		holder: about.holder,
		province: heldWhere(about.province, province),
		amountMinor: askedMinor,
		currency: row.currency,
	})
	const agency = await bureauAbove(tx, row.agency, approver.tier)
	if (agency === null) throw nobodyApproves()
	const livingMinor = livingOf(pack, about.use)
	return { account, askedMinor, traced, pack, terms, approver: { ...approver, agency }, livingMinor }
}

/** F62, F67. @throws Refusal `wrong_state` */
export function mustBeSigned(row: Pick<MeasureOf, 'kind' | 'reportSigned' | 'reportState'>): void {
	const { kind, reportSigned, reportState } = row
	if (!reportSigned || (reportState !== 'signed' && reportState !== 'case'))
		throw new Refusal(
			'wrong_state',
			{
				en: 'A stop needs a report that a named victim has signed, and that is still open.',
				zh: '止付须有实名受害人签署、且尚未终结的报案。',
			},
			{ rule: 'F62' },
		)
	if (kind === 'freeze' && reportState !== 'case')
		throw new Refusal(
			'wrong_state',
			{ en: 'A freeze needs the decision that there is a case.', zh: '冻结须先作出立案决定。' },
			{ rule: 'F67' },
		)
}

/** F64. What other measures of the report on the account already hold of its loss; a stop and its freeze are one. */
async function claimed(tx: Tx, row: MeasureOf, account: string): Promise<number> {
	const { rows } = await sql<{ minor: number }>`
		select coalesce(sum(m.asked_minor), 0)::bigint as minor from funds.measure m
		where m.report_id = ${row.report} and m.account_id = ${account} and m.id <> ${row.id}
			and m.id is distinct from ${row.stop}::uuid and m.state in ('signing', 'sent', 'held')
			and not exists (select from funds.measure f where f.stop_id = m.id and f.state in ('signing', 'sent', 'held'))`.execute(
		tx,
	)
	return rows[0]?.minor ?? 0
}

/** F64. What is left to hold of the loss that came to the account; at least nothing. */
export async function freeOf(tx: Tx, row: MeasureOf, account: string, traced: Traced): Promise<number> {
	return Math.max(0, traced.minor - (await claimed(tx, row, account)))
}

/** F82, F84. The account's own province, else its bank's. */
export async function accountFacts(tx: Tx, account: string) {
	const { rows } = await sql<{ holder: string; use: string; province: string | null }>`
		select a.holder_kind as holder, a.use_kind as use, coalesce(a.province, b.province) as province
		from funds.account a left join lateral ${bankCalled} on true where a.id = ${account}`.execute(tx)
	const row = rows[0]
	return {
		holder: holderKind.parse(row?.holder),
		use: useKind.parse(row?.use),
		province: row?.province ?? null,
	}
}

function notReached(): Refusal {
	return new Refusal(
		'wrong_state',
		{
			en: 'No payment of this report reaches the account in the trace. Ask its bank for a statement, or take another account.',
			zh: '按资金流向，本报案的付款未到达该账户。请调取流水，或另选账户。',
		},
		{ rule: 'F63' },
	)
}

function tooMuch(free: number): Refusal {
	const amount = (Math.max(0, free) / 100).toFixed(2)
	return new Refusal(
		'invalid',
		{
			en: `Of the loss of this report at most ${amount} can still be held in this account.`,
			zh: `本报案的损失在该账户最多还可控制 ${amount}。`,
		},
		{ rule: 'F64', field: 'askedMinor', extra: { free: Math.max(0, free) } },
	)
}

function nobodyApproves(): Refusal {
	return new Refusal(
		'wrong_state',
		{ en: 'No bureau stands above that may approve this.', zh: '上级没有可批准此措施的公安局。' },
		{ rule: 'F82' },
	)
}
