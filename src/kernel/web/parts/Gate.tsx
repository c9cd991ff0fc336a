import '../screens/sign-in.css'
import type { ReactNode } from 'react'
import { useSession } from '../session.tsx'
import { useTitle } from '../page.tsx'
import { useWords } from '../words.ts'
import { Brand } from './Brand.tsx'
import { Clock } from './Clock.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'

/** The frame before anyone is signed in: mark, name, clock; language, theme and the kind of data in the foot. */
export function Gate({
	title,
	single = false,
	children,
}: {
	readonly title: string
	readonly single?: boolean
	readonly children: ReactNode
}) {
	const t = useWords()
	const { mode } = useSession()
	useTitle(title)
	return (
		<div className="gate">
			<header>
				<span className="brand">
					<Brand />
					{t('web.name')}
				</span>
				<span className="sep" />
				<h1>{title}</h1>
				<span className="sp" />
				<Clock />
			</header>
			<main className={single ? 'single' : undefined}>{children}</main>
			<footer className="foot">
				<span className="t2">{t('web.gate.what')}</span>
				<span className="sp" />
				<ThemeSwitch />
				<LanguageSwitch />
				{mode === 'demo' ? <span>{t('web.foot.demo')}</span> : null}
			</footer>
		</div>
	)
}
