import './deadlines.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { z } from 'zod'
import { proposeCalendar, showCalendar } from '../../../deadlines/contract.ts'
import { useView } from '../../client.ts'
import { useNow } from '../../clock.ts'
import { useKeys } from '../../keyboard.ts'
import { Button } from '../../parts/Button.tsx'
import { Chips } from '../../parts/Chips.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSay, useWords } from '../../words.ts'
import { useMay } from '../../may.ts'
import { Proposals } from './Proposals.tsx'
import { WriteCalendar } from './proposing/WriteCalendar.tsx'
import { WriteRegime } from './proposing/WriteRegime.tsx'
import { Try } from './Try.tsx'
import { Year } from './Year.tsx'
import { stretchesOf } from './year.ts'

type Shown = z.output<typeof showCalendar.output>

/** The calendar that applies here with a sum to try by it; or the next edition of it, or of a regime, being written. */
export function Calendar() {
	const { of, key } = useParams<{ of?: string; key?: string }>()
	if (of === 'propose') return <WriteCalendar />
	if (of === 'regime' && key !== undefined) return <WriteRegime key={key} of={key} />
	return <InForce />
}

/** Year by year, with its table twin. */
function InForce() {
	const t = useWords()
	const view = useView(showCalendar, {}, { topics: ['deadlines.edition.'] })
	return (
		<Columns
			columns={[
				{
					key: 'calendar',
					title: t('deadlines.calendar'),
					width: '1fr',
					children: (
						<Show view={view} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
							{(shown) => <Whole shown={shown} />}
						</Show>
					),
				},
				{ key: 'try', title: t('deadlines.try'), width: '560px', children: <Try /> },
			]}
		/>
	)
}

function Whole({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	const may = useMay()
	const [, navigate] = useLocation()
	const known = [...shown.body.years].sort((a, b) => a - b)
	const current = new Date(useNow()).getUTCFullYear()
	const [year, setYear] = useState(known.includes(current) ? current : (known.at(-1) ?? current))
	const [table, setTable] = useState(false)
	useKeys({ T: () => setTable(!table) })
	const years = [...new Set([...known, current, current + 1])].sort((a, b) => a - b)
	const source = shown.body.sources.find((one) => one.year === year)
	const from = shown.edition.agencyName === null ? t('deadlines.ships') : say(shown.edition.agencyName)
	return (
		<>
			<Proposals proposals={shown.proposals} />
			<Pane
				level={1}
				reads
				title={t('deadlines.calendar')}
				note={t('deadlines.edition', { n: shown.edition.version, from })}
				tools={
					<>
						<Button keys="T" bind={false} onPress={() => setTable(!table)}>
							{t(table ? 'deadlines.as-year' : 'deadlines.as-table')}
						</Button>
						<Button
							keys="E"
							refused={
								may !== null && !may.has(proposeCalendar.name)
									? { rule: null, ask: { action: proposeCalendar.name } }
									: undefined
							}
							onPress={() => navigate('/calendar/propose')}
						>
							{t('deadlines.write.change')}
						</Button>
					</>
				}
			>
				<div className="pad year-chips">
					<Chips
						label={t('deadlines.year')}
						value={String(year)}
						onChange={(value) => setYear(Number(value))}
						chips={years.map((value) => ({ value: String(value), label: String(value) }))}
					/>
				</div>
				{known.includes(year) ? null : (
					<div className="pad">
						<Note kind="warn" title={t('deadlines.missing', { years: year })}>
							{t('deadlines.missing.then')}
						</Note>
					</div>
				)}
				{table ? <Twin shown={shown} year={year} /> : <Year body={shown.body} year={year} />}
				{source === undefined ? null : <p className="pad sm t2">{say(source.source)}</p>}
				<Section title={t('deadlines.hours')} note={shown.body.zone} />
				<Hours body={shown.body} />
			</Pane>
		</>
	)
}

function Twin({ shown, year }: { readonly shown: Shown; readonly year: number }) {
	const t = useWords()
	const say = useSay()
	return (
		<DataTable
			label={t('deadlines.days-that-differ', { year })}
			rows={stretchesOf(shown.body, year)}
			rowKey={(one) => one.from}
			empty={<p className="pad t2">{t('deadlines.no-days')}</p>}
			columns={[
				{ key: 'from', head: t('deadlines.from'), width: 100, cell: (one) => one.from },
				{ key: 'until', head: t('deadlines.until'), width: 100, from: 540, cell: (one) => one.until },
				{ key: 'days', head: t('deadlines.counts.days'), width: 64, right: true, cell: (one) => one.days },
				{ key: 'is', head: t('deadlines.day'), width: 136, from: 440, cell: (one) => t(`deadlines.day.${one.is}`) },
				{ key: 'name', head: t('deadlines.name'), wraps: true, cell: (one) => say(one.name) },
			]}
		/>
	)
}

function Hours({ body }: { readonly body: Shown['body'] }) {
	const t = useWords()
	const rows = [
		...body.week.map((hours, n) => ({ key: `weekday.${n}`, hours })),
		{ key: 'make-up', hours: body.makeUp },
	]
	return (
		<DataTable
			label={t('deadlines.hours')}
			rows={rows}
			rowKey={(row) => row.key}
			columns={[
				{ key: 'day', head: t('deadlines.day'), width: 132, cell: (row) => t(`deadlines.${row.key}`) },
				{
					key: 'hours',
					head: t('deadlines.worked'),
					cell: (row) =>
						row.hours.length === 0 ? (
							<span className="t2">{t('deadlines.not-worked')}</span>
						) : (
							row.hours.map(([from, until]) => `${from} – ${until}`).join(t('deadlines.and'))
						),
				},
			]}
		/>
	)
}
