import { lazy } from 'react'
import type { Screen } from '#kernel/web/screen.ts'

/** The screens of funds. */
export const screens: readonly Screen[] = [
	{
		key: 'funds.orders',
		group: 'desk',
		path: '/funds/orders/:id?',
		opens: 'FundsOrder',
		title: 'funds.orders.title',
		shortcut: null,
		needs: 'funds.order.list',
		order: null,
		component: lazy(() => import('./banks/Orders.tsx').then((part) => ({ default: part.Orders }))),
	},
	{
		key: 'funds.banks',
		group: 'desk',
		path: '/funds/banks',
		title: 'funds.banks.title',
		shortcut: null,
		needs: 'funds.bank.list',
		order: null,
		component: lazy(() => import('./banks/Banks.tsx').then((part) => ({ default: part.Banks }))),
	},
]
