import { lazy } from 'react'
import type { Alarm, Screen } from '#kernel/web/screen.ts'
import { measureChanged } from '../contract/measure-lists.ts'

/** The screens of funds. */
export const screens: readonly Screen[] = [
	{
		key: 'funds.statements',
		group: 'desk',
		path: '/funds/statements/:id?',
		opens: 'BankStatement',
		title: 'funds.statements.title',
		shortcut: null,
		needs: 'funds.statement.list',
		order: null,
		component: lazy(() => import('./statements/Statements.tsx').then((part) => ({ default: part.Statements }))),
	},
	{
		key: 'funds.requests',
		group: 'desk',
		path: '/funds/requests/:id?',
		opens: 'BankRequest',
		title: 'funds.requests.title',
		shortcut: null,
		needs: 'funds.request.list',
		order: null,
		component: lazy(() => import('./statements/Requests.tsx').then((part) => ({ default: part.Requests }))),
	},
	{
		key: 'funds.measures',
		group: 'desk',
		path: '/funds/measures/:id?',
		opens: 'FundsMeasure',
		title: 'funds.measures.title',
		shortcut: null,
		needs: 'funds.measure.list',
		order: null,
		component: lazy(() => import('./measures/Measures.tsx').then((part) => ({ default: part.Measures }))),
	},
	{
		key: 'funds.reports',
		group: 'desk',
		path: '/funds/reports/:id?',
		opens: 'FraudReport',
		title: 'funds.report.title',
		shortcut: null,
		needs: 'funds.report.list',
		order: 28,
		component: lazy(() => import('./report/Reports.tsx').then((part) => ({ default: part.Reports }))),
	},
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
	{
		key: 'funds.trace',
		path: '/funds/trace/:id',
		title: 'funds.trace.title',
		shortcut: null,
		needs: 'funds.trace.show',
		order: null,
		component: lazy(() => import('./trace/TracePage.tsx').then((part) => ({ default: part.TracePage }))),
	},
	{
		key: 'funds.frontier',
		group: 'desk',
		path: '/funds/frontier',
		title: 'funds.frontier.title',
		shortcut: null,
		needs: 'funds.frontier.list',
		order: null,
		component: lazy(() => import('./trace/FrontierPage.tsx').then((part) => ({ default: part.FrontierPage }))),
	},
]

/** F69. A locked desk goes on telling that a measure waits for who approves, or runs out. */
export const alarms: readonly Alarm[] = [
	{
		topic: measureChanged,
		sounds: ({ state, alarm }) => state === 'signing' || state === 'mismatch' || alarm === true,
	},
]
