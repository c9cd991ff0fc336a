import './statements.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { count, when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { announceStatement, listStatements, type StatementRow } from '../../contract/statement.ts'
import { keeping, OnlyReport, useOnlyReport } from '../ways/Ways.tsx'
import { OneStatement } from './OneStatement.tsx'
import { TakeIn } from './TakeIn.tsx'

/** F170 to F181. Statements that were taken in, each with its report, its end and what was read of it. */
export function Statements() {
	const t = useWords()
	const may = useMay()
	const { id } = useParams<{ id?: string }>()
	const [, go] = useLocation()
	const [taking, setTaking] = useState(false)
	const only = useOnlyReport()
	const list = useView(listStatements, only === undefined ? {} : { report: only }, {
		keep: true,
		topics: ['funds.statement.'],
	})
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === id) ?? rows[0]
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('funds.statements.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('funds.statements.title')}
							note={t('funds.statements.note')}
							tools={
								may?.has(announceStatement.name) === true ? (
									<Button keys="N" onPress={() => setTaking(true)}>
										{t('funds.statement.take')}
									</Button>
								) : null
							}
						>
							<OnlyReport here="funds.statements" all="/funds/statements" />
							<Show view={list} doing={t('funds.statements.doing')} title={t('funds.statements.failed')}>
								{({ more }) => (
									<Rows
										rows={rows}
										more={more}
										chosen={one?.id ?? null}
										onChoose={(row) => go(keeping(`/funds/statements/${row.id}`, only))}
									/>
								)}
							</Show>
							{taking ? (
								<TakeIn
									onClose={() => setTaking(false)}
									onDone={(statement) => {
										list.refresh()
										go(`/funds/statements/${statement}`)
									}}
								/>
							) : null}
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('funds.statement.one'),
					width: '1fr',
					children:
						one === undefined ? (
							<Pane title={t('funds.statement.one')}>
								<Empty title={t('funds.statement.none')} />
							</Pane>
						) : (
							<OneStatement key={one.id} statement={one} onChanged={list.refresh} />
						),
				},
			]}
		/>
	)
}

function Rows(props: {
	readonly rows: readonly StatementRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: StatementRow) => void
}) {
	const t = useWords()
	const { rows } = props
	return (
		<DataTable
			label={t('funds.statements.title')}
			rows={rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t('funds.statements.empty')}>{t('funds.statements.empty.why')}</Empty>}
			{...(props.more ? { total: { of: rows.length, more: true } } : {})}
			columns={[
				{
					key: 'state',
					head: t('funds.statement.state'),
					width: 84,
					cell: (row) => <span className={`fs-state ${row.state}`}>{t(`funds.statement.state.${row.state}`)}</span>,
				},
				{ key: 'report', head: t('funds.statement.report'), width: 124, cell: (row) => row.report.number },
				{ key: 'bank', head: t('funds.statement.bank'), cell: (row) => <span className="el">{row.bank}</span> },
				{
					key: 'lines',
					head: t('funds.statement.lines'),
					width: 72,
					right: true,
					cell: (row) => (row.told === null ? '—' : count(row.told.kept)),
				},
				{
					key: 'gaps',
					head: t('funds.statement.gaps'),
					width: 72,
					right: true,
					from: 520,
					cell: (row) => (row.told === null ? '—' : count(row.told.gapCount)),
				},
				{ key: 'until', head: t('funds.statement.until'), width: 104, from: 420, cell: (row) => when(row.untilAt) },
			]}
		/>
	)
}
