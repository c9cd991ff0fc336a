import '#kernel/web/tokens.css'
import '#kernel/web/look.css'
import { type ComponentType, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

/** The page of whoever writes instead of speaking: its own words, no session, and nothing kept beyond the tab. */
const pages = Object.values(import.meta.glob<{ TextPage: ComponentType }>('../../*/web/text-page.tsx', { eager: true }))

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')
createRoot(root).render(
	<StrictMode>
		{pages.map(({ TextPage }) => (
			<TextPage key="text" />
		))}
	</StrictMode>,
)
