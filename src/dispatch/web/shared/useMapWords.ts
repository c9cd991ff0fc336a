import type { MapWords } from '#kernel/web/map/props.ts'
import { useWords } from '#kernel/web/words.ts'

/** The words on a map. */
export function useMapWords(): MapWords & { readonly label: string; readonly gone: string } {
	const t = useWords()
	return {
		metres: t('dispatch.map.metres'),
		kilometres: t('dispatch.map.kilometres'),
		nearer: t('dispatch.map.nearer'),
		farther: t('dispatch.map.farther'),
		close: t('web.close'),
		label: t('dispatch.map.label'),
		gone: t('dispatch.map.gone'),
	}
}
