import { Fragment, useRef } from 'react'
import { useView } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { useMay } from '#kernel/web/may.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { AgencyRef, CallRow, IncidentRow } from '../../contract/shapes.ts'
import { listTransfers } from '../../contract/transfers.ts'
import { CallRows } from './CallRows.tsx'
import { type Filter, filtered } from './filter.ts'
import { HandedOnRows } from './HandedOnRows.tsx'
import { QueueRow } from './QueueRow.tsx'
import { useSettled } from './useSettled.ts'

type Part = { readonly key: string; readonly total: number; readonly rows: readonly IncidentRow[] }

type QueueProps = {
	readonly sections: readonly Part[]
	readonly calls: { readonly total: number; readonly rows: readonly CallRow[] }
	readonly stations: readonly AgencyRef[]
	readonly overdue: number
	readonly chosen: string | null
	readonly filter: Filter
	readonly onFilter: (filter: Filter) => void
	readonly onChoose: (id: string) => void
	readonly onCall: (call: CallRow) => void
}

/** The queue: what waits for a person, most urgent first. */
export function Queue(props: QueueProps) {
	const t = useWords()
	const total = props.sections.reduce((sum, part) => sum + part.total, 0)
	const next = props.sections.flatMap((part) => part.rows.map((row) => ({ id: row.id, section: part.key })))
	const { drawn, moving } = useSettled(next, props.chosen)
	const rows = new Map(props.sections.flatMap((part) => part.rows.map((row) => [row.id, row] as const)))
	const may = useMay()
	const handedOn = useView(
		listTransfers,
		{},
		{ enabled: may?.has(listTransfers.name) === true, keep: true, topics: ['dispatch.call.'], every: 30_000 },
	)
	const foot = (
		<div className="queue-keys">
			<Kbd keys="J" /> <Kbd keys="K" /> {t('dispatch.desk.keys.move')} <Kbd keys="Enter" />{' '}
			{t('dispatch.desk.keys.send')} <Kbd keys="I" /> {t('dispatch.desk.keys.open')} <Kbd keys="M" />{' '}
			{t('dispatch.desk.keys.map')} <Kbd keys="T" /> {t('dispatch.desk.keys.table')}
		</div>
	)
	return (
		<Pane
			title={t('dispatch.desk.incidents')}
			note={total}
			tools={<Filters {...props} />}
			className="queue"
			foot={foot}
		>
			<table aria-label={t('dispatch.desk.incidents')}>
				<Columns />
				<thead>
					<tr>
						<th>{t('dispatch.col.priority')}</th>
						<th>{t('dispatch.col.number')}</th>
						<th>{t('dispatch.col.type')}</th>
						<th>{t('dispatch.col.place')}</th>
						<th>{t('dispatch.col.units')}</th>
						<th>{t('dispatch.col.used')}</th>
						<th className="r" aria-sort="ascending">
							{t('dispatch.col.left')} ↑
						</th>
					</tr>
				</thead>
				{props.sections.map((part) => (
					<Fragment key={part.key}>
						<tbody>
							<SectionHead part={part} />
							{drawn
								.filter((item) => item.section === part.key)
								.map((item) => {
									const row = rows.get(item.id)
									return row === undefined ? null : (
										<QueueRow
											key={row.id}
											row={row}
											chosen={row.id === props.chosen}
											moved={moving.has(row.id)}
											onChoose={props.onChoose}
										/>
									)
								})}
							{part.rows.length === 0 && <EmptyRow section={part.key} />}
						</tbody>
						{part.key === 'to_dispatch' && <HandedOnRows rows={handedOn.output?.rows ?? []} />}
					</Fragment>
				))}
			</table>
			<CallRows calls={props.calls} onCall={props.onCall} />
		</Pane>
	)
}

function Columns() {
	return (
		<colgroup>
			<col className="c-p" />
			<col className="c-no" />
			<col className="c-type" />
			<col />
			<col className="c-units" />
			<col className="c-used" />
			<col className="c-left" />
		</colgroup>
	)
}

function SectionHead({ part }: { readonly part: Part }) {
	const t = useWords()
	const language = useLanguage()
	const targets = new Map<number, number>()
	for (const row of part.rows) if (row.timer !== null) targets.set(row.priority, row.timer.targetSeconds)
	const list = [...targets]
		.toSorted((a, b) => a[0] - b[0])
		.map(([priority, seconds]) => t('dispatch.desk.target.one', { priority, time: span(seconds * 1000, language) }))
		.join(t('dispatch.list.comma'))
	const shown =
		part.rows.length < part.total ? t('dispatch.desk.shown', { shown: part.rows.length, total: part.total }) : ''
	return (
		<tr className="sec-row">
			<th colSpan={7} scope="rowgroup" className={part.key === 'to_dispatch' ? 'first' : undefined}>
				<span className="row">
					{t(`dispatch.section.${part.key}`)} <span className="n">{part.total}</span> <span className="n">{shown}</span>
					<span className="sp" />
					<span className="n">
						{part.key === 'to_dispatch' && list !== '' ? t('dispatch.desk.target', { list }) : ''}
						{part.key === 'in_progress' ? t('dispatch.desk.toScene') : ''}
					</span>
				</span>
			</th>
		</tr>
	)
}

function EmptyRow({ section }: { readonly section: string }) {
	const t = useWords()
	return (
		<tr>
			<td colSpan={7} className="t3">
				{t(`dispatch.desk.empty.${section}`)}
			</td>
		</tr>
	)
}

type FilterKey = 'all' | 'urgent' | 'overdue' | 'station'

function Filters({ filter, onFilter, stations, overdue }: QueueProps) {
	const t = useWords()
	const say = useSay()
	const box = useRef<HTMLDivElement>(null)
	const station = stations.find((each) => each.id === filter.station)
	const toggle = (key: FilterKey): Filter => {
		if (key === 'urgent') return { ...filter, priority: filter.priority === 2 ? undefined : 2 }
		if (key === 'overdue') return { ...filter, overdue: filter.overdue !== true }
		if (key === 'all') return {}
		const at = stations.findIndex((each) => each.id === filter.station)
		return { ...filter, station: stations[at + 1]?.id }
	}
	useKeys({ '/': () => box.current?.querySelector('button')?.focus() })
	const on: readonly FilterKey[] = [
		...(filtered(filter) ? [] : (['all'] as const)),
		...(filter.priority === 2 ? (['urgent'] as const) : []),
		...(filter.overdue === true ? (['overdue'] as const) : []),
		...(station === undefined ? [] : (['station'] as const)),
	]
	return (
		<div className="row tight" ref={box}>
			<Chips
				label={t('dispatch.desk.filter')}
				values={on}
				onChange={(key) => onFilter(toggle(key))}
				chips={[
					{ value: 'all', label: t('dispatch.desk.filter.all') },
					{ value: 'urgent', label: t('dispatch.desk.filter.urgent'), keys: '2' },
					{ value: 'overdue', label: t('dispatch.desk.filter.overdue', { n: overdue }) },
					{ value: 'station', label: station === undefined ? t('dispatch.desk.filter.station') : say(station) },
				]}
			/>
			<Kbd keys="/" />
		</div>
	)
}
