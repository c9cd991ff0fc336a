import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { mustSee } from '#kernel/powers/powers.ts'
import { Refusal } from '#kernel/refusal.ts'
import { answerTaken, matchAnswer } from '../contract.ts'
import { type AnswerOf, loadAnswer } from '../store/answer.ts'
import { loadOrder } from '../store/order.ts'
import { settle } from '../store/settle.ts'

/** F144. Then it does what it would have done had its order been known. */
export const performMatchAnswer = performs(matchAnswer, {
	load: (tx, input) => loadAnswer(tx, input.answer),
	run: async ({ tx, now, who }, row, input) => {
		mustWait(row)
		const { rows } = await sql<{ id: string }>`select id from funds.bank_order where number = ${input.order}`.execute(
			tx,
		)
		const known = rows[0]
		if (known === undefined) throw noOrder()
		const { row: order, subject } = await loadOrder(tx, known.id)
		mustSee(powersInUse(), who, subject, { now: Math.floor(now.getTime() / 1000), purpose: false })
		if (row.told.amount !== undefined && row.told.amount.currency !== order.currency)
			throw new Refusal(
				'invalid',
				{ en: 'The answer is in another currency than the order.', zh: '答复与指令币种不同。' },
				{ rule: 'F148', field: 'order' },
			)
		await sql`update funds.bank_answer set order_id = ${order.id}, agency_id = ${order.agency}, standing = 'noted', why = null,
			settled_by = ${who.person}, settled_at = ${now}, version = version + 1 where id = ${row.id}`.execute(tx)
		const { standing, messages } = await settle(tx, order, { id: row.id, told: row.told }, now)
		return {
			output: { answer: row.id, standing, version: row.version + 1 },
			fact: { answer: row.id, order: order.number, is: row.told.is, standing },
			messages: [
				{ topic: answerTaken, resource: { type: 'FundsAnswer', id: row.id }, body: { is: row.told.is, standing } },
				...messages,
			],
			matter: order.measure,
		}
	},
})

/** @throws Refusal `wrong_state` when somebody was faster */
export function mustWait(row: Pick<AnswerOf, 'standing'>): void {
	if (row.standing === 'tray') return
	throw new Refusal(
		'wrong_state',
		{ en: 'It waits no longer; somebody settled it.', zh: '该答复已有人处理。' },
		{ rule: 'F144' },
	)
}

function noOrder(): Refusal {
	return new Refusal(
		'invalid',
		{ en: 'No order has this number.', zh: '没有该编号的指令。' },
		{ rule: 'F144', field: 'order' },
	)
}
