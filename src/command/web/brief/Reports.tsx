import './brief.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { count, when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { listReports, showReport } from '../../contract/report.ts'
import { Fields } from './Fields.tsx'

type Row = z.output<typeof listReports.output>['rows'][number]

/** Reports my agency sent upwards and was sent from below, newest first; the chosen one with its sources. */
export function Reports() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { id } = useParams<{ id?: string }>()
	const [shown, setShown] = useState(id === undefined ? 'list' : 'one')
	const list = useView(listReports, {}, { keep: true, topics: ['command.report.'] })
	const chosen = id ?? list.output?.rows[0]?.id ?? null
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'list',
					title: t('command.report.title'),
					width: '1fr',
					children: (
						<Pane level={1} title={t('command.report.title')} note={t('command.report.note')}>
							<Show view={list} doing={t('command.report.doing')} title={t('command.report.failed')}>
								{({ rows }) => (
									<List
										rows={rows}
										chosen={chosen}
										onChoose={(row) => {
											navigate(`/reports/${row.id}`, { replace: true })
											setShown('one')
										}}
									/>
								)}
							</Show>
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('command.report.one'),
					width: '1.2fr',
					children:
						chosen === null ? (
							<Pane title={t('command.report.one')}>
								<Empty title={t('command.report.empty')}>{t('command.report.empty.why')}</Empty>
							</Pane>
						) : (
							<One key={chosen} id={chosen} />
						),
				},
			]}
		/>
	)
}

function List(props: {
	readonly rows: readonly Row[]
	readonly chosen: string | null
	readonly onChoose: (row: Row) => void
}) {
	const t = useWords()
	const say = useSay()
	return (
		<DataTable
			label={t('command.report.title')}
			keys
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			empty={<Empty title={t('command.report.empty')}>{t('command.report.empty.why')}</Empty>}
			columns={[
				{ key: 'at', head: t('command.report.sent'), width: 106, cell: (row) => when(row.sentAt) },
				{ key: 'about', head: t('command.report.about'), width: 132, cell: (row) => say(row.about.name) },
				{ key: 'from', head: t('command.report.from'), wraps: true, from: 520, cell: (row) => say(row.agency) },
				{ key: 'to', head: t('command.report.to'), wraps: true, cell: (row) => say(row.to) },
			]}
		/>
	)
}

function One({ id }: { readonly id: string }) {
	const t = useWords()
	const say = useSay()
	const view = useView(showReport, { report: id })
	return (
		<Pane
			className="brief-page"
			title={view.output === undefined ? t('command.report.one') : say(view.output.words)}
			note={view.output === undefined ? undefined : say(view.output.about.name)}
			tools={<Button onPress={() => print()}>{t('command.brief.print')}</Button>}
		>
			<Show view={view} doing={t('command.report.doing')} title={t('command.report.failed')}>
				{(report) => (
					<>
						<p className="pad t2">
							{t('command.report.way', {
								from: say(report.agency),
								to: say(report.to),
								post: t(`web.post.${report.sentPost}`),
								time: when(report.sentAt),
							})}
						</p>
						<Fields fields={report.fields} />
						<p className="shown">
							{t('command.brief.proof', { size: count(report.size), sha256: `${report.sha256.slice(0, 16)}…` })}
						</p>
					</>
				)}
			</Show>
		</Pane>
	)
}
