import type { ComponentType } from 'react'
import { start } from './start.tsx'

/** The page by which a victim of fraud follows their report: light, no session. */
const pages = Object.values(
	import.meta.glob<{ FraudPage: ComponentType }>('../../*/web/fraud-page.tsx', { eager: true }),
)

await start(
	<>
		{pages.map(({ FraudPage }) => (
			<FraudPage key="fraud" />
		))}
	</>,
	'light',
)
