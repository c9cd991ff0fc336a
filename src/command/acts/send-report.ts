import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type ReportFieldShape, sendReport } from '../contract/report.ts'
import { isAnswer, valueWords } from '../rules/report-values.ts'
import { above, type Filled, fillReport, reportBookSubject } from '../store/report.ts'
import { ledgerSize } from '../store/brief-make.ts'

type Entered = readonly { readonly fact: string; readonly value: string }[]

/** K82 to K84. Filled from the record, frozen with its sources; what it had to ask stands in the matter from now on. */
export const performSendReport = performs(sendReport, {
	load: async (_tx, _input, who) => ({ subject: reportBookSubject(who.bureau), row: null, version: null }),
	run: async (context, _row, input) => {
		const { tx, who, now } = context
		const filled = await fillReport(tx, who, now, input)
		const to = (await above(tx, who.bureau)).find((one) => one.id === input.to)
		if (to === undefined)
			throw new Refusal(
				'invalid',
				{ en: 'A report goes to an agency above.', zh: '报告只能报送上级单位。' },
				{ rule: 'K84', field: 'to' },
			)
		const fields = answered(context, filled, input.entered)
		const id = newId(now.getTime())
		const body = JSON.stringify({ name: filled.name, fields })
		const sha256 = createHash('sha256').update(body).digest('hex')
		await sql`insert into command.report (id, form, about_type, about_id, matter_id, agency_id, to_id, body, sha256, size, sent_at, sent_post)
			values (${id}, ${input.form}, ${filled.form.about}, ${input.about}, ${filled.matter}, ${who.bureau}, ${to.id}, ${body}, ${sha256},
				${await ledgerSize(tx)}, ${now}, ${who.postKind})`.execute(tx)
		await landIn(context, filled.matter, id, input.entered)
		return {
			output: { report: id },
			fact: {
				report: id,
				form: input.form,
				about: input.about,
				to: to.id,
				sha256,
				entered: input.entered.map((one) => ({ ...one })),
			},
			matter: filled.matter,
			messages: [{ topic: 'command.report.sent', resource: { type: 'Report', id }, body: { form: input.form } }],
		}
	},
})

/** Two reports that ask the same at once: the first to land holds it, the other is refused. */
async function landIn({ tx, now }: ActContext, matter: string, report: string, entered: Entered): Promise<void> {
	if (entered.length === 0) return
	const { rows } = await sql`insert into command.reported (matter_id, fact, value, report_id, at)
		select ${matter}::uuid, x.fact, x.value, ${report}::uuid, ${now}::timestamptz
		from unnest(${entered.map((one) => one.fact)}::text[], ${entered.map((one) => one.value)}::text[]) as x (fact, value)
		on conflict do nothing returning fact`.execute(tx)
	if (rows.length < entered.length) throw isHeld('entered')
}

function isHeld(field: string): Refusal {
	const words = {
		en: 'The record holds this. It is not typed again; look at the report anew.',
		zh: '存证中已有此项，不得再次填写；请重新打开报告。',
	}
	return new Refusal('invalid', words, { rule: 'K82', field })
}

/** @throws Refusal `invalid` when something held is typed, something asked is missing, or a value is not of its list */
function answered({ now }: ActContext, filled: Filled, entered: Entered): ReportFieldShape[] {
	for (const [n, { fact }] of entered.entries()) {
		const field = filled.fields.find((one) => one.fact === fact)
		if (field === undefined || entered.some((other, m) => m < n && other.fact === fact))
			throw new Refusal(
				'invalid',
				{ en: 'This is not a field of the report.', zh: '报告没有这一项。' },
				{ rule: 'K80', field: `entered/${n}/fact` },
			)
		if (field.asks === null) throw isHeld(`entered/${n}`)
	}
	return filled.fields.map((field) => {
		if (field.asks === null) return field
		const at = entered.findIndex((one) => one.fact === field.fact)
		const asks = filled.form.fields.find((one) => one.fact === field.fact)?.asks
		const value = entered[at]?.value
		if (asks === undefined || value === undefined || !isAnswer(asks, value))
			throw new Refusal(
				'invalid',
				value === undefined
					? { en: `Not answered yet: ${field.words.en}.`, zh: `尚未填写：${field.words.zh}。` }
					: { en: `Not an answer: ${field.words.en}.`, zh: `填写有误：${field.words.zh}。` },
				{ rule: 'K83', field: at < 0 ? 'entered' : `entered/${at}/value` },
			)
		const from = { act: sendReport.name, at: now.toISOString(), entry: null }
		return { ...field, value: valueWords(asks, value), from, asks: null }
	})
}
