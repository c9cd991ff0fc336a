import { useMemo } from 'react'
import { useFeeds } from '#kernel/web/page.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { CallRow } from '../../contract/shapes.ts'

/** The foot of intake: how many calls ring, and how many were abandoned. */
export function useIntakeFeeds(rows: readonly CallRow[]): void {
	const t = useWords()
	const ringing = rows.filter((row) => row.state === 'ringing').length
	const abandoned = rows.filter((row) => row.state === 'abandoned').length
	useFeeds(
		useMemo(
			() => (
				<span className="feeds">
					<span>{t('dispatch.feed.ringing', { n: ringing })}</span>
					<span>{t('dispatch.feed.abandoned', { n: abandoned })}</span>
				</span>
			),
			[ringing, abandoned, t],
		),
	)
}
