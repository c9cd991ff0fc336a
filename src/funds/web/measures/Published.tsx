import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { count } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { PublishedRow } from '../../contract/freeze.ts'

const counts = ['stops', 'freezes', 'hoursHeld', 'wrongful', 'ranOut'] as const

/** F88. Hours held and wrongful stops by agency, as anybody reads them. */
export function Published({ rows }: { readonly rows: readonly PublishedRow[] }) {
	const t = useWords()
	const say = useSay()
	return (
		<>
			<p className="pad t2 fm-why">{t('funds.published.why')}</p>
			<DataTable
				label={t('funds.measures.section.published')}
				rows={rows}
				rowKey={(row) => row.agency.id}
				empty={<Empty title={t('funds.published.empty')} />}
				columns={[
					{ key: 'agency', head: t('funds.published.agency'), cell: (row) => say(row.agency) },
					...counts.map((key) => ({
						key,
						head: t(`funds.published.${key}`),
						width: 96,
						right: true,
						cell: (row: PublishedRow) => count(row[key]),
					})),
				]}
			/>
		</>
	)
}
