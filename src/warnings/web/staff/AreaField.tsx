import { useEffect, useState } from 'react'
import { listAreas } from '#kernel/geo/contract.ts'
import type { Point } from '#kernel/contract/scalars.ts'
import { useView } from '#kernel/web/client.ts'
import { MapPane } from '#kernel/web/map/MapPane.tsx'
import type { GroundMark } from '#kernel/web/map/marks.ts'
import { useMapWords } from '#kernel/web/map/useMapWords.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useTheme } from '#kernel/web/theme.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { WarningKind } from '../../contract/lists.ts'
import type { WarningArea } from '../../contract/shapes.ts'
import { figures, pointsOf } from './area.ts'
import { Blocks } from './Blocks.tsx'
import { Corners } from './Corners.tsx'
import { Decides, useIssuer } from './Decides.tsx'
import { PlaceFinder } from './PlaceFinder.tsx'

const ways = ['circle', 'polygon', 'station', 'block'] as const
type Way = (typeof ways)[number]

type Props = {
	readonly kind: WarningKind
	readonly area: WarningArea | null
	readonly onArea: (area: WarningArea | null) => void
}

/**
 * V65, V66. The area of a warning: pressed on the map or chosen beside it, as a circle, by corners, as a station's area or by
 * street blocks. Whatever is pressed can be chosen by keys, and the corners stand in a table.
 */
export function AreaField({ kind, area, onArea }: Props) {
	const t = useWords()
	const [way, setWay] = useState<Way>(area?.is ?? 'circle')
	const [centre, setCentre] = useState<Point | null>(area?.is === 'circle' ? area.centre : null)
	const [radius, setRadius] = useState(area?.is === 'circle' ? String(Math.round(area.radiusMetres)) : '300')
	const [corners, setCorners] = useState<readonly Point[]>(area?.is === 'polygon' ? area.points : [])
	const [inside, setInside] = useState<readonly Point[]>([])
	const issuer = useIssuer(kind, area)
	const circle = (at: Point | null, metres: string) => {
		setCentre(at)
		setRadius(metres)
		const radiusMetres = Number(metres)
		const fits = at !== null && radiusMetres >= 1 && radiusMetres <= 1_000_000
		onArea(fits ? { is: 'circle', centre: at, radiusMetres } : null)
	}
	const polygon = (points: readonly Point[]) => {
		setCorners(points)
		onArea(points.length < 3 ? null : { is: 'polygon', points: [...points] })
	}
	const choose = (next: Way) => {
		setWay(next)
		setInside([])
		// What stands is gone on with: a station's area or blocks are changed corner by corner.
		if (next === 'circle') circle(centre, radius)
		else if (next !== 'polygon') polygon([])
	}
	const onPoint = (at: Point) => {
		if (way === 'circle') circle(at, radius)
		else if (way === 'polygon' && corners.length < 100) polygon([...corners, at])
		else if (way === 'block' && inside.length < 12) setInside([...inside, at])
	}
	const wrong = issuer?.fault != null || (way === 'polygon' && corners.length < 3)
	const points = way === 'circle' ? (centre === null ? [] : [centre]) : corners
	const ground: GroundMark = {
		points,
		radius: way === 'circle' ? Math.max(0, Number(radius) || 0) : null,
		wrong,
		corners: way === 'polygon',
	}
	return (
		<fieldset className="col w-ground">
			<legend>{t('warnings.area')}</legend>
			<Chips
				label={t('warnings.area')}
				value={way}
				onChange={choose}
				chips={ways.map((value) => ({ value, label: t(`warnings.area.${value}`) }))}
			/>
			<div className="w-ground-two">
				<GroundMap ground={ground} near={nearness[way]} {...(way === 'station' ? {} : { onPoint })} />
				<div className="col">
					{way === 'station' ? <Station onOutline={polygon} /> : <PlaceFinder way={way} onPoint={onPoint} />}
					{way === 'circle' && (
						<Field
							label={t('warnings.area.radius')}
							value={radius}
							type="number"
							inputMode="numeric"
							required
							onChange={(value) => circle(centre, value)}
						/>
					)}
					{way === 'block' && <Blocks inside={inside} onInside={setInside} onOutline={polygon} />}
					{way === 'polygon' && <Figures corners={corners} onCorners={polygon} />}
				</div>
			</div>
			{way === 'polygon' && <Corners corners={corners} onCorners={polygon} />}
			<p className="t3 sm">{t('warnings.area.least')}</p>
			<Decides found={issuer} />
		</fieldset>
	)
}

/** How near the map comes to what was chosen; corners are pressed one after the other, so it stays where it is. */
const nearness: Readonly<Record<Way, number | null>> = { circle: 15, polygon: null, station: 13, block: 16 }

function GroundMap(props: {
	readonly ground: GroundMark
	readonly near: number | null
	readonly onPoint?: (at: Point) => void
}) {
	const language = useLanguage()
	const { shown } = useTheme()
	const words = useMapWords()
	const { ground } = props
	const [centre] = useState(ground.points[0] ?? null)
	return (
		<MapPane
			marks={[]}
			areas={[]}
			route={null}
			selected={new Set()}
			onSelect={() => undefined}
			focus={props.near === null ? null : middleOf(ground.points)}
			follow={props.near !== null}
			ground={ground}
			{...(props.onPoint === undefined ? {} : { onPoint: props.onPoint })}
			centre={centre}
			zoom={props.near ?? 15}
			language={language}
			theme={shown}
			words={words}
			twinShown={false}
			twin={null}
			className="w-map"
		/>
	)
}

function middleOf(points: readonly Point[]): Point | null {
	if (points.length === 0) return null
	const lons = points.map(([lon]) => lon)
	const lats = points.map(([, lat]) => lat)
	const half = (list: readonly number[]) => (Math.min(...list) + Math.max(...list)) / 2
	return [half(lons), half(lats)]
}

function Station({ onOutline }: { readonly onOutline: (points: readonly Point[]) => void }) {
	const t = useWords()
	const say = useSay()
	const [code, setCode] = useState('')
	const areas = useView(listAreas, {}).output?.areas ?? []
	return (
		<Select
			label={t('warnings.area.station.which')}
			value={code}
			prompt={t('warnings.area.station.choose')}
			required
			choices={areas.map((each) => ({ value: each.code, label: say(each) }))}
			onChange={(value) => {
				setCode(value)
				onOutline(areas.find((each) => each.code === value)?.outline ?? [])
			}}
		/>
	)
}

/** The corners as figures, typed or pasted; what is pressed on the map is written here too. */
function Figures(props: {
	readonly corners: readonly Point[]
	readonly onCorners: (points: readonly Point[]) => void
}) {
	const t = useWords()
	const { corners } = props
	const [text, setText] = useState(figures(corners))
	useEffect(() => {
		setText((was) => (figures(pointsOf(was) ?? []) === figures(corners) ? was : figures(corners)))
	}, [corners])
	return (
		<Field
			label={t('warnings.area.points')}
			hint={t('warnings.area.points.hint')}
			value={text}
			lines={3}
			mono
			maxLength={4_000}
			wrong={
				text.trim() !== '' && corners.length > 2 && pointsOf(text) === null ? t('warnings.area.points.wrong') : null
			}
			onChange={(value) => {
				setText(value)
				const read = pointsOf(value)
				if (read !== null) props.onCorners(read)
			}}
		/>
	)
}
