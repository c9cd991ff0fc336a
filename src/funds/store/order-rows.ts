import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { partBytes } from '#kernel/files/contract.ts'
import type { OrderAnswer, OrderRow } from '../contract.ts'

type Row = Omit<OrderRow, 'writtenAt' | 'takenAt' | 'answeredAt' | 'until'> & {
	readonly written_at: Date
	readonly taken_at: Date | null
	readonly answered_at: Date | null
	readonly until_at: Date | null
}

/** Orders from a filtered source of alias `o`: no names and no whole account. */
export async function orderRows(tx: Tx, source: RawBuilder<unknown>, rest: RawBuilder<unknown>): Promise<OrderRow[]> {
	const { rows } = await sql<Row>`select o.id, o.number, o."is", o.way, d.doc -> 'bank' as bank,
			right(d.doc #>> '{account,number}', 4) as tail, (d.doc #>> '{amount,minor}')::float8 as "amountMinor",
			d.doc #>> '{amount,currency}' as currency, o.measure_id as measure, o.report_id as report, o.written_at, o.taken_at,
			o.answered_at, o.until_at,
			(select json_build_object('is', w."is", 'field', w.field, 'amountMinor', w.amount_minor)
				from funds.bank_answer w where w.order_id = o.id and w.standing = 'applied'
				order by case w."is" when 'released' then 3 when 'held' then 2 else 1 end desc, w.at desc, w.message_id collate "C" desc, w.message_n desc limit 1) as answer
		from ${source} cross join lateral (select o.document::jsonb as doc) d ${rest}`.execute(tx)
	return rows.map(({ written_at, taken_at, answered_at, until_at, bank, ...row }) => ({
		...row,
		bank: { code: bank.code, en: bank.en, zh: bank.zh },
		writtenAt: written_at.toISOString(),
		takenAt: taken_at?.toISOString() ?? null,
		answeredAt: answered_at?.toISOString() ?? null,
		until: until_at?.toISOString() ?? null,
	}))
}

type AnswerRow = Omit<OrderAnswer, 'at' | 'enteredAt' | 'photo'> & {
	readonly at: Date
	readonly entered_at: Date
	readonly sha256: string | null
	readonly kind: string | null
	readonly bytes: number | null
	readonly whole: boolean
}

/** What came back to one order, newest by the bank's clock first. */
export async function answersOf(tx: Tx, order: string): Promise<OrderAnswer[]> {
	const { rows } = await sql<AnswerRow>`select w.id, w."is", w.field, w.amount_minor::float8 as "amountMinor", w.reason,
			w.message_id as message, w.way, w.at, w.entered_at, w.standing, encode(w.photo, 'hex') as sha256, f.kind,
			f.bytes::float8 as bytes, f.whole_at is not null as whole
		from funds.bank_answer w join funds.bank_order o on o.id = w.order_id
		left join files.file f on f.matter_id = o.measure_id and f.sha256 = w.photo
		where w.order_id = ${order} order by w.at desc, w.message_id desc, w.message_n desc limit 200`.execute(tx)
	return rows.map(({ at, entered_at, sha256, kind, bytes, whole, ...row }) => ({
		...row,
		at: at.toISOString(),
		enteredAt: entered_at.toISOString(),
		photo: sha256 === null ? null : { sha256, kind: kind ?? '', parts: Math.ceil((bytes ?? 0) / partBytes), whole },
	}))
}
