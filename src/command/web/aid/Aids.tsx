import './aid.css'
import { useState } from 'react'
import { useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { type AidRow, listAid } from '../../contract/aid.ts'
import { Ask } from './Ask.tsx'
import { One } from './One.tsx'

const sections = ['open', 'ended'] as const
type Lent = z.output<typeof listAid.output>['lent']

/** What we asked for, what is asked of us, which of our units are away; and the chosen one. */
export function Aids() {
	const t = useWords()
	const [section, setSection] = useState<(typeof sections)[number]>('open')
	const [chosen, setChosen] = useState<string | null>(null)
	const [asking, setAsking] = useState(false)
	const list = useView(listAid, { section }, { keep: true, topics: ['command.aid.'] })
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === chosen) ?? rows.find((row) => row.may.length > 0) ?? rows[0]
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('command.aid.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('command.aid.title')}
							note={t('command.aid.note')}
							tools={
								<>
									<Chips
										label={t('command.aid.section')}
										value={section}
										onChange={setSection}
										chips={sections.map((value) => ({ value, label: t(`command.aid.section.${value}`) }))}
									/>
									<Button keys="N" onPress={() => setAsking(true)}>
										{t('command.aid.ask')}
									</Button>
								</>
							}
						>
							<Show view={list} doing={t('command.aid.doing')} title={t('command.aid.failed')}>
								{({ more, lent }) => (
									<>
										<Rows rows={rows} more={more} chosen={one?.id ?? null} onChoose={(row) => setChosen(row.id)} />
										<Away lent={lent} />
									</>
								)}
							</Show>
							{asking ? <Ask onClose={() => setAsking(false)} onDone={list.refresh} /> : null}
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('command.aid.one'),
					width: '480px',
					children:
						one === undefined ? (
							<Pane title={t('command.aid.one')}>
								<Empty title={t('command.aid.none-chosen')} />
							</Pane>
						) : (
							<One key={one.id} aid={one} units={list.output?.units ?? []} onChanged={list.refresh} />
						),
				},
			]}
		/>
	)
}

function Rows(props: {
	readonly rows: readonly AidRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: AidRow) => void
}) {
	const t = useWords()
	const say = useSay()
	return (
		<DataTable
			label={t('command.aid.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t('command.aid.empty')}>{t('command.aid.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{ key: 'what', head: t('command.aid.what'), width: 84, cell: (row) => t(`command.aid.what.${row.what}`) },
				{ key: 'from', head: t('command.aid.from'), from: 520, cell: (row) => say(row.from) },
				{ key: 'to', head: t('command.aid.to'), from: 460, cell: (row) => say(row.to) },
				{ key: 'state', head: t('command.aid.state'), width: 110, cell: (row) => <State row={row} /> },
				{ key: 'left', head: t('command.aid.left'), width: 132, right: true, cell: (row) => <Left row={row} /> },
			]}
		/>
	)
}

function State({ row }: { readonly row: AidRow }) {
	const t = useWords()
	const overdue = row.state === 'on_loan' && row.overdueAt !== null
	return <>{t(overdue ? 'command.aid.state.overdue' : `command.aid.state.${row.state}`)}</>
}

/** The time to answer while it is asked, the time left of the loan after that. */
export function Left({ row }: { readonly row: AidRow }) {
	if (row.endedAt !== null) return <>{when(row.endedAt)}</>
	const asked = row.state === 'asked'
	const from = Date.parse(asked ? row.askedAt : (row.loanedAt ?? row.askedAt))
	return <Timer deadline={{ from, due: Date.parse(asked ? row.answerDueAt : row.until) }} />
}

/** K53. */
function Away({ lent }: { readonly lent: Lent }) {
	const t = useWords()
	const say = useSay()
	return (
		<Section title={t('command.aid.away')} note={String(lent.length)}>
			<DataTable
				label={t('command.aid.away')}
				rows={lent}
				rowKey={(row) => row.id}
				empty={<Empty title={t('command.aid.away.none')} />}
				columns={[
					{ key: 'unit', head: t('command.aid.unit'), width: 120, cell: (row) => say(row) },
					{ key: 'to', head: t('command.aid.lent-to'), cell: (row) => say(row.to) },
					{ key: 'until', head: t('command.aid.until'), width: 110, cell: (row) => when(row.until) },
				]}
			/>
		</Section>
	)
}
