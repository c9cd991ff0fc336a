import './statements.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { listRequests, type RequestRow } from '../../contract/request.ts'
import { keeping, OnlyReport, useOnlyReport } from '../ways/Ways.tsx'
import { OneRequest } from './OneRequest.tsx'

const sections = ['drafted', 'sent', 'answered'] as const

/** F190 to F194. What banks were asked, what waits to be sent and what is late. */
export function Requests() {
	const t = useWords()
	const { id } = useParams<{ id?: string }>()
	const [, go] = useLocation()
	const [section, setSection] = useState<(typeof sections)[number] | 'all'>('all')
	const only = useOnlyReport()
	const input = {
		...(section === 'all' ? {} : { state: section }),
		...(only === undefined ? {} : { report: only }),
	}
	const list = useView(listRequests, input, { keep: true, topics: ['funds.request.'], every: 60_000 })
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === id) ?? rows[0]
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('funds.requests.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('funds.requests.title')}
							note={t('funds.requests.note')}
							tools={
								<Chips
									label={t('funds.statement.state')}
									value={section}
									onChange={setSection}
									chips={(['all', ...sections] as const).map((value) => ({
										value,
										label: t(`funds.requests.section.${value}`),
									}))}
								/>
							}
						>
							<OnlyReport here="funds.requests" all="/funds/requests" />
							<Show view={list} doing={t('funds.requests.doing')} title={t('funds.requests.failed')}>
								{({ more }) => (
									<Rows
										rows={rows}
										more={more}
										chosen={one?.id ?? null}
										onChoose={(row) => go(keeping(`/funds/requests/${row.id}`, only))}
									/>
								)}
							</Show>
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('funds.request.one'),
					width: '520px',
					children:
						one === undefined ? (
							<Pane title={t('funds.request.one')}>
								<Empty title={t('funds.request.none')} />
							</Pane>
						) : (
							<OneRequest key={one.id} request={one} onChanged={list.refresh} />
						),
				},
			]}
		/>
	)
}

function Rows(props: {
	readonly rows: readonly RequestRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: RequestRow) => void
}) {
	const t = useWords()
	return (
		<DataTable
			label={t('funds.requests.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t('funds.requests.empty')}>{t('funds.requests.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{ key: 'number', head: t('funds.request.number'), width: 124, cell: (row) => row.number },
				{
					key: 'state',
					head: t('funds.statement.state'),
					width: 92,
					cell: (row) => (
						<span className={row.late ? 'warn' : undefined}>
							{t(row.late ? 'funds.request.late' : `funds.request.state.${row.state}`)}
						</span>
					),
				},
				{
					key: 'what',
					head: t('funds.request.what'),
					cell: (row) => (
						<span className="el">
							{row.field === null ? t('funds.request.kind.statement') : t(`funds.request.field.${row.field}`)}
						</span>
					),
				},
				{
					key: 'bank',
					head: t('funds.statement.bank'),
					width: 120,
					from: 440,
					cell: (row) => <span className="el">{row.bank}</span>,
				},
				{ key: 'report', head: t('funds.statement.report'), width: 124, from: 640, cell: (row) => row.report.number },
				{
					key: 'due',
					head: t('funds.request.due'),
					width: 104,
					from: 520,
					cell: (row) => (row.dueAt === null ? '—' : when(row.dueAt)),
				},
			]}
		/>
	)
}
