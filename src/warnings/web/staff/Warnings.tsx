import './warnings.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { WarningRow } from '../../contract/shapes.ts'
import { listWarnings, proposeWarning } from '../../contract/warning.ts'
import { OneWarning } from './OneWarning.tsx'
import { Propose } from './Propose.tsx'

const sections = ['open', 'ended'] as const

/** What waits for a decision and what is in force, each with its end; what has ended; and the chosen one. */
export function Warnings() {
	const t = useWords()
	const may = useMay()
	const { id } = useParams<{ id?: string }>()
	const [, go] = useLocation()
	const [section, setSection] = useState<(typeof sections)[number]>('open')
	const [proposing, setProposing] = useState<WarningRow | 'new' | null>(null)
	const list = useView(listWarnings, { section }, { keep: true, topics: ['warnings.warning.'], every: 30_000 })
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === id) ?? rows[0]
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('warnings.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('warnings.title')}
							note={t('warnings.note')}
							tools={
								<>
									<Chips
										label={t('warnings.section')}
										value={section}
										onChange={setSection}
										chips={sections.map((value) => ({ value, label: t(`warnings.section.${value}`) }))}
									/>
									{may?.has(proposeWarning.name) === true ? (
										<Button keys="N" onPress={() => setProposing('new')}>
											{t('warnings.propose')}
										</Button>
									) : null}
								</>
							}
						>
							<Show view={list} doing={t('warnings.doing')} title={t('warnings.failed')}>
								{({ more }) => (
									<Rows
										rows={rows}
										more={more}
										chosen={one?.id ?? null}
										onChoose={(row) => go(`/warning-desk/${row.id}`)}
									/>
								)}
							</Show>
							{proposing === null ? null : (
								<Propose
									replaces={proposing === 'new' ? null : proposing}
									onClose={() => setProposing(null)}
									onDone={list.refresh}
								/>
							)}
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('warnings.one'),
					width: '520px',
					children:
						one === undefined ? (
							<Pane title={t('warnings.one')}>
								<Empty title={t('warnings.none-chosen')} />
							</Pane>
						) : (
							<OneWarning key={one.id} warning={one} onChanged={list.refresh} onUpdate={() => setProposing(one)} />
						),
				},
			]}
		/>
	)
}

function Rows(props: {
	readonly rows: readonly WarningRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: WarningRow) => void
}) {
	const t = useWords()
	const language = useLanguage()
	return (
		<DataTable
			label={t('warnings.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t('warnings.empty')}>{t('warnings.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{ key: 'state', head: t('warnings.state'), width: 104, cell: (row) => <State row={row} /> },
				{
					key: 'what',
					head: t('warnings.what'),
					cell: (row) => (
						<span className="el" title={row[language].headline}>
							{row[language].headline}
						</span>
					),
				},
				{ key: 'kind', head: t('warnings.kind'), from: 620, width: 150, cell: (row) => t(`warnings.kind.${row.kind}`) },
				{ key: 'until', head: t('warnings.until'), from: 520, width: 110, cell: (row) => when(row.until) },
				{ key: 'left', head: t('warnings.left'), width: 132, right: true, cell: (row) => <Left row={row} /> },
			]}
		/>
	)
}

function State({ row }: { readonly row: WarningRow }) {
	const t = useWords()
	return <b className={`w-state ${row.state}`}>{t(`warnings.state.${row.state}`)}</b>
}

/** The time to decide while it is proposed, the time until it ends after that. */
function Left({ row }: { readonly row: WarningRow }) {
	if (row.endedAt !== null) return <>{when(row.endedAt)}</>
	const proposed = row.state === 'proposed'
	const from = Date.parse(proposed ? row.proposedAt : (row.issuedAt ?? row.proposedAt))
	return <Timer deadline={{ from, due: Date.parse(proposed ? row.answerDueAt : row.until) }} />
}
