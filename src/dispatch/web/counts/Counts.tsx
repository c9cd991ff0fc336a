import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { showCounts } from '../../contract/desk.ts'
import { Grid } from './Grid.tsx'
import { HandedUp } from './HandedUp.tsx'
import '../dispatch.css'
import './counts.css'

type Shown = z.output<(typeof showCounts)['output']>

/** D31. What city and province see: counts per station, type and week, and what is open now. No names, no points. */
export function Counts() {
	const t = useWords()
	const view = useView(showCounts, {}, { every: 30_000, topics: ['dispatch.'], keep: true })
	useTitle(t('dispatch.counts.title'))
	return (
		<Show view={view} title={t('dispatch.counts.failed')}>
			{(counts) => (
				<div className="counts">
					<Now counts={counts} />
					<Pane title={t('dispatch.counts.weeks')} note={t('dispatch.counts.grain')} className="counts-weeks">
						<Grid counts={counts} />
					</Pane>
					<HandedUp />
				</div>
			)}
		</Show>
	)
}

function Now({ counts }: { readonly counts: Shown }) {
	const t = useWords()
	const say = useSay()
	const columns = ['toDispatch', 'inProgress', 'toClose', 'available', 'onShift'] as const
	const total = (key: (typeof columns)[number]) => counts.now.reduce((sum, row) => sum + row[key], 0)
	return (
		<Pane
			title={t('dispatch.counts.now', { agency: say(counts.agency) })}
			level={1}
			note={clockTime(counts.at)}
			className="counts-now"
		>
			<table aria-label={t('dispatch.counts.now', { agency: say(counts.agency) })}>
				<colgroup>
					<col className="c-station" />
				</colgroup>
				<thead>
					<tr>
						<th>{t('dispatch.counts.station')}</th>
						{columns.map((key) => (
							<th key={key} className="r">
								{t(`dispatch.counts.${key}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{counts.now.map((row) => (
						<tr key={row.station.id}>
							<td>{say(row.station)}</td>
							{columns.map((key) => (
								<td key={key} className="r">
									{row[key]}
								</td>
							))}
						</tr>
					))}
					<tr className="sum">
						<td>
							<b>{t('dispatch.counts.together')}</b>
						</td>
						{columns.map((key) => (
							<td key={key} className="r">
								<b>{total(key)}</b>
							</td>
						))}
					</tr>
				</tbody>
			</table>
		</Pane>
	)
}
