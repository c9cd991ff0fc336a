import { useEffect } from 'react'
import { markTitle } from '../page.tsx'
import { useSession } from '../session.tsx'
import { when } from '../times.ts'
import { useWords } from '../words.ts'
import { Icon } from './Icon.tsx'

/** W94. On every screen of a post in a drill: a band, a hatched frame around the page, and the mark in the tab's title. */
export function DrillBand() {
	const t = useWords()
	const { session } = useSession()
	const drill = session?.post.drill === true
	const mark = drill ? t('web.drill.mark') : ''
	useEffect(() => {
		markTitle(mark)
		document.documentElement.toggleAttribute('data-drill', mark !== '')
	}, [mark])
	if (!drill) return null
	const until = session?.post.until ?? null
	return (
		<div className="band drill" role="note" aria-label={t('web.drill.mark')}>
			<b>
				<Icon name="alert" /> {t('web.drill.mark')}
			</b>
			<span>{t('web.drill.nothing')}</span>
			{until === null ? null : <span>{t('web.drill.until', { time: when(until) })}</span>}
		</div>
	)
}
