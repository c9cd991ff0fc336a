import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { stopPrice } from '../contract.ts'
import { stopHere } from '../price/underway.ts'
import { loadPrice, type PriceOf, priceChanged } from '../store/price.ts'

/** D269. What was asked for and is not wanted any more. */
export const performStopPrice = performs(stopPrice, {
	load: (tx, input) => loadPrice(tx, input.price),
	run: async ({ tx, now }, price) => {
		mustRun(price)
		await sql`update dispatch.price set state = 'stopped', ended_at = ${now} where id = ${price.id}`.execute(tx)
		stopHere(price.id)
		return {
			output: { price: price.id, state: 'stopped' as const },
			fact: { price: price.id },
			messages: [priceChanged(price.id, price.agency, 'stopped')],
		}
	},
})

/** @throws Refusal `wrong_state` once it has ended */
export function mustRun(price: PriceOf): void {
	if (price.state === 'asked') return
	throw new Refusal(
		'wrong_state',
		{ en: 'It has ended already.', zh: '测算已经结束。' },
		{ rule: 'D269', extra: { state: price.state } },
	)
}
