import type { Connector } from '#kernel/contract/connector.ts'

const orders = { path: '/funds/orders', title: 'funds.orders.title' }

/** D299, F156. What of funds is connected to banks, and the same by hand. */
export const bankConnectors: readonly Connector[] = [
	{
		key: 'funds.orders',
		way: 'out',
		at: ['/funds/bank/orders'],
		byHand: { ...orders, uses: ['funds.order.show', 'funds.order.carry'] },
	},
	{
		key: 'funds.camt056',
		way: 'out',
		at: [],
		byHand: { ...orders, uses: ['funds.order.show', 'funds.order.carry'] },
	},
	{
		key: 'funds.answers',
		way: 'in',
		at: ['/funds/bank/answers'],
		byHand: { ...orders, uses: ['funds.answer.key', 'funds.answer.put', 'funds.answer.file', 'funds.answer.match'] },
	},
]
