import { useState } from 'react'
import { searchPlace } from '#kernel/geo/contract.ts'
import { useView } from '#kernel/web/client.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { WarningArea } from '../../contract/shapes.ts'
import { areaWords, pointsOf } from './area.ts'

type Props = {
	readonly area: WarningArea | null
	readonly onArea: (area: WarningArea | null) => void
}

/** A place of the map and a radius, or a boundary in figures. */
export function AreaField({ area, onArea }: Props) {
	const t = useWords()
	const language = useLanguage()
	const [is, setIs] = useState<WarningArea['is']>(area?.is ?? 'circle')
	const [sought, setSought] = useState('')
	const [place, setPlace] = useState('')
	const [radius, setRadius] = useState(area?.is === 'circle' ? String(Math.round(area.radiusMetres)) : '300')
	const [points, setPoints] = useState(area?.is === 'polygon' ? areaWords(area) : '')
	const found = useView(
		searchPlace,
		{ text: sought.trim(), limit: 12 },
		{ enabled: is === 'circle' && sought.trim().length > 1, keep: true },
	)
	const places = found.output?.places ?? []
	const centre = area?.is === 'circle' ? area.centre : null
	const circle = (at: readonly [number, number] | null, metres: string) => {
		const radiusMetres = Number(metres)
		const fits = at !== null && radiusMetres >= 1 && radiusMetres <= 1_000_000
		onArea(fits ? { is: 'circle', centre: [at[0], at[1]], radiusMetres } : null)
	}
	return (
		<div className="col">
			<Chips
				label={t('warnings.area')}
				value={is}
				onChange={(value) => {
					setIs(value)
					onArea(null)
				}}
				chips={(['circle', 'polygon'] as const).map((value) => ({ value, label: t(`warnings.area.${value}`) }))}
			/>
			{is === 'circle' ? (
				<>
					<Field label={t('warnings.area.search')} value={sought} onChange={setSought} maxLength={100} type="search" />
					<Select
						label={t('warnings.area.place')}
						value={place}
						prompt={t('warnings.area.choose')}
						required
						choices={places.map((each) => ({
							value: each.id,
							label: language === 'zh' ? each.label_zh : each.label_en,
						}))}
						onChange={(id) => {
							setPlace(id)
							const chosen = places.find((each) => each.id === id)
							if (chosen !== undefined) circle(chosen.point, radius)
						}}
					/>
					<Field
						label={t('warnings.area.radius')}
						value={radius}
						type="number"
						inputMode="numeric"
						required
						onChange={(value) => {
							setRadius(value)
							const chosen = places.find((each) => each.id === place)
							circle(chosen?.point ?? centre, value)
						}}
					/>
				</>
			) : (
				<Field
					label={t('warnings.area.points')}
					hint={t('warnings.area.points.hint')}
					value={points}
					lines={3}
					mono
					required
					maxLength={4_000}
					wrong={points !== '' && pointsOf(points) === null ? t('warnings.area.points.wrong') : null}
					onChange={(value) => {
						setPoints(value)
						const read = pointsOf(value)
						onArea(read === null ? null : { is: 'polygon', points: read })
					}}
				/>
			)}
		</div>
	)
}
