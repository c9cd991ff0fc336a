import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { type Column, DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { recordError, showSampleCounts } from '../../contract/record.ts'
import { useTerms } from '../shared/terms.ts'

type Row = z.output<(typeof showSampleCounts)['output']>['rows'][number]

/** D234. Per station, type and week: the finest there is. */
export function SampleCounts() {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const view = useView(showSampleCounts, {}, { topics: ['dispatch.sample.'], every: 60_000, keep: true })
	const columns: readonly Column<Row>[] = [
		{
			key: 'what',
			head: t('dispatch.record.station'),
			wraps: true,
			cell: (row) => (
				<>
					{say(row.station)} <span className="t2">{terms.type(row.type)}</span>{' '}
					<span className="t3 mono">{row.week}</span>
				</>
			),
		},
		{ key: 'of', head: t('dispatch.record.of'), width: 66, right: true, cell: (row) => row.drawn },
		{ key: 'got', head: t('dispatch.record.got'), width: 76, right: true, cell: (row) => row.reached },
		{ key: 'bad', head: t('dispatch.record.bad'), width: 66, right: true, cell: (row) => row.wrong },
		{
			key: 'kinds',
			head: t('dispatch.record.kinds'),
			width: 130,
			wraps: true,
			from: 460,
			cell: (row) =>
				recordError.options
					.filter((error) => row.errors[error] > 0)
					.map((error) =>
						t('dispatch.record.errorCount', { what: t(`dispatch.record.error.${error}`), n: row.errors[error] }),
					)
					.join(t('dispatch.list.comma')),
		},
	]
	return (
		<Pane
			title={t('dispatch.record.counts')}
			note={t('dispatch.record.counts.note')}
			tools={<RuleTag id="D234" />}
			level={2}
			className="record"
		>
			<Show view={view} doing={t('dispatch.record.doing')} title={t('dispatch.record.failed')}>
				{({ rows }) => (
					<DataTable<Row>
						label={t('dispatch.record.counts')}
						rows={rows}
						rowKey={(row) => `${row.station.id} ${row.type} ${row.week}`}
						columns={columns}
						empty={<Empty title={t('dispatch.record.counts.none')}>{t('dispatch.record.counts.none.why')}</Empty>}
					/>
				)}
			</Show>
		</Pane>
	)
}
