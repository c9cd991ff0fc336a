import { lazy } from 'react'
import type { DraftPanes, Overlay, Screen } from '#kernel/web/screen.ts'

export { alarms } from './alarms.ts'
export { providers } from './palette.ts'

/** D266. Beside a draft of the response plan stands its price. */
export const draftPanes: DraftPanes = {
	'dispatch.response-plan': lazy(() => import('./price/DraftPrice.tsx').then((part) => ({ default: part.DraftPrice }))),
}

/** D123, D125. */
export const overlays: readonly Overlay[] = [
	{
		key: 'dispatch.alarms',
		needs: 'dispatch.alarm.list',
		component: lazy(() => import('./safety/Alarms.tsx').then((part) => ({ default: part.Alarms }))),
	},
]

/** The screens of dispatch for staff. The phone (`/unit`) and the caller's page (`/follow`) have entries of their own. */
export const screens: readonly Screen[] = [
	{
		key: 'dispatch.desk',
		group: 'desk',
		path: '/desk',
		title: 'dispatch.desk.title',
		shortcut: 'D',
		needs: 'dispatch.desk.show',
		order: 10,
		component: lazy(() => import('./desk/Desk.tsx').then((part) => ({ default: part.Desk }))),
	},
	{
		key: 'dispatch.intake',
		group: 'desk',
		path: '/intake',
		title: 'dispatch.intake.title',
		shortcut: 'I',
		needs: 'dispatch.call.ring',
		order: 20,
		component: lazy(() => import('./intake/Intake.tsx').then((part) => ({ default: part.Intake }))),
	},
	{
		key: 'dispatch.incident',
		path: '/incident/:id',
		opens: 'Incident',
		title: 'dispatch.incident.title',
		shortcut: null,
		needs: 'dispatch.incident.show',
		order: null,
		component: lazy(() => import('./incident/Incident.tsx').then((part) => ({ default: part.Incident }))),
	},
	{
		key: 'dispatch.outside',
		group: 'desk',
		path: '/outside',
		title: 'dispatch.outside',
		shortcut: null,
		needs: 'dispatch.transfer.list',
		order: 24,
		component: lazy(() => import('./outside/Outside.tsx').then((part) => ({ default: part.Outside }))),
	},
	{
		key: 'dispatch.hazards',
		group: 'desk',
		path: '/hazards',
		title: 'dispatch.hazards',
		shortcut: 'J',
		needs: 'dispatch.hazard.list',
		order: null,
		component: lazy(() => import('./hazards/Hazards.tsx').then((part) => ({ default: part.Hazards }))),
	},
	{
		key: 'dispatch.forced',
		group: 'desk',
		path: '/forced',
		title: 'dispatch.forced.title',
		shortcut: 'F',
		needs: 'dispatch.forced.list',
		order: null,
		component: lazy(() => import('./forced/Forced.tsx').then((part) => ({ default: part.Forced }))),
	},
	{
		key: 'dispatch.relief',
		group: 'desk',
		path: '/relief',
		title: 'dispatch.relief.title',
		shortcut: 'W',
		needs: 'dispatch.watch.show',
		order: 22,
		component: lazy(() => import('./relief/Relief.tsx').then((part) => ({ default: part.Relief }))),
	},
	{
		key: 'dispatch.record',
		group: 'measures',
		path: '/record',
		title: 'dispatch.record.title',
		shortcut: 'Q',
		needs: 'dispatch.sample.count',
		order: null,
		component: lazy(() => import('./record/Record.tsx').then((part) => ({ default: part.Record }))),
	},
	{
		key: 'dispatch.again',
		group: 'measures',
		path: '/again',
		title: 'dispatch.again.title',
		shortcut: null,
		needs: 'dispatch.again.show',
		order: null,
		component: lazy(() => import('./again/Again.tsx').then((part) => ({ default: part.Again }))),
	},
	{
		key: 'dispatch.unit',
		group: 'desk',
		path: '/unit',
		title: 'dispatch.unit.title',
		shortcut: 'U',
		needs: 'dispatch.unit.mine',
		order: 25,
		away: true,
		component: () => null,
	},
	{
		key: 'dispatch.day',
		group: 'measures',
		path: '/day',
		title: 'dispatch.day.title',
		shortcut: 'G',
		needs: 'dispatch.day.show',
		order: 12,
		leads: ['shift_leader', 'commander', 'station_chief'],
		component: lazy(() => import('./day/Day.tsx').then((part) => ({ default: part.Day }))),
	},
	{
		key: 'dispatch.price',
		group: 'measures',
		path: '/price',
		title: 'dispatch.price.title',
		shortcut: null,
		needs: 'dispatch.price.list',
		order: null,
		component: lazy(() => import('./price/Prices.tsx').then((part) => ({ default: part.Prices }))),
	},
	{
		key: 'dispatch.counts',
		group: 'measures',
		path: '/counts',
		title: 'dispatch.counts.title',
		shortcut: 'C',
		needs: 'dispatch.count.show',
		order: 30,
		component: lazy(() => import('./counts/Counts.tsx').then((part) => ({ default: part.Counts }))),
	},
]
