import type { ComponentType } from 'react'
import { start } from './start.tsx'

/** The public notices of money given back: light, no session. */
const pages = Object.values(
	import.meta.glob<{ GivenBackPage: ComponentType }>('../../*/web/given-back-page.tsx', { eager: true }),
)

await start(
	<>
		{pages.map(({ GivenBackPage }) => (
			<GivenBackPage key="given-back" />
		))}
	</>,
	'light',
)
