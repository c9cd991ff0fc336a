import './banks.css'
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
import { when } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { fileAnswer, listTray } from '../../contract/answer.ts'
import { listOrders, type OrderRow } from '../../contract/order.ts'
import { amountText } from '../../contract/decimal.ts'
import { EnterFile } from './EnterFile.tsx'
import { OneOrder } from './OneOrder.tsx'
import { Tray } from './Tray.tsx'
import { useBankFeeds } from './useBankFeeds.tsx'

const topics = ['funds.order.', 'funds.answer.', 'funds.measure.']

/** F133, F144. Orders that wait for a bank, answers that wait for a person, and the chosen order as a sheet. */
export function Orders() {
	const t = useWords()
	const may = useMay()
	const { id } = useParams<{ id?: string }>()
	const [, go] = useLocation()
	const [filing, setFiling] = useState(false)
	const [shown, setShown] = useState('list')
	const list = useView(listOrders, {}, { keep: true, topics, every: 15_000 })
	const tray = useView(listTray, {}, { keep: true, topics, every: 15_000 })
	useBankFeeds()
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === id) ?? rows[0]
	const refresh = () => {
		list.refresh()
		tray.refresh()
	}
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'list',
					title: t('funds.orders.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('funds.orders.title')}
							note={t('funds.orders.note')}
							tools={
								<>
									<Button onPress={() => go('/funds/banks')}>{t('funds.banks.title')}</Button>
									{may?.has(fileAnswer.name) === true ? (
										<Button keys="N" onPress={() => setFiling(true)}>
											{t('funds.answer.file')}
										</Button>
									) : null}
								</>
							}
						>
							<Tray rows={tray.output?.rows ?? []} onChanged={refresh} />
							<Show view={list} doing={t('funds.orders.doing')} title={t('funds.orders.failed')}>
								{({ more }) => (
									<Rows
										rows={rows}
										more={more}
										chosen={one?.id ?? null}
										onChoose={(row) => {
											go(`/funds/orders/${row.id}`)
											setShown('one')
										}}
									/>
								)}
							</Show>
							{filing ? <EnterFile onClose={() => setFiling(false)} onDone={refresh} /> : null}
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('funds.order.one'),
					width: '560px',
					children:
						one === undefined ? (
							<Pane title={t('funds.order.one')}>
								<Empty title={t('funds.order.none')} />
							</Pane>
						) : (
							<OneOrder key={one.id} row={one} onChanged={refresh} />
						),
				},
			]}
		/>
	)
}

type RowsProps = {
	readonly rows: readonly OrderRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: OrderRow) => void
}

function Rows({ rows, more, chosen, onChoose }: RowsProps) {
	const t = useWords()
	const language = useLanguage()
	const waiting = rows.filter((row) => row.answeredAt === null)
	const answered = rows.filter((row) => row.answeredAt !== null)
	return (
		<DataTable
			label={t('funds.orders.title')}
			groups={[
				{ key: 'waiting', title: t('funds.orders.waiting'), note: String(waiting.length), rows: waiting },
				{ key: 'answered', title: t('funds.orders.answered'), note: String(answered.length), rows: answered },
			]}
			rowKey={(row) => row.id}
			selected={chosen}
			onSelect={onChoose}
			keys
			empty={<Empty title={t('funds.orders.empty')}>{t('funds.orders.empty.why')}</Empty>}
			{...(more ? { total: { of: rows.length, more: true } } : {})}
			columns={[
				{ key: 'number', head: t('funds.order.number'), from: 480, width: 150, cell: (row) => row.number },
				{ key: 'is', head: t('funds.order.is'), from: 560, width: 76, cell: (row) => t(`funds.order.is.${row.is}`) },
				{
					key: 'bank',
					head: t('funds.bank'),
					cell: (row) => (
						<span className="el">{`${row.bank[language]} · ${t('funds.account.tail', { tail: row.tail })}`}</span>
					),
				},
				{
					key: 'amount',
					head: t('funds.order.amount'),
					from: 640,
					width: 118,
					right: true,
					cell: (row) => amountText(row.amountMinor, row.currency),
				},
				{ key: 'answer', head: t('funds.answer'), width: 190, cell: (row) => <Answer row={row} /> },
				{ key: 'way', head: t('funds.way'), from: 900, width: 110, cell: (row) => t(`funds.way.${row.way}`) },
				{
					key: 'written',
					head: t('funds.order.written'),
					from: 780,
					width: 92,
					right: true,
					cell: (row) => when(row.writtenAt),
				},
			]}
		/>
	)
}

/** What the bank said, with a shape beside the word. */
function Answer({ row }: { readonly row: OrderRow }) {
	const t = useWords()
	if (row.answer === null) {
		const said = row.answeredAt !== null ? 'looking' : row.takenAt !== null ? 'taken' : 'waiting'
		return <span className={said === 'waiting' ? 'warn' : 't2'}>{t(`funds.order.${said}`)}</span>
	}
	const { is, field, amountMinor } = row.answer
	const words = t(`funds.answer.is.${is}`)
	if (is === 'mismatch')
		return <span className="warn">△ {t('funds.answer.mismatch.of', { field: t(`funds.field.${field}`) })}</span>
	if (is === 'held')
		return (
			<span className="good">
				✓ {words} {amountMinor === null ? '' : amountText(amountMinor, row.currency)}
			</span>
		)
	return <span className={is === 'refused' ? 'bad' : 't2'}>{is === 'refused' ? `✕ ${words}` : words}</span>
}
