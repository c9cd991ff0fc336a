import { Link } from 'wouter'
import type { Column } from '#kernel/web/parts/DataTable.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { OrderRow } from '../../contract/order-shapes.ts'
import { asDrawn, useParty } from './order-words.ts'

/** Marks of a row: by voice, in conflict, refused before. */
export function Marks({ row }: { readonly row: OrderRow }) {
	const t = useWords()
	return (
		<>
			{row.spoken && <span className="tag">{t('command.order.by-voice')}</span>}
			{row.conflicts > 0 && <span className="tag order-bad">{t('command.order.in-conflict')}</span>}
			{row.refused && row.state !== 'refused' && <span className="tag">{t('command.order.was-refused')}</span>}
		</>
	)
}

/** The columns of every table of orders. */
export function useOrderColumns(): readonly Column<OrderRow>[] {
	const t = useWords()
	const say = useSay()
	const party = useParty()
	return [
		{
			key: 'title',
			head: t('command.order.what'),
			wraps: true,
			cell: (row) => (
				<>
					<Link href={`/order/${row.id}`} lang={row.language === 'zh' ? 'zh-CN' : 'en'}>
						{row.title}
					</Link>{' '}
					<Marks row={row} />
					<div className="t3 sm">
						{say(row.giver)} → {party(row.to)}
					</div>
				</>
			),
		},
		{
			key: 'state',
			head: t('command.order.state'),
			width: 128,
			wraps: true,
			cell: (row) => t(`command.order.state.${row.state}`),
		},
		{
			key: 'clock',
			head: t('command.order.clock'),
			width: 150,
			from: 560,
			wraps: true,
			cell: (row) =>
				row.clock === null ? null : (
					<>
						<div className="t3 sm">{t(`command.order.clock.${row.clock.kind}`)}</div>
						<Timer deadline={asDrawn(row.clock)} />
					</>
				),
		},
		{
			key: 'bar',
			head: t('command.order.bar'),
			width: 84,
			from: 900,
			cell: (row) => (row.clock === null ? null : <Tide deadline={asDrawn(row.clock)} />),
		},
		{
			key: 'due',
			head: t('command.order.due'),
			width: 108,
			right: true,
			from: 700,
			cell: (row) => <time dateTime={row.dueAt}>{when(row.dueAt)}</time>,
		},
		{
			key: 'given',
			head: t('command.order.given-at'),
			width: 108,
			right: true,
			from: 1000,
			cell: (row) => <time dateTime={row.givenAt}>{when(row.givenAt)}</time>,
		},
	]
}
