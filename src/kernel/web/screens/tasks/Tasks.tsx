import './tasks.css'
import { useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { listMyTasks, type TaskRow } from '../../../matters/contract/tasks.ts'
import { useView } from '../../client.ts'
import { Chips } from '../../parts/Chips.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Show } from '../../parts/Show.tsx'
import { Tide, Timer } from '../../parts/Tide.tsx'
import { useKeyHelp } from '../../page.tsx'
import { useSay, useWords } from '../../words.ts'
import { Begin } from './Begin.tsx'
import { dueOf } from './drawn.ts'
import { Task } from './Task.tsx'

const sections = ['mine', 'led', 'escalated'] as const

/** What I have to do, first due first; and the chosen task beside it. */
export function Tasks() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { id } = useParams<{ id?: string }>()
	const [section, setSection] = useState<(typeof sections)[number]>('mine')
	const [shown, setShown] = useState(id === undefined ? 'list' : 'task')
	const list = useView(listMyTasks, { section }, { keep: true, topics: ['matters.task.', 'deadlines.deadline.'] })
	const chosen = id ?? list.output?.rows[0]?.id ?? null
	const keyLines = useMemo(
		() => Object.entries(keyed).map(([keys, act]) => ({ keys, what: t(`tasks.do.${act}`) })),
		[t],
	)
	useKeyHelp(keyLines)
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'list',
					title: t('tasks.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('tasks.title')}
							note={t('tasks.note')}
							tools={
								<>
									<Chips
										label={t('tasks.section')}
										value={section}
										onChange={setSection}
										chips={sections.map((value) => ({ value, label: t(`tasks.section.${value}`) }))}
									/>
									<Begin onOpened={list.refresh} />
								</>
							}
						>
							<Show view={list} doing={t('tasks.doing')} title={t('tasks.failed')}>
								{({ rows, more }) => (
									<List
										rows={rows}
										more={more}
										section={section}
										chosen={chosen}
										onChoose={(row) => {
											navigate(`/tasks/${row.id}`, { replace: true })
											setShown('task')
										}}
									/>
								)}
							</Show>
						</Pane>
					),
				},
				{
					key: 'task',
					title: t('tasks.one'),
					width: '560px',
					children:
						chosen === null ? (
							<Pane title={t('tasks.one')}>
								<Empty title={t('tasks.none-chosen')} />
							</Pane>
						) : (
							<Task
								key={chosen}
								id={chosen}
								onDone={() => {
									navigate('/tasks', { replace: true })
									setShown('list')
									list.refresh()
								}}
							/>
						),
				},
			]}
		/>
	)
}

const keyed = { D: 'delegate', A: 'allocate', E: 'escalate', B: 'give-back', V: 'take-back', O: 'decide', N: 'fail' }

function List(props: {
	readonly rows: readonly TaskRow[]
	readonly more: boolean
	readonly section: (typeof sections)[number]
	readonly chosen: string | null
	readonly onChoose: (row: TaskRow) => void
}) {
	const t = useWords()
	const say = useSay()
	return (
		<DataTable
			label={t('tasks.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t(`tasks.empty.${props.section}`)}>{t('tasks.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{
					key: 'what',
					head: t('tasks.what'),
					wraps: true,
					cell: (row) => (
						<>
							{say(row.name)}
							{row.why === null ? null : <span className="task-why">{row.why}</span>}
						</>
					),
				},
				{
					key: 'stands',
					head: t('tasks.stands'),
					width: 128,
					cell: (row) => <Stands row={row} />,
				},
				{ key: 'post', head: t('tasks.post'), width: 132, from: 760, cell: (row) => t(`web.post.${row.post}`) },
				{ key: 'agency', head: t('tasks.agency'), width: 152, from: 620, cell: (row) => say(row.agencyName) },
				{
					key: 'left',
					head: t('tasks.left'),
					width: 128,
					right: true,
					cell: (row) =>
						row.due === null ? <span className="t3">{t('tasks.no-due')}</span> : <Timer deadline={dueOf(row.due)} />,
				},
				{
					key: 'bar',
					head: t('tasks.bar'),
					width: 84,
					from: 520,
					cell: (row) => (row.due === null ? null : <Tide deadline={dueOf(row.due)} />),
				},
			]}
		/>
	)
}

/** Whose it is, in a word; bold when it waits for me. */
function Stands({ row }: { readonly row: TaskRow }) {
	const t = useWords()
	// A rule keeps me from what my post could take: four eyes, or my own request.
	const refused = row.stands === 'offered' && row.main?.allowed === false && row.main.rules.length > 0
	const words = t(row.lent ? 'tasks.stands.lent' : `tasks.stands.${row.stands}`)
	if (row.stands === 'mine' || row.stands === 'first_mine') return <b>{words}</b>
	return <span className={refused ? 't3' : undefined}>{refused ? t('tasks.stands.not-me') : words}</span>
}
