import '#kernel/web/shell.css'
import { PartsPage } from '#kernel/web/PartsPage.tsx'
import { start } from './start.tsx'

/** The page of parts: every shared part in every state, in both languages and themes. */
await start(<PartsPage />)
