import type { ComponentType } from 'react'
import { start } from './start.tsx'

/** The resident's page of warnings in force: light, no session. */
const pages = Object.values(
	import.meta.glob<{ WarningsPage: ComponentType }>('../../*/web/warnings-page.tsx', { eager: true }),
)

await start(
	<>
		{pages.map(({ WarningsPage }) => (
			<WarningsPage key="warnings" />
		))}
	</>,
	'light',
)
