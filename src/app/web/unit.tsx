import type { ComponentType } from 'react'
import { SessionLanguage, SessionProvider } from '#kernel/web/session.tsx'
import { keepPage } from '#kernel/web/outbox/worker.ts'
import { start } from './start.tsx'

/** The officer's phone: an entry of its own, without the desk. Dark until the officer chooses. */
const pages = Object.values(
	import.meta.glob<{ PhonePage: ComponentType }>('../../*/web/phone-page.tsx', { eager: true }),
)

await start(
	<SessionProvider>
		<SessionLanguage />
		{pages.map(({ PhonePage }) => (
			<PhonePage key="phone" />
		))}
	</SessionProvider>,
	'dark',
)
void keepPage('/unit-worker.js', '/unit')
