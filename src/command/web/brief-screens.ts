import { lazy } from 'react'
import type { Screen } from '#kernel/web/screen.ts'

/** The screens of command rhythm: briefings, and reports to the agencies above. */
export const briefScreens: readonly Screen[] = [
	{
		key: 'command.briefs',
		group: 'measures',
		path: '/briefs/:id?',
		opens: 'Brief',
		title: 'command.brief.title',
		shortcut: 'S',
		needs: 'command.brief.list',
		order: 35,
		component: lazy(() => import('./brief/Briefs.tsx').then((part) => ({ default: part.Briefs }))),
	},
	{
		key: 'command.report-draft',
		path: '/reports/new/:about',
		title: 'command.report.draft',
		shortcut: null,
		needs: 'command.report.send',
		order: null,
		component: lazy(() => import('./brief/Draft.tsx').then((part) => ({ default: part.Draft }))),
	},
	{
		key: 'command.reports',
		group: 'measures',
		path: '/reports/:id?',
		opens: 'Report',
		title: 'command.report.title',
		shortcut: 'N',
		needs: 'command.report.list',
		order: null,
		component: lazy(() => import('./brief/Reports.tsx').then((part) => ({ default: part.Reports }))),
	},
]
