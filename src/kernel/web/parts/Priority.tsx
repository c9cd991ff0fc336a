import { useWords } from '../words.ts'

/** Priority 1 to 5: ink falls as urgency falls. `big` is the 40 px one in a head. */
export function Priority({ level, big = false }: { readonly level: number; readonly big?: boolean }) {
	const t = useWords()
	return (
		<span className={`p p${level}${big ? ' big' : ''}`} role="img" aria-label={t('web.priority', { level })}>
			{level}
		</span>
	)
}
