import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { useKeyHelp, useTitle } from '#kernel/web/page.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { OrderRow } from '../../contract/order-shapes.ts'
import { listOrders } from '../../contract/order-views.ts'
import { giveOrder } from '../../contract/orders.ts'
import { waits } from './order-words.ts'
import { useOrderColumns } from './useOrderColumns.tsx'
import './orders.css'

const sections = ['no', 'yes'] as const

const keyHelp = [
	['J', 'command.order.key.move'],
	['Enter', 'command.order.key.open'],
	['N', 'command.order.give'],
	['V', 'command.order.voice'],
] as const

/** Orders that concern my post: first those that wait for me. */
export function Orders() {
	const t = useWords()
	const [, go] = useLocation()
	const may = useMay()
	const [ended, setEnded] = useState<(typeof sections)[number]>('no')
	const view = useView(listOrders, { ended, limit: 200 }, { topics: ['command.order.'], keep: true, every: 60_000 })
	useTitle(t('command.order.title'))
	useKeyHelp(useMemo(() => keyHelp.map(([keys, word]) => ({ keys, what: t(word) })), [t]))
	return (
		<Pane
			title={t('command.order.title')}
			level={1}
			className="orders"
			tools={
				<>
					<Chips
						label={t('command.order.section')}
						value={ended}
						onChange={setEnded}
						chips={sections.map((value) => ({ value, label: t(`command.order.section.${value}`) }))}
					/>
					<Button keys="V" onPress={() => go('/orders/voice')}>
						{t('command.order.voice')}
					</Button>
					{(may === null || may.has(giveOrder.name)) && (
						<Button kind="go" keys="N" onPress={() => go('/orders/new')}>
							{t('command.order.give')}
						</Button>
					)}
				</>
			}
		>
			<Show view={view} ask={{ action: listOrders.name }} doing={t('command.order.doing')}>
				{(list) => <List rows={list.rows} more={list.next !== null} />}
			</Show>
		</Pane>
	)
}

function List({ rows, more }: { readonly rows: readonly OrderRow[]; readonly more: boolean }) {
	const t = useWords()
	const [, go] = useLocation()
	const [picked, setPicked] = useState<string | null>(null)
	const columns = useOrderColumns()
	const mine = rows.filter((row) => row.next.some((act) => waits.includes(act)))
	const others = rows.filter((row) => !mine.includes(row))
	const chosen = rows.find((row) => row.id === picked) ?? mine[0] ?? others[0]
	const groups = [
		{ key: 'mine', title: t('command.order.mine'), note: mine.length, rows: mine },
		{ key: 'others', title: t('command.order.others'), note: others.length, rows: others },
	].filter((group) => group.rows.length > 0)
	return (
		<DataTable<OrderRow>
			label={t('command.order.title')}
			keys
			scrolls
			groups={groups}
			rowKey={(row) => row.id}
			selected={chosen?.id ?? null}
			onSelect={(row) => setPicked(row.id)}
			onOpen={(row) => go(`/order/${row.id}`)}
			two={() => true}
			columns={columns}
			{...(more ? { total: { of: rows.length, more: true } } : {})}
			empty={<Empty title={t('command.order.none')}>{t('command.order.none.why')}</Empty>}
		/>
	)
}
