import { useState } from 'react'
import { Link } from 'wouter'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { count, span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { type AreaNow, type OverdueRow, showDay } from '../../contract/day.ts'
import { MoveUp } from '../shared/MoveUp.tsx'
import { shortNumber } from '../shared/deadline.ts'
import { useTerms } from '../shared/terms.ts'
import { type Days, type Measure, Taken } from './Taken.tsx'
import '../dispatch.css'
import './day.css'

export type DayShown = z.output<(typeof showDay)['output']>

/** D273. Overdue and uncovered first; then how long things took. */
export function Day() {
	const t = useWords()
	const [days, setDays] = useState<Days>('30')
	const [measure, setMeasure] = useState<Measure>('on_scene')
	const view = useView(
		showDay,
		{ days: Number(days), measure },
		{ every: 15_000, topics: ['dispatch.incident.', 'dispatch.unit.', 'matters.timer.'], keep: true },
	)
	useTitle(t('dispatch.day.title'))
	return (
		<Show view={view} title={t('dispatch.day.failed')}>
			{(shown) => (
				<div className="day">
					<Overdue shown={shown} />
					<Areas areas={shown.areas} seconds={shown.coverSeconds} />
					<Taken shown={shown} days={days} measure={measure} onDays={setDays} onMeasure={setMeasure} />
				</div>
			)}
		</Show>
	)
}

function Overdue({ shown: { overdue } }: { readonly shown: DayShown }) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const language = useLanguage()
	const now = useNow()
	const over = (row: OverdueRow) => span(Math.max(0, now - Date.parse(row.dueAt)), language)
	return (
		<Pane
			level={1}
			title={t('dispatch.day.overdue')}
			note={<Count n={overdue.total} bad={overdue.total > 0} />}
			className="day-overdue"
		>
			{overdue.rows.length === 0 ? (
				<Empty title={t('dispatch.day.overdue.none')} />
			) : (
				<DataTable<OverdueRow>
					label={t('dispatch.day.overdue')}
					rows={overdue.rows}
					rowKey={(row) => `${row.incident} ${row.kind}`}
					columns={[
						{
							key: 'priority',
							head: t('dispatch.col.priority'),
							width: 64,
							cell: (row) => <Priority level={row.priority} />,
						},
						{
							key: 'type',
							head: t('dispatch.col.type'),
							cell: (row) => (
								<Link href={`/incident/${row.incident}`}>
									{terms.type(row.type)} <span className="mono t3">{shortNumber(row.number)}</span>
								</Link>
							),
						},
						{ key: 'station', head: t('dispatch.counts.station'), from: 420, cell: (row) => say(row.station) },
						{
							key: 'kind',
							head: t('dispatch.day.col.target'),
							width: 96,
							cell: (row) => t(`dispatch.timer.${row.kind}`),
						},
						{
							key: 'over',
							head: t('dispatch.day.col.over'),
							width: 104,
							right: true,
							cell: (row) => <b className="breach">{t('web.time.over', { time: over(row) })}</b>,
						},
					]}
					total={{ of: overdue.total }}
				/>
			)}
		</Pane>
	)
}

function Count({ n, bad }: { readonly n: number; readonly bad: boolean }) {
	return <b className={bad ? 'day-count breach' : 'day-count good'}>{count(n)}</b>
}

type AreasProps = { readonly areas: readonly AreaNow[] | null; readonly seconds: number }

function Areas({ areas, seconds }: AreasProps) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const open = (areas ?? []).filter(({ covered }) => !covered)
	const time = (value: number) => span(value * 1000, language)
	return (
		<Pane
			title={t('dispatch.day.areas')}
			note={areas === null ? undefined : <Count n={open.length} bad={open.length > 0} />}
			tools={<RuleTag id="D270" />}
			className="day-areas"
		>
			{areas === null ? (
				<Empty title={t('dispatch.day.areas.no-map')} />
			) : (
				<>
					<ul className="day-list">
						{areas
							.toSorted((a, b) => Number(a.covered) - Number(b.covered))
							.map((area) => (
								<li key={area.area.id}>
									<Icon name={area.covered ? 'tick' : 'alert'} />
									<span>
										<b className={area.covered ? undefined : 'breach'}>{say(area.area)}</b>{' '}
										{t(area.covered ? 'dispatch.day.covered' : 'dispatch.day.uncovered')}
										{area.moveUp !== null && (
											<div>
												{t('dispatch.hole.move', {
													unit: say(area.moveUp.callSign),
													time: time(area.moveUp.driveSeconds),
												})}{' '}
												<MoveUp unit={{ id: area.moveUp.unit, callSign: area.moveUp.callSign }} area={area.area} />
											</div>
										)}
										{area.standing.map((unit) => (
											<div key={unit.id}>
												{t('dispatch.move.here', { unit: say(unit.callSign) })} <MoveUp unit={unit} area={null} />
											</div>
										))}
									</span>
									<span className="r t2 sm">
										{t('dispatch.day.free', { free: area.free, count: area.onShift })}
										<div className="t3">{t('dispatch.day.points', { in: area.inTime, of: area.points })}</div>
									</span>
								</li>
							))}
					</ul>
					<p className="pad t3 sm">{t('dispatch.price.how.cover', { time: time(seconds) })}</p>
				</>
			)}
		</Pane>
	)
}
