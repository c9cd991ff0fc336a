import { Icon } from '#kernel/web/parts/Icon.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { PlaceShown } from '../../contract/shapes.ts'

/** A place in words. A protected one says so and nothing more (D32). */
export function PlaceText({ place, detail = false }: { readonly place: PlaceShown; readonly detail?: boolean }) {
	const t = useWords()
	const say = useSay()
	if (place.protected)
		return (
			<span className="t2">
				<Icon name="shield" /> {t('dispatch.place.protected')}
			</span>
		)
	if (place.words === null) return <span className="t3">{t('dispatch.place.none')}</span>
	const words = say(place.words)
	return <>{detail && place.detail !== null ? t('dispatch.place.detail', { words, detail: place.detail }) : words}</>
}

/** The same as plain text, for labels and sentences. */
export function usePlaceWords(): (place: PlaceShown | null) => string {
	const t = useWords()
	const say = useSay()
	return (place) => {
		if (place === null) return ''
		if (place.protected) return t('dispatch.place.protected')
		return place.words === null ? t('dispatch.place.none') : say(place.words)
	}
}
