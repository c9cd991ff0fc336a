import { lazy } from 'react'
import type { Alarm, Screen } from '#kernel/web/screen.ts'
import { warningChanged } from '../contract/shapes.ts'

/** The screens of warnings. */
export const screens: readonly Screen[] = [
	{
		key: 'warnings.warnings',
		group: 'desk',
		path: '/warning-desk/:id?',
		opens: 'Warning',
		title: 'warnings.title',
		shortcut: 'V',
		needs: 'warnings.warning.list',
		order: 26,
		component: lazy(() => import('./staff/Warnings.tsx').then((part) => ({ default: part.Warnings }))),
	},
	{
		key: 'warnings.notices',
		group: 'desk',
		path: '/notices',
		title: 'warnings.notices',
		shortcut: 'X',
		needs: 'warnings.notice.list',
		order: null,
		component: lazy(() => import('./staff/Notices.tsx').then((part) => ({ default: part.Notices }))),
	},
]

/** V7. A locked desk goes on telling that a warning waits for somebody. */
export const alarms: readonly Alarm[] = [{ topic: warningChanged, sounds: ({ state }) => state === 'proposed' }]
