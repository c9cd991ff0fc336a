import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Who } from '#kernel/who.ts'
import { holderKind, type MeasureSheet, objectionAnswer, useKind } from '../contract.ts'
import { approverOf, heldWhere, livingOf, type PackTerms, termsOf } from '../rules/measure.ts'
import { accountFacts, freeOf } from './measure-checks.ts'
import { measureRows } from './measure-rows.ts'
import { type MeasureOf, needMeasure } from './measure.ts'
import { stopsUsed } from './loss-held.ts'
import { bureauAbove, packInForce, type PackInForce } from './pack.ts'
import { type Traced, tracedInto } from './traced.ts'

type More = {
	holder: string | null
	number: string | null
	amountMinor: number | null
	at: Date | null
	loss: number
	livingMinor: number
	holderKind: string | null
	useKind: string | null
	province: string | null
	victimBank: string | null
	payment: string | null
	stop: string | null
	bankReference: string | null
	reason: string | null
}

/** One measure whole, as who looks may see it. @throws Refusal `not_found` */
export async function measureSheetOf(tx: Tx, who: Who, now: Date, id: string): Promise<MeasureSheet> {
	const measure = await needMeasure(tx, id)
	const [row] = await measureRows(tx, who, now, sql`(select * from funds.measure where id = ${id}) as m`, sql``)
	if (row === undefined) throw new Error('a measure was not found again')
	const more = await moreOf(tx, id)
	const choice = await packInForce(tx, measure.agency)
	const terms = termsOf(choice.pack, measure.kind)
	const { account } = measure
	const traced = account === null ? null : await tracedInto(tx, measure.report, account)
	const free = account === null || traced === null ? 0 : await freeOf(tx, measure, account, traced)
	return {
		...row,
		...more,
		at: more.at?.toISOString() ?? null,
		holderKind: holderKind.parse(more.holderKind ?? 'unknown'),
		useKind: useKind.parse(more.useKind ?? 'unknown'),
		livingMinor:
			measure.state === 'draft' ? livingOf(choice.pack, useKind.parse(more.useKind ?? 'unknown')) : more.livingMinor,
		traced: traced === null ? null : { minor: traced.minor, hops: traced.hops, free },
		moving: await movingOf(tx, measure),
		stops: { used: account === null ? 0 : await stopsUsed(tx, account, id), of: terms.atMost },
		pack: choice.pack,
		needs: await needsOf(tx, now, measure, { choice, traced, free }),
		renewals: { used: measure.renewals, of: renewalsOf(measure, terms) },
		reportSigned: measure.reportSigned && ['signed', 'case'].includes(measure.reportState),
		objections: await objectionsOf(tx, id),
	}
}

const renewalsOf = (measure: MeasureOf, terms: PackTerms): number => (measure.kind === 'stop' ? 0 : terms.renewals)

async function moreOf(tx: Tx, id: string): Promise<More> {
	const { rows } = await sql<More>`
		select m.holder, a.number, m.matched_minor as "amountMinor", m.matched_at as at, r.loss_minor as loss,
			m.living_minor as "livingMinor", a.holder_kind as "holderKind", a.use_kind as "useKind", a.province,
			r.victim_bank as "victimBank", m.payment_id as payment, m.stop_id as stop, m.bank_reference as "bankReference",
			coalesce(m.refused_reason, m.reason) as reason
		from funds.measure m join funds.report r on r.id = m.report_id left join funds.account a on a.id = m.account_id
		where m.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw new Error('a measure was not found again')
	return row
}

/** F79. What left the account after the payment came, as far as transfers learnt at this agency tell. */
async function movingOf(tx: Tx, measure: MeasureOf): Promise<MeasureSheet['moving']> {
	if (measure.account === null || measure.at === null) return { count: 0, minor: 0, lastAt: null }
	const { rows } = await sql<{ count: number; minor: number; lastAt: Date | null }>`
		select count(*)::int as count, coalesce(sum(t.amount_minor), 0)::bigint as minor, max(t.at) as "lastAt"
		from funds.account a join funds.transfer t on t.from_node = a.node join funds.report r on r.id = t.matter_id
		where a.id = ${measure.account} and t.at > ${measure.at}::timestamptz and t.currency = ${measure.currency}
			and r.agency_id = ${measure.agency}`.execute(tx)
	const row = rows[0]
	return { count: row?.count ?? 0, minor: row?.minor ?? 0, lastAt: row?.lastAt?.toISOString() ?? null }
}

type Known = { readonly choice: PackInForce; readonly traced: Traced | null; readonly free: number }

/** F66. Who would have to approve it as it stands, and how many of them are signed in; null while that cannot be said. */
async function needsOf(
	tx: Tx,
	now: Date,
	measure: MeasureOf,
	{ choice, traced, free }: Known,
): Promise<MeasureSheet['needs']> {
	if (measure.account === null || traced === null || traced.hops === null) return null
	const about = await accountFacts(tx, measure.account)
	const found = approverOf({
		pack: choice.pack,
		kind: measure.kind,
		hops: traced.hops,
		holder: about.holder,
		province: heldWhere(about.province, choice.province),
		amountMinor: measure.askedMinor ?? free,
		currency: measure.currency,
	})
	const id = await bureauAbove(tx, measure.agency, found.tier)
	if (id === null) return null
	const { rows } = await sql<{ en: string; zh: string; signedIn: number }>`
		select a.name_en as en, a.name_zh as zh, (select count(distinct s.person_id)::int from identity.session s
				join identity.post p on p.id = s.post_id join identity.agency_closure c on c.descendant = p.agency_id
				where c.ancestor = a.id and p.kind in (${found.post}, 'commander') and s.revoked_at is null
					and s.expires_at > ${now}::timestamptz and s.person_id <> ${measure.taker}) as "signedIn"
		from identity.agency a where a.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	const agency = { id, en: row.en, zh: row.zh }
	return { post: found.post, agency, people: found.people, rule: found.rule, signedIn: row.signedIn }
}

async function objectionsOf(tx: Tx, measure: string): Promise<MeasureSheet['objections']> {
	const { rows } = await sql<{
		id: string
		said: string
		entered_at: Date
		due_at: Date
		answer: string | null
		answered_at: Date | null
		reason: string | null
	}>`select id, said, entered_at, due_at, answer, answered_at, reason from funds.objection
		where measure_id = ${measure} order by id desc`.execute(tx)
	return rows.map((row) => ({
		id: row.id,
		said: row.said,
		enteredAt: row.entered_at.toISOString(),
		dueAt: row.due_at.toISOString(),
		answer: row.answer === null ? null : objectionAnswer.parse(row.answer),
		answeredAt: row.answered_at?.toISOString() ?? null,
		reason: row.reason,
	}))
}
