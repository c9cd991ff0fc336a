import type { z } from 'zod'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { showOverlay } from '../../contract/units.ts'
import { shortNumber } from '../shared/deadline.ts'
import { usePlaceWords } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'

type Overlay = z.output<(typeof showOverlay)['output']>

/** Every fact of the map as two tables. */
export function MapTwin({
	overlay,
	onSelect,
}: {
	readonly overlay: Overlay | undefined
	readonly onSelect: (id: string) => void
}) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const place = usePlaceWords()
	if (overlay === undefined) return null
	return (
		<>
			<DataTable
				label={t('dispatch.map.incidents')}
				rows={overlay.incidents}
				rowKey={(row) => row.id}
				onSelect={(row) => onSelect(row.id)}
				columns={[
					{ key: 'p', head: t('dispatch.col.priority'), width: 42, cell: (row) => <Priority level={row.priority} /> },
					{ key: 'n', head: t('dispatch.col.number'), width: 60, cell: (row) => shortNumber(row.number) },
					{ key: 't', head: t('dispatch.col.type'), cell: (row) => terms.type(row.type) },
					{ key: 'w', head: t('dispatch.col.place'), cell: (row) => place(row.place) },
				]}
			/>
			<DataTable
				label={t('dispatch.map.units')}
				rows={overlay.units}
				rowKey={(row) => row.id}
				onSelect={(row) => onSelect(row.id)}
				columns={[
					{
						key: 'u',
						head: t('dispatch.col.unit'),
						cell: (row) => <UnitStatus state={row.status}>{say(row.callSign)}</UnitStatus>,
					},
					{ key: 's', head: t('dispatch.col.status'), cell: (row) => t(`web.unit.${row.status}`) },
					{
						key: 'a',
						head: t('dispatch.col.fixAt'),
						right: true,
						cell: (row) => (row.position === null ? '—' : clockTime(row.position.at)),
					},
				]}
			/>
		</>
	)
}
