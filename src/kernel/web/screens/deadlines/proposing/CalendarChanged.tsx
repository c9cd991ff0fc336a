import type { CalendarBody } from '../../../../deadlines/contract/bodies.ts'
import { DataTable } from '../../../parts/DataTable.tsx'
import { Section } from '../../../parts/Section.tsx'
import { type Translate, useSay, useWords } from '../../../words.ts'
import { counted } from '../Sum.tsx'
import { calendarChanges, type CalendarChanges, type DaySeen, isSame } from './calendar-changes.ts'

/** W82. What a calendar does differently from the one in force. */
export function CalendarChanged({ before, after }: { readonly before: CalendarBody; readonly after: CalendarBody }) {
	const t = useWords()
	const changes = calendarChanges(before, after)
	if (isSame(changes)) return <p className="t2">{t('deadlines.change.none')}</p>
	return (
		<div className="changed">
			<Plain changes={changes} />
			{changes.hours.length === 0 ? null : (
				<>
					<Section title={t('deadlines.hours')} note={changes.hours.length} />
					<DataTable
						label={t('deadlines.hours')}
						rows={changes.hours}
						rowKey={(row) => row.day}
						columns={[
							{ key: 'day', head: t('deadlines.day'), width: 108, cell: (row) => t(`deadlines.${row.day}`) },
							{ key: 'before', head: t('deadlines.change.before'), wraps: true, cell: (row) => hours(row.before, t) },
							{ key: 'after', head: t('deadlines.change.after'), wraps: true, cell: (row) => hours(row.after, t) },
						]}
					/>
				</>
			)}
			<Days changes={changes} />
			<Totals changes={changes} />
		</div>
	)
}

const hours = (text: string, t: Translate): string => (text === '' ? t('deadlines.not-worked') : text)

function Plain({ changes }: { readonly changes: CalendarChanges }) {
	const t = useWords()
	const years = (list: readonly number[]) => list.join(', ')
	const lines = [
		...(changes.zone === null ? [] : [t('deadlines.change.zone', changes.zone)]),
		...(changes.known.length === 0 ? [] : [t('deadlines.change.known', { years: years(changes.known) })]),
		...(changes.unknown.length === 0 ? [] : [t('deadlines.change.unknown', { years: years(changes.unknown) })]),
		...(changes.sources.length === 0 ? [] : [t('deadlines.change.sources', { years: years(changes.sources) })]),
	]
	if (lines.length === 0) return null
	return (
		<ul className="pad">
			{lines.map((line) => (
				<li key={line}>{line}</li>
			))}
		</ul>
	)
}

function Days({ changes }: { readonly changes: CalendarChanges }) {
	const t = useWords()
	const say = useSay()
	if (changes.days.length === 0) return null
	const seen = ({ is, name, hours: worked }: DaySeen): string => {
		const named = [t(`deadlines.day.${is}`), ...(name === null ? [] : [say(name)])].join(t('deadlines.colon'))
		return is === 'working' ? `${named} ${worked}` : named
	}
	return (
		<>
			<Section
				title={t('deadlines.change.days')}
				note={t('deadlines.n-days', { count: changes.days.reduce((sum, one) => sum + one.days, 0) })}
			/>
			<DataTable
				label={t('deadlines.change.days')}
				rows={changes.days}
				rowKey={(row) => row.from}
				columns={[
					{
						key: 'day',
						head: t('deadlines.day'),
						width: 108,
						wraps: true,
						cell: (row) => (row.days === 1 ? row.from : `${row.from} – ${row.until.slice(5)}`),
					},
					{
						key: 'before',
						head: t('deadlines.change.before'),
						wraps: true,
						cell: (row) => <span className="t2">{seen(row.before)}</span>,
					},
					{ key: 'after', head: t('deadlines.change.after'), wraps: true, cell: (row) => <b>{seen(row.after)}</b> },
				]}
			/>
		</>
	)
}

function Totals({ changes }: { readonly changes: CalendarChanges }) {
	const t = useWords()
	if (changes.totals.length === 0) return null
	const all = ({ days, minutes }: { days: number; minutes: number }) =>
		[t('deadlines.n-days', { count: days }), counted(minutes, 'minutes', t)].join(t('deadlines.and'))
	return (
		<>
			<Section title={t('deadlines.change.totals')} />
			<DataTable
				label={t('deadlines.change.totals')}
				rows={changes.totals}
				rowKey={(row) => String(row.year)}
				columns={[
					{ key: 'year', head: t('deadlines.year'), width: 108, cell: (row) => row.year },
					{ key: 'before', head: t('deadlines.change.before'), wraps: true, cell: (row) => all(row.before) },
					{ key: 'after', head: t('deadlines.change.after'), wraps: true, cell: (row) => all(row.after) },
				]}
			/>
		</>
	)
}
