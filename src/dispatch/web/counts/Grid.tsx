import { useState } from 'react'
import type { z } from 'zod'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { showCounts } from '../../contract/desk.ts'
import { useTerms } from '../shared/terms.ts'

type Shown = z.output<(typeof showCounts)['output']>

/** Types down, stations across, for one week; rows and columns add up in view. */
export function Grid({ counts }: { readonly counts: Shown }) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const [week, setWeek] = useState(counts.weeks.at(-1)?.week ?? '')
	const rows = counts.rows.filter((row) => row.week === week)
	const stations = [...new Map(counts.rows.map((row) => [row.station.id, row.station])).values()]
	const sum = (pick: (row: Shown['rows'][number]) => boolean) =>
		rows.filter(pick).reduce((total, row) => total + row.count, 0)
	const types = [...new Set(rows.map((row) => row.type))].toSorted(
		(a, b) => sum((row) => row.type === b) - sum((row) => row.type === a),
	)
	const most = Math.max(1, ...rows.map((row) => row.count))
	return (
		<>
			<div className="pad">
				<Chips
					label={t('dispatch.counts.week')}
					value={week}
					onChange={setWeek}
					chips={counts.weeks.map((each) => ({ value: each.week, label: each.week }))}
				/>
			</div>
			<table aria-label={t('dispatch.counts.weeks')}>
				<colgroup>
					<col className="c-station" />
				</colgroup>
				<thead>
					<tr>
						<th>{t('dispatch.col.type')}</th>
						{stations.map((station) => (
							<th key={station.id} className="r">
								{say(station)}
							</th>
						))}
						<th className="r">{t('dispatch.counts.together')}</th>
					</tr>
				</thead>
				<tbody>
					{types.map((type) => (
						<tr key={type}>
							<td>{terms.type(type)}</td>
							{stations.map((station) => {
								const n = sum((row) => row.type === type && row.station.id === station.id)
								return (
									<td key={station.id} className="r">
										<span className="share" style={{ width: `${(n / most) * 48}px` }} aria-hidden="true" /> {n}
									</td>
								)
							})}
							<td className="r">{sum((row) => row.type === type)}</td>
						</tr>
					))}
					<tr className="sum">
						<td>
							<b>{t('dispatch.counts.together')}</b>
						</td>
						{stations.map((station) => (
							<td key={station.id} className="r">
								<b>{sum((row) => row.station.id === station.id)}</b>
							</td>
						))}
						<td className="r">
							<b>{sum(() => true)}</b>
						</td>
					</tr>
				</tbody>
			</table>
			{types.length === 0 && <p className="quiet">{t('dispatch.counts.none')}</p>}
		</>
	)
}
