import { useState } from 'react'
import type { Point } from '#kernel/contract/scalars.ts'
import { searchPlace } from '#kernel/geo/contract.ts'
import { useView } from '#kernel/web/client.ts'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'

type Props = { readonly way: 'circle' | 'polygon' | 'block'; readonly onPoint: (at: Point) => void }

/** A point by the name of its place, where the map is not pressed. */
export function PlaceFinder({ way, onPoint }: Props) {
	const t = useWords()
	const language = useLanguage()
	const [sought, setSought] = useState('')
	const [place, setPlace] = useState('')
	const found = useView(
		searchPlace,
		{ text: sought.trim(), limit: 12 },
		{ enabled: sought.trim().length > 1, keep: true },
	)
	const places = found.output?.places ?? []
	return (
		<>
			<Field label={t('warnings.area.search')} value={sought} onChange={setSought} maxLength={100} type="search" />
			<Select
				label={t(`warnings.area.place.${way}`)}
				value={place}
				prompt={t('warnings.area.choose')}
				choices={places.map((each) => ({
					value: each.id,
					label: language === 'zh' ? each.label_zh : each.label_en,
				}))}
				onChange={(id) => {
					// A corner or a block is added each time; the middle of a circle stays chosen.
					setPlace(way === 'circle' ? id : '')
					const chosen = places.find((each) => each.id === id)
					if (chosen !== undefined) onPoint(chosen.point)
				}}
			/>
		</>
	)
}
