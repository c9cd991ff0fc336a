import { useWords } from '../words.ts'
import type { MapWords } from './props.ts'

/** The words on a map. */
export function useMapWords(): MapWords & { readonly label: string; readonly gone: string } {
	const t = useWords()
	return {
		metres: t('web.map.metres'),
		kilometres: t('web.map.kilometres'),
		nearer: t('web.map.nearer'),
		farther: t('web.map.farther'),
		close: t('web.close'),
		label: t('web.map.label'),
		gone: t('web.map.gone'),
	}
}
