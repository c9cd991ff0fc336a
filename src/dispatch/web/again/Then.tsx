import { type Column, DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { Standing } from '../../contract/standing.ts'
import { PlaceText } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'

/** The map's twin: what was open then, most urgent first. */
export function Then(props: {
	readonly rows: readonly Standing[]
	readonly chosen: string | null
	readonly onChoose: (incident: string) => void
	readonly onOpen: (incident: string) => void
}) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const columns: readonly Column<Standing>[] = [
		{ key: 'priority', head: t('dispatch.col.priority'), width: 52, cell: (row) => <Priority level={row.priority} /> },
		{
			key: 'number',
			head: t('dispatch.col.number'),
			width: 100,
			cell: (row) => <b className="mono">{row.incident.number}</b>,
		},
		{
			key: 'type',
			head: t('dispatch.col.type'),
			wraps: true,
			cell: (row) => (
				<>
					{terms.type(row.type)}
					<div className="t2 sm">
						<PlaceText place={row.incident.place} />
					</div>
				</>
			),
		},
		{
			key: 'state',
			head: t('dispatch.col.state'),
			width: 104,
			wraps: true,
			cell: (row) => t(`dispatch.incidentState.${row.state}`),
		},
		{
			key: 'units',
			head: t('dispatch.col.units'),
			width: 170,
			wraps: true,
			from: 420,
			cell: (row) =>
				row.units
					.map((unit) => t('dispatch.again.unit', { unit: say(unit.callSign), status: t(`web.unit.${unit.status}`) }))
					.join(t('dispatch.list.semicolon')),
		},
	]
	return (
		<DataTable<Standing>
			label={t('dispatch.again.then')}
			keys
			scrolls
			rows={props.rows}
			rowKey={(row) => row.incident.id}
			selected={props.chosen}
			onSelect={(row) => props.onChoose(row.incident.id)}
			onOpen={(row) => props.onOpen(row.incident.id)}
			two={() => true}
			columns={columns}
			empty={<Empty title={t('dispatch.again.none')}>{t('dispatch.again.none.why')}</Empty>}
		/>
	)
}
