import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { findSubject } from '#kernel/powers/load-subject.ts'
import { mustSee } from '#kernel/powers/powers.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { type Asked, type FactHeld, factsOf, type ReportForm, reportForms, resourceOf } from '#kernel/record.ts'
import { notFound } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import { reportBook, type ReportFieldShape, reportField, type reportForm, reportResource } from '../contract/report.ts'
import { sendReport } from '../contract/report.ts'
import { valueWords } from '../rules/report-values.ts'

/** A report about to be written: what it is on, and every field as the record has it. */
export type Filled = {
	readonly form: ReportForm
	readonly name: { readonly en: string; readonly zh: string }
	readonly matter: string
	readonly agency: string
	readonly fields: readonly ReportFieldShape[]
}

export function needForm(key: string): ReportForm {
	const form = reportForms().find((one) => one.key === key)
	if (form === undefined) throw notFound(`no report ${key}`)
	return form
}

/** The agency's own book. */
export function reportBookSubject(agency: string): Subject {
	return { resource: reportBook, id: agency, attributes: { agency } }
}

/**
 * K80, K82. Fills the form from the record for somebody who may see the row, at an agency that answers for it.
 * @throws Refusal `not_found` when the row is absent, hidden or answered for by an agency outside the asker's own
 */
export async function fillReport(tx: Tx, who: Who, now: Date, asked: { form: string; about: string }): Promise<Filled> {
	const form = needForm(asked.form)
	const [resource, source] = [resourceOf(form.about), factsOf(form.about)]
	if (resource === undefined || source === undefined) throw notFound(`nothing is known of ${form.about}`)
	const subject = await findSubject(tx, resource, asked.about)
	if (subject === null) throw notFound(`no ${form.about} ${asked.about}`)
	mustSee(powersInUse(), who, subject, { now: Math.floor(now.getTime() / 1000), purpose: false })
	const read = await source.read(tx, asked.about)
	if (!who.below.includes(read.agency)) throw notFound(`${asked.about} is answered for by another agency`)
	const held = new Map<string, FactHeld>(Object.entries(read.held))
	for (const [fact, value] of await reportedIn(tx, read.matter, form)) held.set(fact, value)
	const entries = await entriesOf(tx, read.matter, [...held.values()])
	const fields = form.fields.map(({ fact, asks }): ReportFieldShape => {
		const value = held.get(fact)
		return {
			fact,
			words: asks?.words ?? source.facts[fact] ?? { en: fact, zh: fact },
			value: value?.value ?? null,
			from:
				value === undefined
					? null
					: { act: value.act, at: value.at.toISOString(), entry: entries.get(value.at.getTime()) ?? null },
			asks: value === undefined && asks !== undefined ? askedShape(asks) : null,
		}
	})
	return { form, name: read.name, matter: read.matter, agency: read.agency, fields }
}

function askedShape(asks: Asked): ReportFieldShape['asks'] {
	if (asks.is === 'number') return { is: 'number', most: asks.most }
	if (asks.is === 'yes_no') return { is: 'yes_no' }
	return { is: 'choice', choices: Object.entries(asks.choices).map(([code, words]) => ({ code, ...words })) }
}

/** What came in by an earlier report on the matter. */
async function reportedIn(tx: Tx, matter: string, form: ReportForm): Promise<Map<string, FactHeld>> {
	const { rows } = await sql<{ fact: string; value: string; at: Date }>`
		select fact, value, at from command.reported where matter_id = ${matter}`.execute(tx)
	const found = new Map<string, FactHeld>()
	for (const { fact, value, at } of rows) {
		const asks = form.fields.find((field) => field.fact === fact)?.asks
		if (asks !== undefined) found.set(fact, { value: valueWords(asks, value), act: sendReport.name, at })
	}
	return found
}

/** Numbers of the entries about the matter made at these moments. */
async function entriesOf(tx: Tx, matter: string, held: readonly FactHeld[]): Promise<ReadonlyMap<number, number>> {
	const times = [...new Set(held.map((one) => one.at.toISOString()))]
	if (times.length === 0) return new Map()
	const { rows } = await sql<{ at: Date; n: number }>`select e.at, min(e.n)::int as n from ledger.entry e
		where e.matter = ${matter} and e.at = any(${times}::timestamptz[]) group by e.at`.execute(tx)
	return new Map(rows.map((row) => [row.at.getTime(), row.n]))
}

/** Whole agencies above, the nearest first. */
export async function above(tx: Tx, agency: string): Promise<{ id: string; en: string; zh: string }[]> {
	const { rows } = await sql<{ id: string; en: string; zh: string }>`select a.id, a.name_en as en, a.name_zh as zh
		from identity.agency_closure c join identity.agency a on a.id = c.ancestor
		where c.descendant = ${agency} and c.depth > 0 and a.branch is null order by c.depth`.execute(tx)
	return rows
}

export type ReportOf = {
	readonly id: string
	readonly form: z.output<typeof reportForm>
	readonly about_type: string
	readonly about_id: string
	readonly agency_id: string
	readonly agency_en: string
	readonly agency_zh: string
	readonly to_id: string
	readonly to_en: string
	readonly to_zh: string
	readonly body: string
	readonly sha256: string
	readonly size: number
	readonly sent_at: Date
	readonly sent_post: string
}

export const reportColumns = sql`r.id, r.form, r.about_type, r.about_id, r.agency_id, a.name_en as agency_en, a.name_zh as agency_zh,
	r.to_id, u.name_en as to_en, u.name_zh as to_zh, r.body, r.sha256, r.size::int as size, r.sent_at, r.sent_post`
export const reportJoins = sql`join identity.agency a on a.id = r.agency_id join identity.agency u on u.id = r.to_id`

/** @throws Refusal `not_found` */
export async function needReport(tx: Tx, id: string): Promise<ReportOf> {
	const { rows } =
		await sql<ReportOf>`select ${reportColumns} from command.report r ${reportJoins} where r.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`report ${id}`)
	return row
}

export function reportSubject(row: ReportOf): Subject {
	return { resource: reportResource, id: row.id, attributes: { agency: row.agency_id, to: row.to_id } }
}

const frozen = z.strictObject({
	name: z.strictObject({ en: z.string(), zh: z.string() }),
	fields: z.array(reportField),
})

/** What was sent, word by word. */
export const bodyOf = (row: ReportOf): z.output<typeof frozen> => frozen.parse(JSON.parse(row.body))

export function reportHead(row: ReportOf) {
	return {
		id: row.id,
		form: row.form,
		words: { ...needForm(row.form).words },
		about: { type: row.about_type, id: row.about_id, name: bodyOf(row).name },
		agency: { id: row.agency_id, en: row.agency_en, zh: row.agency_zh },
		to: { id: row.to_id, en: row.to_en, zh: row.to_zh },
		sentAt: row.sent_at.toISOString(),
		sentPost: row.sent_post,
	}
}
