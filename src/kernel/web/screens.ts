import { lazy } from 'react'
import type { Screen } from './screen.ts'

/** Screens of the kernel itself. */
export const screens: readonly Screen[] = [
	{
		key: 'kernel.sign-in',
		path: '/sign-in',
		title: 'web.sign-in.title',
		shortcut: null,
		needs: null,
		order: null,
		open: true,
		component: lazy(() => import('./screens/SignIn.tsx').then((screen) => ({ default: screen.SignIn }))),
	},
	{
		key: 'kernel.set-up',
		path: '/set-up',
		title: 'web.set-up.title',
		shortcut: null,
		needs: null,
		order: null,
		open: true,
		component: lazy(() => import('./screens/SetUp.tsx').then((screen) => ({ default: screen.SetUp }))),
	},
	{
		key: 'kernel.enrol',
		path: '/enrol',
		title: 'web.enrol.title',
		shortcut: null,
		needs: null,
		order: null,
		open: true,
		component: lazy(() => import('./screens/Enrol.tsx').then((screen) => ({ default: screen.Enrol }))),
	},
	{
		key: 'kernel.people',
		path: '/people',
		title: 'web.people.title',
		shortcut: 'O',
		needs: 'identity.person.list',
		order: 70,
		component: lazy(() => import('./screens/People.tsx').then((screen) => ({ default: screen.People }))),
	},
	{
		key: 'kernel.powers',
		path: '/powers',
		title: 'web.powers.title',
		shortcut: 'P',
		needs: null,
		order: 80,
		component: lazy(() => import('./screens/Powers.tsx').then((screen) => ({ default: screen.Powers }))),
	},
	{
		key: 'kernel.ledger',
		path: '/entries/:entry?',
		title: 'web.ledger.title',
		shortcut: 'L',
		needs: null,
		order: 90,
		component: lazy(() => import('./screens/Ledger.tsx').then((screen) => ({ default: screen.Ledger }))),
	},
]
