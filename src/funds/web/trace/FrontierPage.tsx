import './trace.css'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { money } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { type FrontierList, listFrontier } from '../../contract/trace.ts'
import { frontierOrder, type FrontierOrder, frontierSection } from '../../contract/trace-shapes.ts'
import { Why } from './FrontierTable.tsx'
import { useAccountName } from './naming.ts'
import { LawfulBar, LawfulLeft, Status } from './Status.tsx'

type Row = FrontierList['rows'][number]

/** F254 to F258. Where the money of every open report stands last, by what the next stop saves or by whom nobody helped yet. */
export function FrontierPage() {
	const t = useWords()
	const [order, setOrder] = useState<FrontierOrder>('saved')
	const list = useView(
		listFrontier,
		{ order },
		{ keep: true, every: 60_000, topics: ['funds.measure.', 'funds.report.'] },
	)
	const reports = list.output?.reports
	return (
		<Pane
			level={1}
			title={t('funds.frontier.title')}
			note={
				reports === undefined
					? undefined
					: t(reports.shown < reports.of ? 'funds.frontier.some' : 'funds.frontier.all', reports)
			}
			tools={
				<Chips
					label={t('funds.frontier.order')}
					value={order}
					onChange={setOrder}
					chips={frontierOrder.options.map((value) => ({
						value,
						label: t(`funds.frontier.order.${value}`),
						keys: value === 'saved' ? 'S' : 'V',
					}))}
				/>
			}
		>
			<Show view={list} title={t('funds.frontier.not-loaded')}>
				{(output) =>
					output.rows.length === 0 ? (
						<Empty title={t('funds.frontier.none')}>{t('funds.frontier.none.why')}</Empty>
					) : (
						<Board list={output} order={order} />
					)
				}
			</Show>
		</Pane>
	)
}

function Board({ list, order }: { readonly list: FrontierList; readonly order: FrontierOrder }) {
	const t = useWords()
	const say = useSay()
	const name = useAccountName()
	const [, go] = useLocation()
	const [chosen, setChosen] = useState<string | null>(null)
	const keyOf = (row: Row): string => `${row.report.id} ${row.account}`
	const open = (row: Row): void => go(`/funds/trace/${row.report.id}`)
	const groups =
		order === 'saved'
			? frontierSection.options.map((section) => ({
					key: section,
					title: t(`funds.trace.section.${section}`),
					rows: list.rows.filter((row) => row.section === section),
				}))
			: [true, false].map((untried) => ({
					key: String(untried),
					title: t(untried ? 'funds.frontier.untried' : 'funds.frontier.tried'),
					rows: list.rows.filter((row) => row.report.untried === untried),
				}))
	return (
		<>
			<Totals list={list} />
			<DataTable<Row>
				label={t('funds.frontier.title')}
				groups={groups
					.filter(({ rows }) => rows.length > 0)
					.map((group) => ({ ...group, note: t('funds.trace.accounts', { count: group.rows.length }) }))}
				rowKey={keyOf}
				selected={chosen}
				onSelect={(row) => setChosen(keyOf(row))}
				onOpen={open}
				keys
				columns={[
					{
						key: 'report',
						head: t('funds.frontier.report'),
						width: 122,
						cell: (row) => <span className="mono">{row.report.number}</span>,
					},
					{
						key: 'account',
						head: t('funds.trace.account'),
						width: 120,
						cell: (row) => <b>{name({ ...row, id: row.account })}</b>,
					},
					{
						key: 'bank',
						head: t('funds.trace.bank'),
						from: 900,
						cell: (row) => (row.bank.code === '' ? t('funds.trace.no-bank') : say(row.bank)),
					},
					{
						key: 'estimate',
						head: t('funds.trace.estimate'),
						width: 124,
						right: true,
						cell: (row) => <Why minor={row.estimateMinor} onOpen={() => open(row)} />,
					},
					{ key: 'status', head: t('funds.trace.stop'), width: 146, cell: (row) => <Status row={row} /> },
					{ key: 'bar', head: t('funds.trace.lawful'), width: 96, from: 1200, cell: (row) => <LawfulBar row={row} /> },
					{
						key: 'left',
						head: t('funds.trace.left'),
						width: 112,
						right: true,
						from: 700,
						cell: (row) => <LawfulLeft row={row} />,
					},
					{
						key: 'chance',
						head: t('funds.trace.chance'),
						width: 84,
						right: true,
						from: 820,
						cell: (row) => (row.chance === null ? '—' : `${row.chance.hundredths} %`),
					},
					{
						key: 'next',
						head: t('funds.trace.next-stop'),
						width: 128,
						right: true,
						cell: (row) =>
							row.section === 'stopped' ? '—' : <Why minor={row.recoverableMinor} onOpen={() => open(row)} strong />,
					},
					{
						key: 'lost',
						head: t('funds.frontier.lost'),
						width: 120,
						right: true,
						from: 1040,
						cell: (row) =>
							row.report.lostHundredths === null ? (
								<span className="t3">{t('funds.frontier.not-asked')}</span>
							) : (
								`${row.report.lostHundredths} %`
							),
					},
				]}
			/>
		</>
	)
}

function Totals({ list }: { readonly list: FrontierList }) {
	const t = useWords()
	return (
		<>
			{list.totals.map((total) => (
				<p key={total.currency} className="shown ft-total">
					{t('funds.frontier.totals', {
						currency: t('funds.trace.unit', { currency: total.currency }),
						loss: money(total.lossMinor),
						held: money(total.heldMinor),
						next: money(total.recoverableMinor),
					})}{' '}
					{total.untried === 0 ? null : (
						<b className="warn">{t('funds.frontier.untried.count', { count: total.untried })}</b>
					)}
				</p>
			))}
		</>
	)
}
