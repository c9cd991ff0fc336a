import { Icon } from '#kernel/web/parts/Icon.tsx'
import { useWords } from '#kernel/web/words.ts'

/** D276. Overdue incidents that were put before me: one line, and where they stand. */
export function LateBand({ count }: { readonly count: number }) {
	const t = useWords()
	return (
		<div className="alarm-band warn" role="status">
			<Icon name="escalate" />
			<b>{t('dispatch.late.title', { count })}</b>
			<span className="sp" />
			<a href="/day">{t('dispatch.day.title')}</a>
		</div>
	)
}
