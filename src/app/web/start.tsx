import '#kernel/web/tokens.css'
import '#kernel/web/look.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queries } from '#kernel/web/client.ts'
import { NoticesProvider } from '#kernel/web/notices.tsx'
import { PurposeProvider } from '#kernel/web/purpose.tsx'
import { startTheme } from '#kernel/web/theme.ts'
import { WhyProvider } from '#kernel/web/why.tsx'
import { startWords } from '#kernel/web/words.ts'
import { loadWords } from './merge-words.ts'

/** Starts a page: theme, words of one language, then what every page shares around `children`. */
export async function start(children: ReactNode, theme?: 'dark' | 'light'): Promise<void> {
	startTheme(theme)
	await startWords(loadWords)
	const root = document.getElementById('root')
	if (root === null) throw new Error('The page has no root element')
	createRoot(root).render(
		<StrictMode>
			<QueryClientProvider client={queries}>
				<NoticesProvider>
					<PurposeProvider>
						<WhyProvider>{children}</WhyProvider>
					</PurposeProvider>
				</NoticesProvider>
			</QueryClientProvider>
		</StrictMode>,
	)
}
