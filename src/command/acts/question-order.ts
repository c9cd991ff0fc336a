import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { questionOrder } from '../contract.ts'
import { loadOrderToAdd, mustStand } from '../store/order.ts'
import { orderChanged, sidesOf, writeLine } from '../store/order-write.ts'

/** K15. A question stops no clock. */
export const performQuestionOrder = performs(questionOrder, {
	load: (tx, input) => loadOrderToAdd(tx, input.order),
	run: async (context, order, input) => {
		mustStand(order, ['given', 'in_work'], 'K15')
		const { rows } = await sql`insert into command.order_question (id, order_id, text, asked_at)
			values (${input.question}, ${order.id}, ${input.text}, ${context.now}) on conflict do nothing returning 1`.execute(
			context.tx,
		)
		if (rows.length === 0)
			throw new Refusal(
				'invalid',
				{ en: 'A question bears an id of its own.', zh: '提问须用新编号。' },
				{ rule: 'K12', field: 'question' },
			)
		const fact = { question: input.question }
		await writeLine(context, { order: order.id, act: questionOrder.name, text: input.text, fact })
		return {
			output: { order: order.id, question: input.question },
			fact: { ...sidesOf(order), ...fact },
			personal: { text: input.text },
			messages: [orderChanged(order.id, order.state, order.version)],
			matter: order.id,
		}
	},
})
