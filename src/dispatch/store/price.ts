import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { type AgencyRef, type PriceShown, priceResult } from '../contract.ts'
import { shareOf } from '../price/underway.ts'
import { deskSubject } from './call.ts'
import { agencyJson, iso } from './shown.ts'

/** A price as acts need it. */
export type PriceOf = {
	readonly id: string
	readonly agency: string
	readonly draft: string | null
	readonly days: number
	readonly state: PriceShown['state']
	readonly askedAt: Date
}

/** @throws Refusal `not_found` */
export async function needPrice(tx: Tx, id: string, lock: 'lock' | 'read'): Promise<PriceOf> {
	const { rows } = await sql<{
		id: string
		agency_id: string
		draft_id: string | null
		days: number
		state: PriceShown['state']
		asked_at: Date
	}>`select id, agency_id, draft_id, days, state, asked_at from dispatch.price where id = ${id}
		${lock === 'lock' ? sql`for update` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`price ${id}`)
	return {
		id: row.id,
		agency: row.agency_id,
		draft: row.draft_id,
		days: row.days,
		state: row.state,
		askedAt: row.asked_at,
	}
}

export async function loadPrice(tx: Tx, id: string) {
	const row = await needPrice(tx, id, 'lock')
	return { subject: deskSubject(row.agency), row, version: null }
}

/** Said to the screens that wait for it. */
export const priceChanged = (id: string, agency: string, state: string) => ({
	topic: 'dispatch.price.changed',
	resource: null,
	body: { price: id, agency, state },
})

type Row = {
	id: string
	agency: AgencyRef
	draft_id: string | null
	old: boolean
	days: number
	state: PriceShown['state']
	asked_at: Date
	asked_post: string
	asked_agency: AgencyRef
	ended_at: Date | null
	fault: string | null
	sha256: string | null
	result: unknown
}

/** Prices of a bureau, newest first; of one draft or one price when named. `most`: rows at most. */
export async function readPrices(
	tx: Tx,
	asked: {
		readonly agency: string
		readonly draft?: string | undefined
		readonly price?: string
		readonly most: number
	},
): Promise<PriceShown[]> {
	const { agency, draft, price, most } = asked
	const { rows } = await sql<Row>`
		select p.id, ${agencyJson('a')} as agency, p.draft_id, p.days, p.state, p.asked_at, p.asked_post, ${agencyJson('b')} as asked_agency,
			p.ended_at, p.fault, p.sha256, coalesce(d.version <> p.draft_version, false) as old,
			${price === undefined ? sql`null` : sql.ref('p.result')} as result
		from dispatch.price p join identity.agency a on a.id = p.agency_id join identity.agency b on b.id = p.asked_agency
		left join matters.draft d on d.id = p.draft_id
		where p.agency_id = ${agency} and (${draft ?? null}::uuid is null or p.draft_id = ${draft ?? null}::uuid)
			and (${price ?? null}::uuid is null or p.id = ${price ?? null}::uuid)
		order by p.asked_at desc, p.id desc limit ${most}`.execute(tx)
	return rows.map((row) => ({
		id: row.id,
		agency: row.agency,
		draft: row.draft_id,
		old: row.old,
		days: row.days,
		state: row.state,
		askedAt: iso(row.asked_at),
		askedBy: { post: row.asked_post, agency: row.asked_agency },
		endedAt: row.ended_at === null ? null : iso(row.ended_at),
		share: row.state === 'asked' ? shareOf(row.id) : null,
		fault: row.fault,
		sha256: row.sha256,
		result: row.result === null ? null : priceResult.parse(row.result),
	}))
}
