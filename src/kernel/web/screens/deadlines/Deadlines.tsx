import './deadlines.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { type DeadlineRow, listDeadlines } from '../../../deadlines/contract.ts'
import { useView } from '../../client.ts'
import { Chips } from '../../parts/Chips.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Show } from '../../parts/Show.tsx'
import { Tide, Timer } from '../../parts/Tide.tsx'
import { useSay, useWords } from '../../words.ts'
import { asDrawn } from './drawn.ts'
import { Opened } from './Opened.tsx'
import { wallEnd } from './wall.ts'

const sections = ['open', 'done'] as const

/** What is due at my agency, soonest first; and the chosen one's sum. */
export function Deadlines() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { id } = useParams<{ id?: string }>()
	const [section, setSection] = useState<(typeof sections)[number]>('open')
	const list = useView(listDeadlines, { section, limit: 200 }, { keep: true, topics: ['deadlines.deadline.'] })
	const chosen = id ?? list.output?.rows[0]?.id ?? null
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('deadlines.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('deadlines.title')}
							note={t('deadlines.note')}
							tools={
								<Chips
									label={t('deadlines.section')}
									value={section}
									onChange={setSection}
									chips={sections.map((value) => ({ value, label: t(`deadlines.section.${value}`) }))}
								/>
							}
						>
							<Show view={list} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
								{({ rows, more }) => (
									<List
										rows={rows}
										more={more}
										chosen={chosen}
										onChoose={(row) => navigate(`/deadlines/${row.id}`, { replace: true })}
									/>
								)}
							</Show>
						</Pane>
					),
				},
				{
					key: 'sum',
					title: t('deadlines.sum'),
					width: '600px',
					children:
						chosen === null ? (
							<Pane title={t('deadlines.sum')}>
								<Empty title={t('deadlines.none-chosen')} />
							</Pane>
						) : (
							<Opened id={chosen} />
						),
				},
			]}
		/>
	)
}

function List(props: {
	readonly rows: readonly DeadlineRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: DeadlineRow) => void
}) {
	const t = useWords()
	const say = useSay()
	return (
		<DataTable
			label={t('deadlines.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t('deadlines.empty')}>{t('deadlines.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{
					key: 'what',
					head: t('deadlines.what'),
					wraps: true,
					cell: (row) => (
						<>
							{say(row.regimeName)}
							{row.liberty ? <span className="lib">{t('deadlines.liberty')}</span> : null}
						</>
					),
				},
				{ key: 'duty', head: t('deadlines.duty'), width: 140, from: 520, cell: (row) => say(row.dutyName) },
				{ key: 'stage', head: t('deadlines.stage'), width: 92, cell: (row) => t(`deadlines.stage.${row.stage}`) },
				{
					key: 'due',
					head: t('deadlines.due'),
					width: 124,
					right: true,
					from: 600,
					cell: (row) => wallEnd(row.due, row.zone),
				},
				{
					key: 'left',
					head: t('deadlines.left'),
					width: 148,
					right: true,
					cell: (row) =>
						row.stage === 'dropped' || row.stage === 'decided' ? null : <Timer deadline={asDrawn(row)} />,
				},
				{
					key: 'bar',
					head: t('deadlines.bar'),
					width: 84,
					from: 760,
					cell: (row) => (row.stage === 'dropped' || row.stage === 'decided' ? null : <Tide deadline={asDrawn(row)} />),
				},
			]}
		/>
	)
}
