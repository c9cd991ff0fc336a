import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { answerOrder } from '../contract.ts'
import { loadOrderToAdd } from '../store/order.ts'
import { orderChanged, sidesOf, writeLine } from '../store/order-write.ts'

/** K15. The giver answers once; what was answered stays. */
export const performAnswerOrder = performs(answerOrder, {
	load: (tx, input) => loadOrderToAdd(tx, input.order),
	run: async (context, order, input) => {
		const { tx, now } = context
		const { rows } = await sql<{
			answered: boolean
		}>`select answered_at is not null as answered from command.order_question
			where id = ${input.question} and order_id = ${order.id} for update`.execute(tx)
		if (rows[0] === undefined) throw notFound(`question ${input.question}`)
		if (rows[0].answered)
			throw new Refusal('already', { en: 'It was answered before.', zh: '该提问已经答复。' }, { rule: 'K15' })
		await sql`update command.order_question set answer = ${input.text}, answered_at = ${now}
			where id = ${input.question}`.execute(tx)
		const fact = { question: input.question }
		await writeLine(context, { order: order.id, act: answerOrder.name, text: input.text, fact })
		return {
			output: { order: order.id, question: input.question },
			fact: { ...sidesOf(order), ...fact },
			personal: { text: input.text },
			messages: [orderChanged(order.id, order.state, order.version)],
			matter: order.id,
		}
	},
})
