import type { PlanShape } from '../../../../matters/contract/plans.ts'
import { DataTable } from '../../../parts/DataTable.tsx'
import { Empty } from '../../../parts/Empty.tsx'
import { count, when } from '../../../times.ts'
import { useSay, useWords } from '../../../words.ts'
import { PlanState } from './PlanState.tsx'

/** Plans, newest first: how far each has come. */
export function PlanList(props: {
	readonly rows: readonly PlanShape[]
	readonly chosen: string | null
	readonly onChoose: (row: PlanShape) => void
	readonly keys?: boolean
}) {
	const t = useWords()
	const say = useSay()
	return (
		<DataTable<PlanShape>
			{...(props.keys === true ? { keys: true } : {})}
			label={t('drawings.plans')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			empty={<Empty title={t('drawings.plans.none')}>{t('drawings.plans.none.why')}</Empty>}
			columns={[
				{
					key: 'what',
					head: t('drawings.plans.reason'),
					wraps: true,
					cell: (row) => (
						<>
							{row.reason} <span className="t3 mono sm">{row.name}</span>
						</>
					),
				},
				{ key: 'state', head: t('drawings.col.state'), width: 112, cell: (row) => <PlanState state={row.state} /> },
				{
					key: 'moved',
					head: t('drawings.plans.moved'),
					width: 96,
					right: true,
					cell: (row) => t('drawings.plans.of', { n: count(row.moved), of: count(row.moved + row.stayed + row.left) }),
				},
				{ key: 'scope', head: t('drawings.col.scope'), width: 150, from: 620, cell: (row) => say(row.scope) },
				{
					key: 'at',
					head: t('drawings.plans.proposed'),
					width: 112,
					right: true,
					from: 480,
					cell: (row) => (row.proposed === null ? '–' : when(row.proposed.at)),
				},
			]}
		/>
	)
}
