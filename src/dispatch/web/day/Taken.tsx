import { useState } from 'react'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { count, span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { TakenRow } from '../../contract/day.ts'
import { useTerms } from '../shared/terms.ts'
import type { DayShown } from './Day.tsx'

const spans = ['7', '30', '90'] as const
export type Days = (typeof spans)[number]
const measures = ['on_scene', 'dispatched'] as const
export type Measure = (typeof measures)[number]
const cuts = ['type', 'area', 'both'] as const
type Cut = (typeof cuts)[number]

type Props = {
	readonly shown: DayShown
	readonly days: Days
	readonly measure: Measure
	readonly onDays: (days: Days) => void
	readonly onMeasure: (measure: Measure) => void
}

/** D275. Median and ninetieth percentile, drawn, with the same as a table; never by person, crew or unit. */
export function Taken({ shown, days, measure, onDays, onMeasure }: Props) {
	const t = useWords()
	const [cut, setCut] = useState<Cut>('type')
	const [table, setTable] = useState(false)
	useKeys({ T: () => setTable(!table) })
	const rows = shown.rows.filter((row) =>
		row.type === null && row.area === null
			? true
			: cut === 'type'
				? row.area === null
				: cut === 'area'
					? row.type === null
					: row.area !== null && row.type !== null,
	)
	return (
		<Pane
			title={t('dispatch.day.taken')}
			className="day-taken"
			tools={
				<Button keys="T" bind={false} onPress={() => setTable(!table)}>
					{t(table ? 'dispatch.day.picture' : 'dispatch.day.table')}
				</Button>
			}
		>
			<div className="pad row wrap">
				<Chips
					label={t('dispatch.day.measure')}
					value={measure}
					onChange={onMeasure}
					chips={measures.map((value) => ({ value, label: t(`dispatch.day.measure.${value}`) }))}
				/>
				<Chips
					label={t('dispatch.day.cut')}
					value={cut}
					onChange={setCut}
					chips={cuts.map((value) => ({ value, label: t(`dispatch.day.cut.${value}`) }))}
				/>
				<Chips
					label={t('dispatch.price.days')}
					value={days}
					onChange={onDays}
					chips={spans.map((value) => ({ value, label: t('dispatch.price.days.of', { count: Number(value) }) }))}
				/>
			</div>
			{rows.length === 0 ? (
				<Empty title={t('dispatch.day.taken.none')} />
			) : table ? (
				<Twin rows={rows} />
			) : (
				<Plot rows={rows} />
			)}
			<p className="pad t3 sm">{t('dispatch.day.taken.note')}</p>
		</Pane>
	)
}

const keyOf = (row: TakenRow) => `${row.area?.id ?? ''} ${row.type ?? ''}`

function useName(): (row: TakenRow) => string {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	return (row) => {
		const parts = [row.type === null ? null : terms.type(row.type), row.area === null ? null : say(row.area)]
		const named = parts.filter((part) => part !== null)
		return named.length === 0 ? t('dispatch.day.together') : named.join(t('dispatch.list.comma'))
	}
}

/** A line from the median to the ninetieth percentile, all on one scale. */
function Plot({ rows }: { readonly rows: readonly TakenRow[] }) {
	const t = useWords()
	const name = useName()
	const language = useLanguage()
	const most = Math.max(1, ...rows.map((row) => row.p90 ?? 0))
	const time = (seconds: number) => span(seconds * 1000, language)
	const at = (seconds: number) => `${((seconds / most) * 100).toFixed(1)}%`
	return (
		<ol className="day-plot" aria-label={t('dispatch.day.taken')}>
			{rows.map((row) => (
				<li key={keyOf(row)}>
					<span className="el" title={name(row)}>
						{name(row)}
					</span>
					<span className="day-line" aria-hidden="true">
						{row.p50 !== null && row.p90 !== null && (
							<>
								<i style={{ left: at(row.p50), width: at(row.p90 - row.p50) }} />
								<u style={{ left: at(row.p50) }} />
								<u className="far" style={{ left: at(row.p90) }} />
							</>
						)}
					</span>
					<span className="r nw">
						{row.p50 === null || row.p90 === null ? (
							<span className="t3">{t('dispatch.day.few', { count: row.incidents })}</span>
						) : (
							t('dispatch.day.pair', { median: time(row.p50), p90: time(row.p90) })
						)}
					</span>
				</li>
			))}
		</ol>
	)
}

function Twin({ rows }: { readonly rows: readonly TakenRow[] }) {
	const t = useWords()
	const name = useName()
	const language = useLanguage()
	const time = (seconds: number | null) => (seconds === null ? '—' : span(seconds * 1000, language))
	return (
		<DataTable<TakenRow>
			label={t('dispatch.day.taken')}
			rows={rows}
			rowKey={keyOf}
			columns={[
				{ key: 'what', head: t('dispatch.day.col.what'), cell: name, wraps: true },
				{
					key: 'n',
					head: t('dispatch.price.col.incidents'),
					width: 80,
					right: true,
					cell: (row) => count(row.incidents),
					compare: (a, b) => a.incidents - b.incidents,
				},
				{
					key: 'p50',
					head: t('dispatch.day.col.median'),
					width: 80,
					right: true,
					cell: (row) => time(row.p50),
					compare: (a, b) => (a.p50 ?? -1) - (b.p50 ?? -1),
				},
				{
					key: 'p90',
					head: t('dispatch.price.col.p90'),
					width: 110,
					right: true,
					cell: (row) => time(row.p90),
					compare: (a, b) => (a.p90 ?? -1) - (b.p90 ?? -1),
				},
			]}
		/>
	)
}
