import { useState } from 'react'
import { Button } from '../../../parts/Button.tsx'
import { Section } from '../../../parts/Section.tsx'
import { Select } from '../../../parts/Select.tsx'
import { useWords } from '../../../words.ts'
import type { Place } from './elements.ts'

type Props = {
	readonly from: readonly Place[]
	readonly to: readonly Place[]
	readonly chosen: Readonly<Record<string, string>>
	readonly onChange: (chosen: Readonly<Record<string, string>>) => void
}

/** W73. Which element stands for which: those the new drawing does not have first, those that keep their ids on demand. */
export function ElementMap({ from, to, chosen, onChange }: Props) {
	const t = useWords()
	const [all, setAll] = useState(false)
	const keeps = from.filter(({ id }) => to.some((place) => place.id === id))
	const open = from.filter((place) => !keeps.includes(place))
	const one = (place: Place) => (
		<Select
			key={place.id}
			label={
				<>
					{place.name} <span className="mono sm">{place.id}</span>
				</>
			}
			value={chosen[place.id] ?? ''}
			onChange={(id) => onChange({ ...chosen, [place.id]: id })}
			choices={[
				{ value: '', label: t('drawings.plans.nothing') },
				...to.map(({ id, name }) => ({ value: id, label: name === id ? id : `${name} (${id})` })),
			]}
		/>
	)
	return (
		<>
			<Section
				title={t('drawings.plans.map')}
				note={open.length}
				tools={
					<Button kind="bare" keys="A" expanded={all} onPress={() => setAll(!all)}>
						{t(all ? 'drawings.plans.kept.hide' : 'drawings.plans.kept.show', { n: keeps.length })}
					</Button>
				}
			/>
			{open.length === 0 ? <p className="pad t2">{t('drawings.plans.map.none')}</p> : null}
			<div className="pad plan-map">
				{open.map(one)}
				{all ? keeps.map(one) : null}
			</div>
		</>
	)
}
