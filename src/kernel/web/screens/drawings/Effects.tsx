import type { z } from 'zod'
import type { draftEffects, DraftShape } from '../../../matters/contract/drawings.ts'
import type { Viewed } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Note } from '../../parts/Note.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { count, when } from '../../times.ts'
import { hasWord, useLanguage, useSay, useWords } from '../../words.ts'
import { Differences } from './Differences.tsx'
import { half } from './names.ts'

type Shown = z.output<typeof draftEffects.output>

/** M87 of matters. What publishing would change: live matters, tasks of posts, deadlines, element by element. */
export function Effects(props: {
	readonly view: Viewed<Shown> | null
	readonly draft: DraftShape
	readonly text: string
}) {
	const t = useWords()
	const { view, draft } = props
	return (
		<>
			<Section
				title={t('drawings.effects')}
				note={view?.at === undefined ? undefined : t('drawings.effects.at', { time: when(view.at) })}
				tools={
					view === null ? undefined : (
						<Button kind="bare" onPress={view.refresh}>
							{t('drawings.effects.again')}
						</Button>
					)
				}
			/>
			{view === null ? (
				<div className="pad">
					<Note kind="plain">{t('drawings.effects.not-mine')}</Note>
				</div>
			) : (
				<Show view={view} doing={t('drawings.effects.doing')} title={t('drawings.effects.failed')}>
					{(shown) => (
						<>
							<Sum shown={shown} draft={draft} />
							<Tasks tasks={shown.tasks} />
							<Deadlines deadlines={shown.deadlines} />
							<Differences differences={shown.differences} texts={[props.text]} />
							<Keeps keeps={shown.keeps} />
						</>
					)}
				</Show>
			)}
		</>
	)
}

function Sum({ shown: { live, replaces, scope }, draft }: { readonly shown: Shown; readonly draft: DraftShape }) {
	const t = useWords()
	const say = useSay()
	const of = live.more ? t('drawings.more-than', { count: count(live.count) }) : count(live.count)
	return (
		<p className="pad effects-sum">
			{draft.what === 'drawing'
				? t(replaces === null ? 'drawings.sum.first' : 'drawings.sum.drawing', { agency: say(scope), count: of })
				: t('drawings.sum.table', { agency: say(scope), count: of })}
		</p>
	)
}

function Tasks({ tasks }: { readonly tasks: Shown['tasks'] }) {
	const t = useWords()
	const language = useLanguage()
	if (tasks.length === 0) return <p className="pad t2">{t('drawings.tasks.none')}</p>
	return (
		<DataTable
			label={t('drawings.tasks')}
			rows={tasks}
			rowKey={(row) => `${row.side} ${row.lane} ${row.element}`}
			columns={[
				{
					key: 'post',
					head: t('drawings.col.lane'),
					width: 150,
					cell: ({ post, lane }) =>
						post !== null && hasWord(`web.post.${post}`) ? t(`web.post.${post}`) : half(lane, language),
				},
				{ key: 'side', head: t('drawings.tasks.side'), width: 84, cell: ({ side }) => t(`drawings.tasks.${side}`) },
				{ key: 'name', head: t('drawings.tasks.task'), wraps: true, cell: ({ name }) => half(name, language) },
			]}
		/>
	)
}

function Deadlines({ deadlines }: { readonly deadlines: Shown['deadlines'] }) {
	const t = useWords()
	const language = useLanguage()
	if (deadlines.length === 0) return null
	return (
		<DataTable
			label={t('drawings.deadlines')}
			rows={deadlines}
			rowKey={(row) => row.element}
			columns={[
				{ key: 'name', head: t('drawings.deadlines'), wraps: true, cell: ({ name }) => half(name, language) },
				{
					key: 'was',
					head: t('drawings.was'),
					width: 120,
					cell: ({ was }) => <span className="mono">{was ?? '–'}</span>,
				},
				{ key: 'is', head: t('drawings.is'), width: 120, cell: ({ is }) => <span className="mono">{is ?? '–'}</span> },
			]}
		/>
	)
}

/** Where the live matters stand that keep the version they began with. */
function Keeps({ keeps }: { readonly keeps: Shown['keeps'] }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	if (keeps.length === 0) return null
	return (
		<details className="advice">
			<summary>
				{t('drawings.keeps')} <span className="n">{keeps.length}</span>
			</summary>
			<DataTable
				label={t('drawings.keeps')}
				rows={keeps}
				rowKey={(row) => `${row.version} ${row.element} ${row.agency}`}
				columns={[
					{ key: 'name', head: t('drawings.col.element'), wraps: true, cell: ({ name }) => half(name, language) },
					{
						key: 'version',
						head: t('drawings.col.version'),
						width: 74,
						cell: ({ number }) => t('drawings.version', { number }),
					},
					{ key: 'agency', head: t('drawings.col.bureau'), width: 150, from: 460, cell: (row) => say(row) },
					{ key: 'count', head: t('drawings.col.matters'), width: 80, right: true, cell: (row) => count(row.count) },
				]}
			/>
		</details>
	)
}
