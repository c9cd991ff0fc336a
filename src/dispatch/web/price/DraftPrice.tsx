import { Section } from '#kernel/web/parts/Section.tsx'
import { useWords } from '#kernel/web/words.ts'
import { PriceOf } from './PriceOf.tsx'

/** D266. Beside a draft of the response plan, where it is reviewed and signed. */
export function DraftPrice({ draft }: { readonly draft: string }) {
	const t = useWords()
	return (
		<>
			<Section title={t('dispatch.price.title')} note={t('dispatch.price.note')} />
			<PriceOf draft={draft} />
		</>
	)
}
