import { Link } from 'wouter'
import { useOpening } from '#kernel/web/opening.ts'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { when } from '#kernel/web/times.ts'
import { hasWord, useSay, useWords } from '#kernel/web/words.ts'
import type { Shown } from './Opened.tsx'

/** What stands behind a hand-over: the clocks that go with the matter, its owners, and both sides' lines. */
export function Behind({ shown }: { readonly shown: Shown }) {
	return (
		<>
			<Clocks shown={shown} />
			<Owners owners={shown.owners} />
			<Entries entries={shown.entries} />
		</>
	)
}

const opens: Readonly<Record<string, string>> = { incident: 'Incident', order: 'Order' }

function Clocks({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	const path = useOpening(opens[shown.matter.kind] ?? '')
	const link = path !== null && shown.opens ? path(shown.matter.id) : null
	return (
		<Section title={t('command.hand-over.clocks')} note={String(shown.clocks.length)}>
			<div className="pad col">
				{shown.clocks.map((clock) => (
					<span key={`${clock.dueAt} ${clock.name.en}`} className="row wrap">
						{say(clock.name)} <span className="t2">{when(clock.dueAt)}</span>
					</span>
				))}
				<span className="t2">{t('command.hand-over.clocks.note')}</span>
				{link === null ? null : <Link href={link}>{t('command.hand-over.open-matter')}</Link>}
			</div>
		</Section>
	)
}

/** K42. Who owned the matter from when until when: no gap, no overlap. */
function Owners({ owners }: { readonly owners: Shown['owners'] }) {
	const t = useWords()
	const say = useSay()
	return (
		<Section title={t('command.owner.title')} note={String(owners.length)}>
			<DataTable
				label={t('command.owner.title')}
				rows={owners}
				rowKey={(row) => row.from}
				columns={[
					{ key: 'agency', head: t('command.owner.agency'), wraps: true, cell: (row) => say(row.agency) },
					{ key: 'from', head: t('command.owner.from'), width: 104, cell: (row) => when(row.from) },
					{
						key: 'until',
						head: t('command.owner.until'),
						width: 104,
						cell: (row) => (row.until === null ? t('command.owner.now') : when(row.until)),
					},
					{
						key: 'why',
						head: t('command.owner.why'),
						width: 110,
						from: 480,
						cell: (row) => t(`command.owner.why.${row.why}`),
					},
				]}
			/>
		</Section>
	)
}

/** K47. The lines of both sides, each naming the other. */
function Entries({ entries }: { readonly entries: Shown['entries'] }) {
	const t = useWords()
	const say = useSay()
	if (entries.length === 0) return null
	return (
		<Section title={t('command.hand-over.entries')} note={String(entries.length)}>
			<div className="pad col">
				<span className="t2">{t('command.hand-over.entries.note')}</span>
				<ol className="ho-entries">
					{entries.map((entry) => (
						<li key={entry.n}>
							<Link href={`/entries/${entry.n}`} className="num">
								{entry.n}
							</Link>{' '}
							{hasWord(`command.did.${entry.name}`) ? t(`command.did.${entry.name}`) : entry.name}
							{entry.agency === null ? null : <span className="t2"> · {say(entry.agency)}</span>}
							<span className="t3"> {when(entry.at)}</span>
						</li>
					))}
				</ol>
			</div>
		</Section>
	)
}
