import type { ReactNode } from 'react'
import type { AnalysisShape } from '../../../../matters/contract/drawing-shapes.ts'
import { Pane } from '../../../parts/Pane.tsx'
import { Section } from '../../../parts/Section.tsx'
import { useWords } from '../../../words.ts'
import { Findings, type Found } from '../Findings.tsx'
import { Analysed } from './Analysed.tsx'

/** What stands against a table, and what its analysis finds. */
export function TableSide(props: {
	readonly above?: ReactNode
	readonly faults: readonly Found[]
	readonly analysis: readonly AnalysisShape[] | null
}) {
	const t = useWords()
	return (
		<Pane title={t('drawings.faults')} note={props.faults.length} reads>
			{props.above}
			<Findings findings={props.faults} none={t('drawings.faults.none')} />
			<Section title={t('drawings.analysis')} />
			{props.analysis === null ? (
				<p className="pad t2">{t('drawings.analysis.not')}</p>
			) : (
				props.analysis.map((each) => <Analysed key={each.decision} analysis={each} />)
			)}
		</Pane>
	)
}
