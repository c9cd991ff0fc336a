import { useTitle } from '#kernel/web/page.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { useWords } from '#kernel/web/words.ts'
import { PriceOf } from './PriceOf.tsx'

/** D263. What the plan in force does, under each policy: the page of its own. */
export function Prices() {
	const t = useWords()
	useTitle(t('dispatch.price.title'))
	return (
		<Pane title={t('dispatch.price.title')} level={1} note={t('dispatch.price.note')}>
			<PriceOf />
		</Pane>
	)
}
