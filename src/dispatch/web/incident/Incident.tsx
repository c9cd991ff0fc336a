import { useMemo, useState } from 'react'
import { useParams } from 'wouter'
import { matterStory } from '#kernel/ledger/contract.ts'
import { useView } from '#kernel/web/client.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type IncidentShown, showIncident } from '../../contract/incidents.ts'
import { Steps } from '../shared/Steps.tsx'
import { useTerms } from '../shared/terms.ts'
import { Facts } from './Facts.tsx'
import { IncidentMap } from './IncidentMap.tsx'
import { LedgerPage } from './LedgerPage.tsx'
import { StoryPane } from './StoryPane.tsx'
import { WhyUnits } from './WhyUnits.tsx'
import '../dispatch.css'
import './incident.css'

/** One incident's whole story: what happened, why these units, and the proof that nothing was changed. */
export function Incident() {
	const t = useWords()
	const { id } = useParams<{ id: string }>()
	const view = useView(showIncident, { incident: id }, { topics: ['dispatch.'], keep: true })
	const shown = view.output?.id === id ? view.output : undefined
	return (
		<Show view={{ ...view, output: shown }} doing={t('dispatch.desk.incident.doing')}>
			{(incident) => <Whole key={incident.id} incident={incident} />}
		</Show>
	)
}

function Whole({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const terms = useTerms()
	const ledger = useView(matterStory, { matter: incident.id }, { topics: ['dispatch.'], every: 10_000 })
	const entries = useMemo(() => ledger.output?.entries ?? [], [ledger.output])
	const [entry, setEntry] = useState<number | null>(null)
	const [unit, setUnit] = useState<string | null>(null)
	useTitle(`${incident.number} ${terms.type(incident.type)}`)
	const sent = entries.findLast((each) => each.line.name === 'dispatch.unit.assign')?.line.n
	const chosen = entry ?? sent ?? entries.at(-1)?.line.n ?? null
	return (
		<Columns
			columns={[
				{ key: 'facts', title: t('dispatch.incident.facts'), width: '340px', children: <Facts incident={incident} /> },
				{
					key: 'story',
					title: t('dispatch.story'),
					width: '1fr',
					children: (
						<>
							<div className="pane steps-pane">
								<Steps times={incident.times} full />
							</div>
							<StoryPane incident={incident} entries={entries} chosen={chosen} onEntry={setEntry} />
							<IncidentMap incident={incident} unit={unit} onUnit={setUnit} />
						</>
					),
				},
				{
					key: 'why',
					title: t('dispatch.why.title'),
					width: '560px',
					children: (
						<>
							<WhyUnits incident={incident} />
							<LedgerPage shown={ledger.output} entry={chosen} />
						</>
					),
				},
			]}
		/>
	)
}
