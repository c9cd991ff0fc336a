import './brief.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { type BriefKind, listBriefs, makeBrief } from '../../contract/brief.ts'
import { OneBrief } from './OneBrief.tsx'

type Row = z.output<typeof listBriefs.output>['rows'][number]

/** Briefings of my agency, newest first; the chosen one as the page it is. */
export function Briefs() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { id } = useParams<{ id?: string }>()
	const [shown, setShown] = useState(id === undefined ? 'list' : 'one')
	const list = useView(listBriefs, {}, { keep: true, topics: ['command.brief.'] })
	const chosen = id ?? list.output?.rows[0]?.id ?? null
	const open = (brief: string): void => {
		navigate(`/briefs/${brief}`, { replace: true })
		setShown('one')
	}
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'list',
					title: t('command.brief.title'),
					width: '380px',
					children: (
						<Pane
							level={1}
							className="brief-list"
							title={t('command.brief.title')}
							foot={
								<Make
									onMade={(brief) => {
										list.refresh()
										open(brief)
									}}
								/>
							}
						>
							<Show view={list} doing={t('command.brief.doing')} title={t('command.brief.failed')}>
								{({ rows }) => <List rows={rows} chosen={chosen} onChoose={(row) => open(row.id)} />}
							</Show>
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('command.brief.one'),
					width: '1fr',
					children:
						chosen === null ? (
							<Pane title={t('command.brief.one')}>
								<Empty title={t('command.brief.empty')}>{t('command.brief.empty.why')}</Empty>
							</Pane>
						) : (
							<OneBrief key={chosen} id={chosen} onChanged={list.refresh} />
						),
				},
			]}
		/>
	)
}

/** K70. Nothing is asked but which of the two it is. */
function Make({ onMade }: { readonly onMade: (brief: string) => void }) {
	const t = useWords()
	const may = useMay()
	const act = useAct(makeBrief)
	const refused = may === null || may.has(makeBrief.name) ? undefined : { rule: null, ask: { action: makeBrief.name } }
	const make = async (kind: BriefKind): Promise<void> => {
		const made = await act.perform({ kind })
		if (made !== null) onMade(made.output.brief)
	}
	return (
		<div className="col brief-make">
			{act.problem === null ? null : (
				<Problem problem={act.problem} title={t('command.brief.not-made')} ask={{ action: makeBrief.name }} />
			)}
			<div className="row wrap">
				<Button kind="go" main keys="N" busy={act.busy} refused={refused} onPress={() => void make('shift')}>
					{t('command.brief.make.shift')}
				</Button>
				<Button busy={act.busy} refused={refused} onPress={() => void make('morning')}>
					{t('command.brief.make.morning')}
				</Button>
			</div>
		</div>
	)
}

function List(props: {
	readonly rows: readonly Row[]
	readonly chosen: string | null
	readonly onChoose: (row: Row) => void
}) {
	const t = useWords()
	return (
		<DataTable
			label={t('command.brief.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			empty={<Empty title={t('command.brief.empty')}>{t('command.brief.empty.why')}</Empty>}
			columns={[
				{ key: 'kind', head: t('command.brief.kind'), cell: (row) => t(`command.brief.kind.${row.kind}`) },
				{ key: 'until', head: t('command.brief.until'), width: 106, right: true, cell: (row) => when(row.until) },
				{
					key: 'taken',
					head: t('command.brief.taken-over'),
					width: 112,
					right: true,
					cell: (row) =>
						row.acknowledged === null ? (
							<span className="warn">{t('command.brief.waits')}</span>
						) : (
							<span className="t2">{when(row.acknowledged.at)}</span>
						),
				},
			]}
		/>
	)
}
