import { lazy } from 'react'
import type { Screen } from '#kernel/web/screen.ts'

/** The screens of what passes between agencies: hand-over, mutual aid, contacts. */
export const betweenScreens: readonly Screen[] = [
	{
		key: 'command.hand-over-offer',
		path: '/hand-over/offer',
		title: 'command.hand-over.offer',
		shortcut: null,
		needs: 'command.hand-over.offer',
		order: null,
		component: lazy(() => import('./hand-over/Offer.tsx').then((part) => ({ default: part.Offer }))),
	},
	{
		key: 'command.hand-over',
		group: 'tasks',
		path: '/hand-over/:id?',
		opens: 'HandOver',
		title: 'command.hand-over.title',
		shortcut: 'H',
		needs: 'command.hand-over.list',
		order: 40,
		component: lazy(() => import('./hand-over/HandOvers.tsx').then((part) => ({ default: part.HandOvers }))),
	},
	{
		key: 'command.aid',
		group: 'tasks',
		path: '/aid',
		title: 'command.aid.title',
		shortcut: 'A',
		needs: 'command.aid.list',
		order: null,
		component: lazy(() => import('./aid/Aids.tsx').then((part) => ({ default: part.Aids }))),
	},
	{
		key: 'command.contact',
		group: 'tasks',
		path: '/contact',
		title: 'command.contact.title',
		shortcut: 'K',
		needs: 'command.contact.enter',
		order: null,
		component: lazy(() => import('./contact/Contacts.tsx').then((part) => ({ default: part.Contacts }))),
	},
]
