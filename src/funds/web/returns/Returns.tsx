import './returns.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { RoundRow } from '../../contract/return-shapes.ts'
import { listReturns } from '../../contract/return-views.ts'
import { amountText } from '../../contract/decimal.ts'
import { ConfirmReading } from './ConfirmReading.tsx'
import { keeping, OnlyReport, useOnlyReport } from '../ways/Ways.tsx'
import { Left } from './Left.tsx'
import { OneRound } from './OneRound.tsx'

const sections = ['open', 'ended'] as const

/** F288. Rounds that give frozen money back: who must act, how long anybody may object; and the chosen one. */
export function Returns() {
	const t = useWords()
	const { id } = useParams<{ id?: string }>()
	const [, go] = useLocation()
	const [section, setSection] = useState<(typeof sections)[number]>('open')
	const [shown, setShown] = useState('list')
	const only = useOnlyReport()
	const asked = { section, ...(only === undefined ? {} : { report: only }) }
	const list = useView(listReturns, asked, { keep: true, topics: ['funds.return.'], every: 60_000 })
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === id) ?? rows[0]
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'list',
					title: t('funds.returns.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('funds.returns.title')}
							note={t('funds.returns.note')}
							tools={
								<Chips
									label={t('funds.returns.section')}
									value={section}
									onChange={setSection}
									chips={sections.map((value) => ({ value, label: t(`funds.returns.section.${value}`) }))}
								/>
							}
							foot={<ConfirmReading onChanged={list.refresh} />}
						>
							<OnlyReport here="funds.returns" all="/funds/returns" />
							<Show view={list} doing={t('funds.returns.doing')} title={t('funds.returns.failed')}>
								{({ more }) => (
									<Rows
										rows={rows}
										more={more}
										chosen={one?.id ?? null}
										onChoose={(row) => {
											go(keeping(`/funds/returns/${row.id}`, only))
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
					title: t('funds.returns.one'),
					width: '600px',
					children:
						one === undefined ? (
							<Pane title={t('funds.returns.one')}>
								<Empty title={t('funds.returns.none')} />
							</Pane>
						) : (
							<OneRound key={one.id} row={one} onChanged={list.refresh} />
						),
				},
			]}
		/>
	)
}

function Rows(props: {
	readonly rows: readonly RoundRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: RoundRow) => void
}) {
	const t = useWords()
	return (
		<DataTable
			label={t('funds.returns.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t('funds.returns.empty')}>{t('funds.returns.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{
					key: 'number',
					head: t('funds.returns.number'),
					width: 124,
					cell: (row) => <span className="mono">{row.number}</span>,
				},
				{ key: 'state', head: t('funds.returns.state'), cell: (row) => <State row={row} /> },
				{
					key: 'given',
					head: t('funds.returns.given'),
					width: 124,
					right: true,
					cell: (row) => amountText(row.givenMinor, row.currency),
				},
				{
					key: 'frozen',
					head: t('funds.returns.frozen'),
					from: 640,
					width: 124,
					right: true,
					cell: (row) => amountText(row.frozenMinor, row.currency),
				},
				{
					key: 'left',
					head: t('funds.returns.left'),
					from: 460,
					width: 190,
					right: true,
					cell: (row) => <Left row={row} />,
				},
			]}
		/>
	)
}

/** F321. Where a round stands, and that an answer to an objection is overdue. */
function State({ row }: { readonly row: RoundRow }) {
	const t = useWords()
	return (
		<>
			{t(`funds.returns.state.${row.state}`)}
			{row.overdue > 0 ? <b className="breach"> {t('funds.returns.overdue.short')}</b> : null}
		</>
	)
}
