import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { canonical } from '#kernel/ledger/canonical.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { type OrderDocument, type OrderIs, orderDocument, orderResource } from '../contract.ts'
import { signerInUse } from '../machine.ts'
import { findBank } from './bank.ts'
import { type OrderFacts, orderFacts } from './order-facts.ts'

/** An order as an act needs it. */
export type OrderOf = {
	readonly id: string
	readonly number: string
	readonly measure: string
	readonly report: string
	readonly agency: string
	readonly bank: string | null
	readonly is: OrderIs
	readonly askedMinor: number
	readonly currency: string
	readonly writtenAt: Date
	readonly takenAt: Date | null
}

export const orderSubject = (row: Pick<OrderOf, 'id' | 'agency'>): Subject => ({
	resource: orderResource,
	id: row.id,
	attributes: { agency: row.agency },
})

/** What an act on an order begins with; locked. @throws Refusal `not_found` */
export async function loadOrder(tx: Tx, id: string) {
	const { rows } = await sql<OrderOf>`select o.id, o.number, o.measure_id as measure, o.report_id as report,
			o.agency_id as agency, o.bank_id as bank, o."is", (o.document::jsonb #>> '{amount,minor}')::float8 as "askedMinor",
			o.document::jsonb #>> '{amount,currency}' as currency, o.written_at as "writtenAt", o.taken_at as "takenAt"
		from funds.bank_order o where o.id = ${id} for update`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`order ${id}`)
	return { subject: orderSubject(row), row, version: null }
}

export type Written = {
	readonly order: string
	readonly number: string
	readonly is: OrderIs
	readonly sha256: string
	readonly already: boolean
	readonly bank: string
}

/**
 * F132. Writes and signs the order of a measure, once: asked again it gives what was written for that sending.
 * @throws Refusal `not_found`, or `wrong_state` when the measure was not sent
 */
export async function writeOrderOf(tx: Tx, measure: string, now: Date): Promise<Written> {
	const facts = await orderFacts(tx, measure)
	const is = facts.released ? 'release' : facts.kind
	const { sentAt, renewals } = facts
	if (sentAt === null)
		throw new Refusal(
			'wrong_state',
			{ en: 'The measure was not sent; there is no order yet.', zh: '该措施尚未发出，没有指令。' },
			{ rule: 'F132' },
		)
	const known = await sql<{
		id: string
		number: string
		sha256: string
	}>`select id, number, sha256 from funds.bank_order
		where measure_id = ${measure} and "is" = ${is} and sent_at = ${sentAt} and renewals = ${renewals}`.execute(tx)
	const before = known.rows[0]
	if (before !== undefined)
		return { order: before.id, number: before.number, is, sha256: before.sha256, already: true, bank: facts.bank }
	return insert(tx, { ...facts, sentAt }, is, now)
}

async function insert(tx: Tx, facts: OrderFacts & { readonly sentAt: Date }, is: OrderIs, now: Date): Promise<Written> {
	const until = is === 'release' ? null : facts.until
	const { rows } = await sql<{ n: number }>`select count(*)::int + 1 as n from funds.bank_order
		where report_id = ${facts.report.id}`.execute(tx)
	const number = `${facts.report.number}-${rows[0]?.n ?? 1}`
	const bank = await findBank(tx, facts.bank)
	const payer = facts.payment?.payerBank ?? null
	const document = documentOf(
		facts,
		{ number, is, until, now },
		bank,
		payer === null ? null : await findBank(tx, payer),
	)
	const text = canonical(document)
	const sha256 = createHash('sha256').update(text).digest('hex')
	const signature = signerInUse().line(`${text}\n`)
	const order = newId<'order'>(now.getTime())
	await sql`insert into funds.bank_order (id, number, measure_id, report_id, agency_id, bank_id, "is", way, document, sha256,
			signature, uetrs, end_to_end_ids, until_at, sent_at, renewals, written_at)
		values (${order}, ${number}, ${facts.measure}, ${facts.report.id}, ${facts.agency}, ${bank?.id ?? null}, ${is},
			${bank?.way ?? 'sheet'}, ${text}, ${sha256}, ${signature}, ${facts.uetrs}::uuid[], ${facts.endToEnds}::text[], ${until},
			${facts.sentAt}, ${facts.renewals}, ${now})`.execute(tx)
	return { order, number, is, sha256, already: false, bank: facts.bank }
}

type Line = NonNullable<Awaited<ReturnType<typeof findBank>>>
type About = { readonly number: string; readonly is: OrderIs; readonly until: Date | null; readonly now: Date }

function documentOf(facts: OrderFacts, about: About, bank: Line | null, payer: Line | null): OrderDocument {
	const { payment } = facts
	return orderDocument.parse({
		form: 1,
		order: about.number,
		is: about.is,
		report: facts.report.number,
		bureau: facts.bureau,
		bank:
			bank === null
				? { code: facts.bank, en: facts.bank, zh: facts.bank, bic: null }
				: { code: bank.code, en: bank.en, zh: bank.zh, bic: bank.bic },
		account: facts.account,
		amount: { minor: facts.askedMinor, currency: facts.currency },
		matched: facts.matched,
		payment:
			payment === null
				? null
				: {
						at: payment.at,
						minor: payment.minor,
						from: payment.from,
						bank:
							payment.payerBank === null
								? null
								: payer === null
									? { en: payment.payerBank, zh: payment.payerBank, bic: null }
									: { en: payer.en, zh: payer.zh, bic: payer.bic },
						payer: payment.payer,
						reference: payment.reference,
						uetr: payment.uetr,
						endToEnd: payment.endToEnd,
					},
		until: about.until?.toISOString() ?? null,
		at: about.now.toISOString(),
	})
}
