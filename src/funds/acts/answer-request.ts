import { sql } from 'kysely'
import type { z } from 'zod'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { answerRequest, type RequestField } from '../contract.ts'
import { loadRequest, mustStand, requestDone, type RequestOf } from '../store/request.ts'

type Input = z.output<typeof answerRequest.input>

/** F192. A field the bank gave stands in the payment it was missing from, unless somebody entered another meanwhile. */
export const performAnswerRequest = performs(answerRequest, {
	load: async (tx, input) => loadRequest(tx, input.request),
	run: async (context, row, input) => {
		const { tx, now } = context
		mustStand(row, 'sent')
		if (input.time !== undefined) mustBePast(new Date(input.time), now)
		if (row.kind === 'field') await enterField(tx, row, input)
		else if (input.answer === undefined)
			throw wrong('answer', {
				en: 'Enter what the bank wrote; a statement it sent is taken in as a file.',
				zh: '请录入银行答复内容；银行给的流水请按文件导入。',
			})
		await sql`update funds.request set state = 'answered', answered_at = ${now}, answer = ${input.answer ?? null},
			bank_reference = ${input.reference ?? null}, version = version + 1 where id = ${row.id}`.execute(tx)
		return requestDone(context, row, 'answered', {
			request: row.id,
			state: 'answered' as const,
			version: row.version + 1,
		})
	},
})

/** A payment that was reported was made before now, and not before there were banks on line. */
function mustBePast(time: Date, now: Date): void {
	if (time <= now && time.getUTCFullYear() >= 1990) return
	throw wrong('time', { en: 'The time lies in the future, or far in the past.', zh: '时间在未来，或过于久远。' })
}

const columns: Readonly<Record<RequestField, string>> = {
	holder: 'payee_name',
	number: 'payee_number',
	amount: 'amount_minor',
	time: 'paid_at',
}

async function enterField(tx: Tx, row: RequestOf, input: Input): Promise<void> {
	const field = row.field ?? 'holder'
	const given = { holder: input.holder, number: input.number, amount: input.amountMinor, time: input.time }[field]
	// The bank may say it cannot: that is an answer as well.
	if (given === undefined && input.answer !== undefined) return
	if (given === undefined)
		throw wrong(field === 'amount' ? 'amountMinor' : field, {
			en: 'Enter the field that was asked for, or what the bank wrote instead.',
			zh: '请录入所问要素，或银行的其他答复。',
		})
	const column = sql.ref(columns[field])
	const { rows } = await sql<{ id: string; currency: string }>`
		update funds.payment set ${column} = ${given}, version = version + 1
		where id = ${row.payment} and (${column} is null or ${column} = ${given}) returning id, currency`.execute(tx)
	const changed = rows[0]
	if (changed === undefined)
		throw new Refusal(
			'overtaken',
			{
				en: 'Another value was entered in the payment meanwhile. Compare both.',
				zh: '该付款已另行录入不同内容，请核对。',
			},
			{ rule: 'F192', field },
		)
	if (field === 'amount' && input.currency !== undefined && input.currency !== changed.currency)
		throw wrong('currency', { en: 'The payment is in another currency.', zh: '币种与该付款不一致。' })
}

function wrong(field: string, words: { en: string; zh: string }): Refusal {
	return new Refusal('invalid', words, { rule: 'F192', field })
}
