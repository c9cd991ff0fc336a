import { useState } from 'react'
import type { z } from 'zod'
import type { matterStory } from '#kernel/ledger/contract.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Brick } from '#kernel/web/parts/Wall.tsx'
import { count, when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { useStory } from '../shared/sentences.tsx'

type Entry = z.output<(typeof matterStory)['output']>['entries'][number]
type Filter = 'all' | 'acts' | 'notes' | 'refused'

type StoryProps = {
	readonly incident: IncidentShown
	readonly entries: readonly Entry[]
	readonly chosen: number | null
	readonly onEntry: (n: number) => void
}

/** Every act on the incident with its ledger entry, newest first; a number opens its proof. */
export function StoryPane({ incident, entries, chosen, onEntry }: StoryProps) {
	const t = useWords()
	const say = useSay()
	const story = useStory(true, new Map(incident.assignments.map((each) => [each.unit.id, say(each.unit.callSign)])))
	const [filter, setFilter] = useState<Filter>('all')
	const lines = story(incident.story).map((line, at) => ({
		...line,
		from: incident.story[at],
		entry: entryOf(entries, incident.story[at]),
	}))
	const shown = lines.filter((line) => {
		if (filter === 'notes') return line.from?.text !== null && line.from?.text !== undefined
		if (filter === 'refused') return line.kind === 'refused'
		if (filter === 'acts') return line.kind === 'entered'
		return true
	})
	return (
		<Pane
			title={t('dispatch.story')}
			note={t('dispatch.story.count', { count: lines.length })}
			className="story-pane"
			tools={
				<Chips
					label={t('dispatch.story.filter')}
					value={filter}
					onChange={setFilter}
					chips={(['all', 'acts', 'notes', 'refused'] as const).map((value) => ({
						value,
						label: t(`dispatch.story.filter.${value}`),
					}))}
				/>
			}
		>
			<ol className="story wide">
				{shown.map((line) => (
					<li key={line.key} className={line.entry !== null && line.entry === chosen ? 'chosen' : undefined}>
						<time dateTime={line.at}>{when(line.at)}</time>
						<span className="k">
							<Brick kind={line.kind} />
						</span>
						<span>{line.what}</span>
						<span className="who">{line.who}</span>
						<span className="no">
							{line.entry !== null && (
								<button
									type="button"
									className="plain link"
									aria-label={t('dispatch.story.proof', { n: count(line.entry) })}
									onClick={() => line.entry !== null && onEntry(line.entry)}
								>
									{count(line.entry)}
								</button>
							)}
						</span>
					</li>
				))}
			</ol>
			{shown.length === 0 && <p className="quiet">{t('dispatch.story.none')}</p>}
		</Pane>
	)
}

/** The entry an act left: the same act at the same moment. */
function entryOf(entries: readonly Entry[], line: IncidentShown['story'][number] | undefined): number | null {
	if (line === undefined) return null
	const at = Date.parse(line.at)
	return (
		entries.find((entry) => entry.line.name === line.act && Math.abs(Date.parse(entry.line.at) - at) < 2)?.line.n ??
		null
	)
}
