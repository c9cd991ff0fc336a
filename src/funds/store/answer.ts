import { sql } from 'kysely'
import type { Message } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { type AnswerStanding, answerResource, type TakenAnswer, type ToldAnswer, type TrayWhy } from '../contract.ts'
import type { OrderOf } from './order.ts'
import { settle } from './settle.ts'

/** An answer as an act on the tray needs it. */
export type AnswerOf = {
	readonly id: string
	readonly agency: string
	readonly bank: string | null
	readonly standing: AnswerStanding
	readonly told: ToldAnswer
	readonly version: number
}

export const answerSubject = (row: Pick<AnswerOf, 'id' | 'agency' | 'standing'>): Subject => ({
	resource: answerResource,
	id: row.id,
	attributes: { agency: row.agency, standing: row.standing },
})

type Row = {
	id: string
	agency: string
	bank: string | null
	standing: AnswerStanding
	message: string
	n: number
	is: ToldAnswer['is']
	field: NonNullable<ToldAnswer['field']> | null
	minor: number | null
	currency: string | null
	at: Date
	version: number
}

/** Loads and locks. @throws Refusal `not_found` */
export async function loadAnswer(tx: Tx, id: string) {
	const { rows } = await sql<Row>`select id, agency_id as agency, bank_id as bank, standing, message_id as message,
			message_n as n, "is", field, amount_minor::float8 as minor, currency, at, version
		from funds.bank_answer where id = ${id} for update`.execute(tx)
	const found = rows[0]
	if (found === undefined) throw notFound(`answer ${id}`)
	const { minor, currency, field, at, ...rest } = found
	const told: ToldAnswer = {
		message: rest.message,
		n: rest.n,
		is: rest.is,
		at: at.toISOString(),
		...(field === null ? {} : { field }),
		...(minor === null || currency === null ? {} : { amount: { minor, currency } }),
	}
	const row: AnswerOf = { ...rest, told }
	return { subject: answerSubject(row), row, version: row.version }
}

/** How an answer came in, and what is known of its order. */
export type Arrival = {
	/** Whose name the message is under. */
	readonly sender: string
	readonly way: 'keyed' | 'file' | 'feed'
	readonly bank: string | null
	/** Where it waits when its order is not known. */
	readonly agency: string
	readonly order: OrderOf | null
	readonly why: TrayWhy | null
	readonly by: string | null
	readonly fileSha256: string | null
	readonly photo: string | null
}

/** An answer entered, and what goes out with the act that brought it. */
export type Entered = { readonly taken: TakenAnswer; readonly messages: readonly Message[] }

/** F144 to F146. Enters an answer once, and lets it do what it does to its measure. @throws Refusal `already` */
export async function enterAnswer(tx: Tx, told: ToldAnswer, arrival: Arrival, now: Date): Promise<Entered> {
	const answer = newId<'answer'>(now.getTime())
	const { order, why } = arrival
	const { rows } = await sql<{
		id: string
	}>`insert into funds.bank_answer (id, agency_id, bank_id, order_id, way, sender,
			message_id, message_n, "is", field, amount_minor, currency, reason, said_order, said_uetr, said_end_to_end, at, entered_at,
			entered_by, file_sha256, photo, standing, why)
		values (${answer}, ${order?.agency ?? arrival.agency}, ${arrival.bank}, ${order?.id ?? null}, ${arrival.way},
			${arrival.sender}, ${told.message}, ${told.n}, ${told.is}, ${told.field ?? null}, ${told.amount?.minor ?? null},
			${told.amount?.currency ?? null}, ${told.reason ?? null}, ${told.order ?? null}, ${told.uetr ?? null}::uuid,
			${told.endToEnd ?? null}, ${new Date(told.at)}, ${now}, ${arrival.by}, ${arrival.fileSha256},
			decode(${arrival.photo}::text, 'hex'), ${order === null ? 'tray' : 'noted'}, ${order === null ? (why ?? 'unknown') : null})
		on conflict (sender, message_id, message_n) do nothing returning id`.execute(tx)
	if (rows.length === 0) return { taken: await toldBefore(tx, told, arrival.sender), messages: [] }
	if (order === null)
		return {
			taken: { answer, is: told.is, standing: 'tray', why: why ?? 'unknown', order: null, already: false },
			messages: [],
		}
	const { standing, messages } = await settle(tx, order, { id: answer, told }, now)
	return { taken: { answer, is: told.is, standing, why: null, order: order.number, already: false }, messages }
}

type Before = {
	id: string
	is: string
	field: string | null
	minor: number | null
	at: Date
	standing: AnswerStanding
	why: TrayWhy | null
	number: string | null
}

/** F145. The same again is nothing; something else under the same name is refused, and nobody guesses which was meant. */
async function toldBefore(tx: Tx, told: ToldAnswer, sender: string): Promise<TakenAnswer> {
	const { rows } =
		await sql<Before>`select w.id, w."is", w.field, w.amount_minor::float8 as minor, w.at, w.standing, w.why,
			o.number
		from funds.bank_answer w left join funds.bank_order o on o.id = w.order_id
		where w.sender = ${sender} and w.message_id = ${told.message} and w.message_n = ${told.n}`.execute(tx)
	const before = rows[0]
	const same =
		before !== undefined &&
		before.is === told.is &&
		before.field === (told.field ?? null) &&
		before.minor === (told.amount?.minor ?? null) &&
		before.at.getTime() === Date.parse(told.at)
	if (!same)
		throw new Refusal(
			'already',
			{
				en: 'Another answer was entered under this message number. Ask the bank which one holds.',
				zh: '该报文编号下已录入内容不同的答复，请向银行核实以哪一条为准。',
			},
			{ rule: 'F145', field: 'message' },
		)
	return {
		answer: before.id,
		is: told.is,
		standing: before.standing,
		why: before.why,
		order: before.number,
		already: true,
	}
}
