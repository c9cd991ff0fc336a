import type { ReactNode } from 'react'
import { clockTime } from '../times.ts'
import { useWords } from '../words.ts'
import { Icon } from './Icon.tsx'

/** Hatched band: since when, what is kept, that work goes on. */
export function OfflineBand({
	since,
	children,
}: {
	readonly since: number /** What is kept and what goes on, in words. */
	readonly children?: ReactNode
}) {
	const t = useWords()
	return (
		<div className="band" role="status">
			<b>
				<Icon name="wave-off" /> {t('web.offline.since', { time: clockTime(since, false) })}
			</b>
			<span>{children ?? t('web.offline.desk')}</span>
		</div>
	)
}
