import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { showPrice } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { needPrice, readPrices } from '../store/price.ts'

/** D268. */
export const showPriceView = shows(showPrice, {
	subject: async (tx, input) => deskSubject((await needPrice(tx, input.price, 'read')).agency),
	show: async ({ tx }, input) => {
		const { agency } = await needPrice(tx, input.price, 'read')
		const [found] = await readPrices(tx, { agency, price: input.price, most: 1 })
		if (found === undefined) throw notFound(`price ${input.price}`)
		return { output: found }
	},
})
