import { useEffect } from 'react'
import { checkText, type DraftShape } from '../../../matters/contract/drawings.ts'
import { useView } from '../../client.ts'
import { useMay } from '../../may.ts'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { useWords } from '../../words.ts'
import { Analysed } from './dmn/Analysed.tsx'
import { Findings, type Found } from './Findings.tsx'

/** What stands against a draft as it was saved, as publishing finds it. */
export function Standing(props: {
	readonly draft: DraftShape
	readonly text: string
	readonly onCounted: (faults: number | null) => void
}) {
	const t = useWords()
	const { draft, text, onCounted } = props
	const may = useMay()
	const mayCheck = may?.has(checkText.name) === true
	const view = useView(checkText, { what: draft.what, name: draft.name, text }, { enabled: mayCheck })
	const count = view.output?.faults.length ?? null
	useEffect(() => onCounted(count), [count, onCounted])
	if (!mayCheck) return null
	return (
		<>
			<Section title={t('drawings.faults')} note={count ?? undefined} />
			<Show
				view={view}
				doing={t('drawings.checking')}
				title={t('drawings.not-checked')}
				ask={{ action: checkText.name }}
			>
				{({ faults, analysis }) => (
					<>
						<Findings findings={faults.map(foundOf)} none={t('drawings.faults.none')} />
						{analysis?.map((each) => (
							<Analysed key={each.decision} analysis={each} />
						))}
					</>
				)}
			</Show>
		</>
	)
}

/** The server's fault as the editors show it. */
export function foundOf(fault: {
	readonly element: string | null
	readonly rule: string
	readonly en: string
	readonly zh: string
}): Found {
	return { element: fault.element, rule: fault.rule, sentence: { en: fault.en, zh: fault.zh } }
}
