import { useState } from 'react'
import { useSearch } from 'wouter'
import { useAct, useView } from '#kernel/web/client.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { finishOutward, listOutward } from '../../contract/outward.ts'
import { listTransfers } from '../../contract/transfers.ts'
import { useTerms } from '../shared/terms.ts'
import { HandedOn } from './HandedOn.tsx'
import './outside.css'

type Message = z.output<typeof listOutward.output>['rows'][number]

/** What goes to other networks by hand: calls handed on until they are taken, and messages to callers. */
export function Outside() {
	const t = useWords()
	const terms = useTerms()
	const list = useView(listTransfers, {}, { keep: true, topics: ['dispatch.call.'], every: 30_000 })
	const sought = new URLSearchParams(useSearch()).get('call')
	const [chosen, setChosen] = useState<string | null>(sought)
	useTitle(t('dispatch.outside'))
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.call === chosen) ?? rows[0]
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('dispatch.outside'),
					width: '1fr',
					children: (
						<Pane level={1} title={t('dispatch.outside')} note={t('dispatch.outside.note')}>
							<Show view={list} title={t('dispatch.outside.failed')}>
								{({ more }) => (
									<DataTable
										label={t('dispatch.outside.handed')}
										rows={rows}
										rowKey={(row) => row.call}
										selected={one?.call ?? null}
										onSelect={(row) => setChosen(row.call)}
										keys
										empty={<Empty title={t('dispatch.outside.none')} />}
										{...(more ? { total: { of: rows.length, more: true } } : {})}
										columns={[
											{ key: 'number', head: t('dispatch.col.number'), width: 112, cell: (row) => <b>{row.number}</b> },
											{ key: 'to', head: t('dispatch.outside.to'), cell: (row) => terms.term('services', row.to) },
											{ key: 'at', head: t('dispatch.outside.at'), from: 460, width: 110, cell: (row) => when(row.at) },
											{
												key: 'due',
												head: t('dispatch.outside.due'),
												width: 132,
												right: true,
												cell: (row) => <Timer deadline={{ from: Date.parse(row.at), due: Date.parse(row.dueAt) }} />,
											},
										]}
									/>
								)}
							</Show>
							<Messages />
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('dispatch.outside.one'),
					width: '460px',
					children:
						one === undefined ? (
							<Pane title={t('dispatch.outside.one')}>
								<Empty title={t('dispatch.outside.none')} />
							</Pane>
						) : (
							<HandedOn key={one.call} row={one} onChanged={list.refresh} />
						),
				},
			]}
		/>
	)
}

/** D193, D194. Copied into the terminal of another network; whether it went out is keyed here. */
function Messages() {
	const t = useWords()
	const say = useSay()
	const list = useView(listOutward, {}, { keep: true, topics: ['dispatch.call.', 'dispatch.incident.'] })
	const act = useAct(finishOutward)
	const rows = list.output?.rows ?? []
	const finish = (row: Message, outcome: 'sent' | 'failed') =>
		void act.perform({ call: row.call.id, message: row.id, outcome }).then((done) => {
			if (done !== null) list.refresh()
		})
	return (
		<Section title={t('dispatch.outside.messages')} note={String(rows.length)}>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.outside.not')} />}
			<DataTable
				label={t('dispatch.outside.messages')}
				rows={rows}
				rowKey={(row) => row.id}
				empty={<Empty title={t('dispatch.outside.messages.none')}>{t('dispatch.outside.messages.why')}</Empty>}
				columns={[
					{ key: 'number', head: t('dispatch.col.number'), width: 112, cell: (row) => row.call.number },
					{
						key: 'words',
						head: t('dispatch.outside.words'),
						cell: (row) => (
							<span className="el" title={say(row.words)}>
								{say(row.words)}
							</span>
						),
					},
					{
						key: 'done',
						head: t('dispatch.outside.done'),
						width: 190,
						right: true,
						cell: (row) => (
							<span className="row">
								<Button busy={act.busy} onPress={() => finish(row, 'sent')}>
									{t('dispatch.outside.sent')}
								</Button>
								<Button busy={act.busy} onPress={() => finish(row, 'failed')}>
									{t('dispatch.outside.unsent')}
								</Button>
							</span>
						),
					},
				]}
			/>
		</Section>
	)
}
