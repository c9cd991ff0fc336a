import { lazy } from 'react'
import type { Screen } from '#kernel/web/screen.ts'

/** The screens of orders. */
export const orderScreens: readonly Screen[] = [
	{
		key: 'command.orders',
		group: 'tasks',
		path: '/orders',
		title: 'command.order.title',
		shortcut: 'M',
		needs: 'command.order.list',
		order: 15,
		component: lazy(() => import('./orders/Orders.tsx').then((part) => ({ default: part.Orders }))),
	},
	{
		key: 'command.order-voice',
		path: '/orders/voice',
		title: 'command.order.voice',
		shortcut: null,
		needs: 'command.order.list',
		order: null,
		component: lazy(() => import('./orders/Voice.tsx').then((part) => ({ default: part.Voice }))),
	},
	{
		key: 'command.order-form',
		path: '/orders/new/:order?/:kind?',
		title: 'command.order.give',
		shortcut: null,
		needs: 'command.order.give',
		order: null,
		component: lazy(() => import('./orders/Give.tsx').then((part) => ({ default: part.Give }))),
	},
	{
		key: 'command.order',
		path: '/order/:id',
		opens: 'Order',
		title: 'command.order.one',
		shortcut: null,
		needs: 'command.order.show',
		order: null,
		component: lazy(() => import('./orders/Order.tsx').then((part) => ({ default: part.Order }))),
	},
]
