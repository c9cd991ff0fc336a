import type { KeyboardEvent } from 'react'
import type { Point } from '#kernel/contract/scalars.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { useWords } from '#kernel/web/words.ts'

type Props = { readonly corners: readonly Point[]; readonly onCorners: (points: readonly Point[]) => void }

/** Ten metres north, in degrees. */
const step = 10 / 111_320
const moves: Readonly<Record<string, readonly [east: number, north: number]>> = {
	ArrowUp: [0, 1],
	ArrowDown: [0, -1],
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
}

/** V65. The table of the corners on the map; the arrow keys move the one that has the focus ten metres, Delete takes it away. */
export function Corners({ corners, onCorners }: Props) {
	const t = useWords()
	const without = (n: number) => onCorners(corners.filter((_, at) => at !== n))
	const onKey = (n: number) => (event: KeyboardEvent) => {
		const move = moves[event.key]
		if (move === undefined && event.key !== 'Delete') return
		event.preventDefault()
		event.stopPropagation()
		if (move === undefined) return without(n)
		const [east, north] = move
		onCorners(
			corners.map(([lon, lat], at) =>
				at === n ? [lon + (east * step) / Math.cos((lat * Math.PI) / 180), lat + north * step] : [lon, lat],
			),
		)
	}
	if (corners.length === 0) return <p className="t2">{t('warnings.area.corners.none')}</p>
	return (
		<table className="w-corners">
			<caption className="t3 sm">{t('warnings.area.corners.keys')}</caption>
			<thead>
				<tr>
					<th>{t('warnings.area.corner')}</th>
					<th className="r">{t('warnings.area.latitude')}</th>
					<th className="r">{t('warnings.area.longitude')}</th>
					<th className="r">{t('warnings.area.corner.change')}</th>
				</tr>
			</thead>
			<tbody>
				{corners.map(([lon, lat], n) => (
					// A corner is known by its place in the line, and keeps the focus while it moves.
					// biome-ignore lint/suspicious/noArrayIndexKey: the place in the line is what it is
					<tr key={n}>
						<td>
							<button type="button" className="plain" onKeyDown={onKey(n)}>
								{n + 1}
							</button>
						</td>
						<td className="r mono">{lat.toFixed(5)}</td>
						<td className="r mono">{lon.toFixed(5)}</td>
						<td className="r">
							<Button
								kind="bare"
								label={t('warnings.area.corner.remove.which', { n: n + 1 })}
								onPress={() => without(n)}
							>
								{t('warnings.area.corner.remove')}
							</Button>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
