import { useState } from 'react'
import { replayDraft } from '../../../matters/contract/drawings.ts'
import { useView } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { count, when } from '../../times.ts'
import { useWords } from '../../words.ts'

/** M88 of matters. Last year's decisions that a drafted table would make otherwise; reckoned when it is asked for. */
export function Replay({ id }: { readonly id: string }) {
	const t = useWords()
	const [asked, setAsked] = useState(false)
	const [after, setAfter] = useState<string>()
	const view = useView(replayDraft, { id, ...(after === undefined ? {} : { after }) }, { enabled: asked, keep: true })
	return (
		<>
			<Section
				title={t('drawings.replay')}
				tools={
					asked ? undefined : (
						<Button kind="bare" onPress={() => setAsked(true)}>
							{t('drawings.replay.do')}
						</Button>
					)
				}
			/>
			{asked ? (
				<Show
					view={view}
					doing={t('drawings.replay.doing')}
					title={t('drawings.replay.failed')}
					ask={{ action: replayDraft.name }}
				>
					{({ source, of, done, differs, differing, next }) =>
						source === 'recorded' ? (
							<>
								<p className="pad">
									{t('drawings.replay.sum', { of: count(of), done: count(done), differs: count(differs) })}
								</p>
								<DataTable
									label={t('drawings.replay')}
									rows={differing}
									rowKey={(row) => `${row.at} ${JSON.stringify(row.facts)}`}
									columns={[
										{ key: 'at', head: t('drawings.replay.at'), width: 124, cell: (row) => when(row.at) },
										{
											key: 'facts',
											head: t('drawings.replay.facts'),
											wraps: true,
											cell: (row) => <span className="mono sm">{told(row.facts)}</span>,
										},
										{
											key: 'was',
											head: t('drawings.was'),
											width: 130,
											wraps: true,
											cell: (row) => <span className="mono sm">{told(row.was.output) || row.was.why}</span>,
										},
										{
											key: 'is',
											head: t('drawings.is'),
											width: 130,
											wraps: true,
											cell: (row) => <span className="mono sm">{told(row.is.output) || row.is.why}</span>,
										},
									]}
								/>
								{next === null ? null : (
									<p className="pad">
										<Button onPress={() => setAfter(next)}>{t('drawings.replay.next')}</Button>
									</p>
								)}
							</>
						) : (
							<p className="pad t2">{t(`drawings.replay.${source}`)}</p>
						)
					}
				</Show>
			) : null}
		</>
	)
}

/** Facts or results in one line. */
function told(values: Readonly<Record<string, unknown>> | null): string {
	return Object.entries(values ?? {})
		.map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
		.join(', ')
}
