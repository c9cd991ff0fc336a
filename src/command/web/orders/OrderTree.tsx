import { useState } from 'react'
import type { z } from 'zod'
import { Link, useLocation } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Brick } from '#kernel/web/parts/Wall.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { showOrderTree } from '../../contract/order-views.ts'
import type { OrderShown } from './Order.tsx'
import { useParty } from './order-words.ts'

type Row = z.output<(typeof showOrderTree)['output']>['rows'][number]

/** K20. What it was broken down into and where each part stands: drawn, or as a table. */
export function OrderTree({ order }: { readonly order: OrderShown }) {
	const t = useWords()
	const [table, setTable] = useState(false)
	const view = useView(showOrderTree, { order: order.id }, { topics: ['command.order.'], keep: true })
	useKeys({ T: () => setTable(!table) })
	return (
		<Pane
			title={t('command.order.tree')}
			note={t('command.order.tree.note', { parts: order.parts })}
			tools={
				<Button keys="T" bind={false} onPress={() => setTable(!table)}>
					{t(table ? 'command.order.tree.picture' : 'command.order.tree.table')}
				</Button>
			}
		>
			<Show view={view} doing={t('command.order.doing')}>
				{({ rows }) => (table ? <Twin rows={rows} /> : <Picture rows={rows} chosen={order.id} />)}
			</Show>
		</Pane>
	)
}

function Picture({ rows, chosen }: { readonly rows: readonly Row[]; readonly chosen: string }) {
	const t = useWords()
	const party = useParty()
	const now = useNow()
	return (
		<ul className="order-tree">
			{rows.map((row) => (
				<li key={row.id} className={row.id === chosen ? 'chosen' : undefined} data-depth={Math.min(row.depth, 6)}>
					<Brick kind={kindOf(row, now)} />
					<span className="order-node">
						<Link href={`/order/${row.id}`}>{party(row.to)}</Link>{' '}
						<span className="t2">{t(`command.order.state.${row.state}`)}</span>
					</span>
					<span className="t3 sm">
						{row.parts > 0 && `${t('command.order.tree.sums', { open: row.open, done: row.done, late: row.late })} · `}
						{row.worstDueAt === null ? '' : t('command.order.tree.worst', { at: when(row.worstDueAt) })}
					</span>
				</li>
			))}
		</ul>
	)
}

function kindOf(row: Row, now: number): 'entered' | 'waiting' | 'refused' | 'overdue' {
	if (row.state === 'refused' || row.state === 'upheld' || row.state === 'disputed') return 'refused'
	if (row.worstDueAt !== null && Date.parse(row.worstDueAt) < now) return 'overdue'
	return row.state === 'closed' || row.state === 'recheck' ? 'entered' : 'waiting'
}

function Twin({ rows }: { readonly rows: readonly Row[] }) {
	const t = useWords()
	const party = useParty()
	const [, go] = useLocation()
	return (
		<DataTable<Row>
			label={t('command.order.tree')}
			rows={rows}
			rowKey={(row) => row.id}
			onOpen={(row) => go(`/order/${row.id}`)}
			columns={[
				{
					key: 'to',
					head: t('command.order.to'),
					wraps: true,
					cell: (row) => (
						<Link href={`/order/${row.id}`}>
							{'– '.repeat(row.depth)}
							{party(row.to)}
						</Link>
					),
				},
				{
					key: 'state',
					head: t('command.order.state'),
					width: 110,
					wraps: true,
					cell: (row) => t(`command.order.state.${row.state}`),
				},
				{ key: 'open', head: t('command.order.tree.open'), width: 52, right: true, cell: (row) => row.open },
				{ key: 'done', head: t('command.order.tree.done'), width: 52, right: true, cell: (row) => row.done },
				{ key: 'late', head: t('command.order.tree.late'), width: 52, right: true, cell: (row) => row.late },
				{
					key: 'worst',
					head: t('command.order.tree.worst-due'),
					width: 104,
					right: true,
					from: 420,
					cell: (row) => (row.worstDueAt === null ? '' : when(row.worstDueAt)),
				},
			]}
		/>
	)
}
