import './banks.css'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { type BankRow, changeBank, keepBank, listBanks } from '../../contract/bank.ts'
import { EditBank } from './EditBank.tsx'
import { useBankFeeds } from './useBankFeeds.tsx'

/** F130, F155. Banks, how orders reach each, and how soon it answers: the median over 90 days, with how many that is of. */
export function Banks() {
	const t = useWords()
	const may = useMay()
	const [, go] = useLocation()
	const [editing, setEditing] = useState<BankRow | 'new' | null>(null)
	const [chosen, setChosen] = useState<string | null>(null)
	const list = useView(listBanks, {}, { keep: true, topics: ['funds.order.', 'funds.answer.'] })
	useBankFeeds()
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('funds.banks.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('funds.banks.title')}
							note={t('funds.banks.note')}
							tools={
								<>
									<Button onPress={() => go('/funds/orders')}>{t('funds.orders.title')}</Button>
									{may?.has(keepBank.name) === true ? (
										<Button keys="N" onPress={() => setEditing('new')}>
											{t('funds.bank.keep')}
										</Button>
									) : null}
								</>
							}
						>
							<Show view={list} doing={t('funds.banks.doing')} title={t('funds.banks.failed')}>
								{({ rows, at }) => (
									<Rows
										rows={rows}
										now={Date.parse(at)}
										chosen={chosen}
										onChoose={(row) => setChosen(row.id)}
										onEdit={may?.has(changeBank.name) === true ? setEditing : null}
									/>
								)}
							</Show>
							{editing === null ? null : (
								<EditBank
									bank={editing === 'new' ? null : editing}
									onClose={() => setEditing(null)}
									onDone={list.refresh}
								/>
							)}
						</Pane>
					),
				},
			]}
		/>
	)
}

type RowsProps = {
	readonly rows: readonly BankRow[]
	readonly now: number
	readonly chosen: string | null
	readonly onChoose: (row: BankRow) => void
	readonly onEdit: ((row: BankRow) => void) | null
}

function Rows({ rows, now, chosen, onChoose, onEdit }: RowsProps) {
	const t = useWords()
	const language = useLanguage()
	const time = (milliseconds: number) => span(milliseconds, language)
	return (
		<DataTable
			label={t('funds.banks.title')}
			rows={rows}
			rowKey={(row) => row.id}
			selected={chosen}
			onSelect={onChoose}
			{...(onEdit === null ? {} : { onOpen: (row: BankRow) => (row.own && !row.closed ? onEdit(row) : onChoose(row)) })}
			keys
			scrolls
			empty={<Empty title={t('funds.banks.empty')}>{t('funds.banks.empty.why')}</Empty>}
			columns={[
				{
					key: 'name',
					head: t('funds.bank'),
					cell: (row) => (
						<span className={row.closed ? 'el t3' : 'el'}>
							{row[language]} {row.closed ? `· ${t('funds.bank.closed')}` : ''}
						</span>
					),
					compare: (a, b) => a[language].localeCompare(b[language]),
				},
				{ key: 'code', head: t('funds.bank.code'), from: 560, width: 76, cell: (row) => row.code },
				{ key: 'way', head: t('funds.way'), from: 520, width: 120, cell: (row) => t(`funds.way.${row.way}`) },
				{
					key: 'holds',
					head: t('funds.bank.holds'),
					from: 720,
					width: 150,
					cell: (row) => t(row.holdsAmount ? 'funds.bank.holds.amount' : 'funds.bank.holds.all'),
				},
				{ key: 'line', head: t('funds.bank.line'), from: 860, width: 120, cell: (row) => row.stopLine ?? '—' },
				{
					key: 'machine',
					head: t('funds.bank.machine'),
					from: 980,
					width: 130,
					cell: (row) =>
						row.fetchedAt === null
							? t('funds.bank.machine.none')
							: t('funds.bank.machine.heard', { time: time(now - Date.parse(row.fetchedAt)) }),
				},
				{
					key: 'waiting',
					head: t('funds.bank.waiting'),
					from: 640,
					width: 110,
					right: true,
					cell: (row) => (
						<span className={row.waiting > 0 ? 'warn' : 't3'}>
							{row.waitingSince === null ? '0' : `${row.waiting} · ${time(now - Date.parse(row.waitingSince))}`}
						</span>
					),
				},
				{
					key: 'answered',
					head: t('funds.bank.answered'),
					width: 100,
					right: true,
					cell: (row) => t('funds.bank.answered.of', { answered: row.answered, orders: row.orders }),
				},
				{
					key: 'median',
					head: t('funds.bank.median'),
					width: 110,
					right: true,
					cell: (row) => <b>{row.medianSeconds === null ? '—' : time(row.medianSeconds * 1000)}</b>,
					compare: (a, b) =>
						(a.medianSeconds ?? Number.MAX_SAFE_INTEGER) - (b.medianSeconds ?? Number.MAX_SAFE_INTEGER),
				},
			]}
		/>
	)
}
