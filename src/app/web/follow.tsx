import type { ComponentType } from 'react'
import { start } from './start.tsx'

/** The caller's follow-up page: light, no session. */
const pages = Object.values(
	import.meta.glob<{ FollowPage: ComponentType }>('../../*/web/follow-page.tsx', { eager: true }),
)

await start(
	<>
		{pages.map(({ FollowPage }) => (
			<FollowPage key="follow" />
		))}
	</>,
	'light',
)
