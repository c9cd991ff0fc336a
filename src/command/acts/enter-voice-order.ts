import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { enterVoiceOrder } from '../contract.ts'
import { voiceSeconds } from '../rules/order-clock.ts'
import { bookSubject } from '../store/order-book.ts'
import { giveOrders } from '../store/order-born.ts'

/** K30. Entered as spoken by either side, within the hour. */
export const performEnterVoiceOrder = performs(enterVoiceOrder, {
	load: async (_tx, input) => {
		const side = input.agency === input.giver ? ('giver' as const) : ('recipient' as const)
		return { subject: bookSubject(input.agency), row: side, version: null, context: { side } }
	},
	run: async (context, side, input) => {
		const { agency, giver, orders, spokenAt: spoken, ...sheet } = input
		const to = orders[0]?.to
		if (side === 'recipient' && to !== agency) throw notASide()
		const spokenAt = new Date(spoken)
		mustBeFresh(spokenAt, context.now)
		const born = { act: enterVoiceOrder.name, giver, orders, sheet, voice: { spokenAt, by: side } }
		const given = await giveOrders(context, born)
		const [output] = given.outputs
		if (output === undefined) throw notASide()
		return {
			output,
			fact: { orders: given.facts },
			personal: { text: input.text, ...(input.why === undefined ? {} : { why: input.why }) },
			messages: given.messages,
			matter: output.order,
		}
	},
})

function notASide(): Refusal {
	return new Refusal(
		'invalid',
		{
			en: 'An order by voice is entered by the side that gave it or the side it was given to.',
			zh: '口头命令由下达方或者接受方补录。',
		},
		{ rule: 'K30', field: 'agency' },
	)
}

function mustBeFresh(spokenAt: Date, now: Date): void {
	const ago = (now.getTime() - spokenAt.getTime()) / 1000
	if (ago >= 0 && ago <= voiceSeconds) return
	throw new Refusal(
		ago < 0 ? 'invalid' : 'not_now',
		ago < 0
			? { en: 'It cannot have been spoken in the future.', zh: '口头下达时间不能晚于现在。' }
			: {
					en: 'An order by voice is entered within the hour. It is more than an hour old: have it given in writing.',
					zh: '口头命令应当在一小时内补录。已超过一小时，请改为书面下达。',
				},
		{ rule: 'K30', field: 'spokenAt' },
	)
}
