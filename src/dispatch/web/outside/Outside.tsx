import { useState } from 'react'
import { useSearch } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { listTransfers } from '../../contract/transfers.ts'
import { useTerms } from '../shared/terms.ts'
import { Carried } from './Carried.tsx'
import { Connected } from './Connected.tsx'
import { HandedOn } from './HandedOn.tsx'
import { Messages } from './Messages.tsx'
import { UnitPlaces } from './UnitPlaces.tsx'
import './outside.css'

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
							<Carried />
							<UnitPlaces />
							<Connected />
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
