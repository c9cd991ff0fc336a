import './hand-over.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { type HandOverRow, listHandOvers } from '../../contract/hand-over.ts'
import { Left, What } from './cells.tsx'
import { Opened } from './Opened.tsx'

const sections = ['open', 'ended'] as const
const parts = ['answers', 'decides', 'offers', 'sees'] as const

/** What is offered to us, what we decide, what we offered; and the chosen one. */
export function HandOvers() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { id } = useParams<{ id?: string }>()
	const [section, setSection] = useState<(typeof sections)[number]>('open')
	const list = useView(listHandOvers, { section }, { keep: true, topics: ['command.hand-over.'] })
	const chosen = id ?? firstOf(list.output?.rows ?? [])
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('command.hand-over.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('command.hand-over.title')}
							note={t('command.hand-over.note')}
							tools={
								<Chips
									label={t('command.hand-over.section')}
									value={section}
									onChange={setSection}
									chips={sections.map((value) => ({ value, label: t(`command.hand-over.section.${value}`) }))}
								/>
							}
						>
							<Show view={list} doing={t('command.hand-over.doing')} title={t('command.hand-over.failed')}>
								{({ rows, more }) => (
									<List
										rows={rows}
										more={more}
										chosen={chosen}
										onChoose={(row) => navigate(`/hand-over/${row.id}`, { replace: true })}
									/>
								)}
							</Show>
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('command.hand-over.one'),
					width: '560px',
					children:
						chosen === null ? (
							<Pane title={t('command.hand-over.one')}>
								<Empty title={t('command.hand-over.none-chosen')} />
							</Pane>
						) : (
							<Opened id={chosen} key={chosen} />
						),
				},
			]}
		/>
	)
}

/** What waits for me comes first. */
function firstOf(rows: readonly HandOverRow[]): string | null {
	return parts.flatMap((part) => rows.filter((row) => row.mine === part))[0]?.id ?? null
}

function List(props: {
	readonly rows: readonly HandOverRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: HandOverRow) => void
}) {
	const t = useWords()
	const say = useSay()
	const groups = parts
		.map((part) => ({
			key: part,
			title: t(`command.hand-over.mine.${part}`),
			rows: props.rows.filter((row) => row.mine === part),
		}))
		.filter((group) => group.rows.length > 0)
	return (
		<DataTable
			label={t('command.hand-over.title')}
			groups={groups}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t('command.hand-over.empty')}>{t('command.hand-over.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{ key: 'what', head: t('command.hand-over.what'), width: 160, cell: (row) => <What row={row} /> },
				{ key: 'from', head: t('command.hand-over.from'), from: 480, cell: (row) => say(row.from) },
				{ key: 'to', head: t('command.hand-over.to'), from: 440, cell: (row) => say(row.to) },
				{
					key: 'state',
					head: t('command.hand-over.state'),
					width: 130,
					from: 620,
					cell: (row) => t(`command.hand-over.state.${row.state}`),
				},
				{ key: 'left', head: t('command.hand-over.left'), width: 132, right: true, cell: (row) => <Left row={row} /> },
			]}
		/>
	)
}
