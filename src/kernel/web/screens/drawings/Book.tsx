import type { z } from 'zod'
import { type DraftShape, listDrafts, listDrawings } from '../../../matters/contract/drawings.ts'
import { useView } from '../../client.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Show } from '../../parts/Show.tsx'
import { day } from '../../times.ts'
import { useLanguage, useSay, useWords } from '../../words.ts'
import { half } from './names.ts'
import { DraftState, waitsFor } from './DraftState.tsx'
import { OpenPlans } from './plans/OpenPlans.tsx'
import { ReadyList } from './Ready.tsx'

type Row = z.output<typeof listDrawings.output>['rows'][number]
type Chosen = { readonly chosen: string | null; readonly onChoose: (id: string) => void }

/** What waits to be signed or run above, every process and table with the version in force below, then what ships to be copied. */
export function Book(props: Chosen) {
	return (
		<>
			<Drafts {...props} />
			<OpenPlans />
			<InForce {...props} />
			<ReadyList {...props} />
		</>
	)
}

function InForce({ chosen, onChoose }: Chosen) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const view = useView(listDrawings, {}, { topics: ['matters.draft.'] })
	const groups = (['drawing', 'table'] as const)
		.map((what) => ({
			key: what,
			title: t(`drawings.what.${what}`),
			rows: view.output?.rows.filter((row) => row.what === what) ?? [],
		}))
		.filter((group) => group.rows.length > 0)
	return (
		<Pane
			level={1}
			still
			title={t('drawings.title')}
			note={view.output === undefined ? undefined : view.output.rows.length}
		>
			<Show view={view} doing={t('drawings.doing')} title={t('drawings.failed')}>
				{() => (
					<DataTable<Row>
						scrolls
						keys
						label={t('drawings.title')}
						groups={groups}
						rowKey={(row) => row.name}
						selected={chosen}
						onSelect={(row) => onChoose(row.name)}
						empty={<Empty title={t('drawings.empty')} />}
						columns={[
							{
								key: 'title',
								head: t('drawings.col.name'),
								wraps: true,
								cell: (row) => (
									<>
										<b>{half(row.title, language)}</b> <span className="t3 mono sm">{row.name}</span>
									</>
								),
							},
							{
								key: 'version',
								head: t('drawings.col.version'),
								width: 74,
								cell: (row) => t('drawings.version', { number: row.current.number }),
							},
							{
								key: 'scope',
								head: t('drawings.col.scope'),
								width: 128,
								from: 430,
								cell: (row) => (row.current.scope === null ? t('drawings.shipped') : say(row.current.scope)),
							},
							{
								key: 'at',
								head: t('drawings.col.since'),
								width: 92,
								from: 560,
								cell: (row) => day(row.current.at),
							},
						]}
					/>
				)}
			</Show>
		</Pane>
	)
}

function Drafts({ chosen, onChoose }: Chosen) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const view = useView(listDrafts, { open: 'yes' }, { topics: ['matters.draft.'] })
	return (
		<Pane
			still
			className="drafts"
			title={t('drawings.drafts')}
			note={view.output === undefined ? undefined : view.output.rows.length}
		>
			<Show view={view} title={t('drawings.failed')}>
				{({ rows, next }) => (
					<DataTable<DraftShape>
						scrolls
						label={t('drawings.drafts')}
						rows={rows}
						rowKey={(row) => row.id}
						selected={chosen}
						onSelect={(row) => onChoose(row.id)}
						{...(next === null ? {} : { total: { of: rows.length, more: true } })}
						empty={<Empty title={t('drawings.drafts.none')}>{t('drawings.drafts.none.why')}</Empty>}
						columns={[
							{
								key: 'title',
								head: t('drawings.col.draft'),
								cell: (row) => half(row.title, language),
							},
							{
								key: 'name',
								head: t('drawings.col.of'),
								width: 140,
								from: 620,
								cell: (row) => <span className="mono sm">{row.name}</span>,
							},
							{
								key: 'state',
								head: t('drawings.col.state'),
								width: 100,
								cell: (row) => <DraftState state={row.state} />,
							},
							{
								key: 'waits',
								head: t('drawings.col.waits'),
								width: 150,
								from: 400,
								cell: (row) => t(`drawings.waits.${waitsFor(row.state)}`),
							},
							{ key: 'bureau', head: t('drawings.col.bureau'), width: 130, from: 760, cell: (row) => say(row.bureau) },
						]}
					/>
				)}
			</Show>
		</Pane>
	)
}
