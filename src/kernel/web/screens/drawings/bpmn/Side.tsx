import type { ReactNode } from 'react'
import { Button } from '../../../parts/Button.tsx'
import { Empty } from '../../../parts/Empty.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { Section } from '../../../parts/Section.tsx'
import { useLanguage, useWords } from '../../../words.ts'
import { Findings } from '../Findings.tsx'
import { Chosen } from './Chosen.tsx'
import type { Diagram, Drawn } from './diagram.ts'
import { kindOf, labelOf } from './hands.ts'
import type { Finding } from './lint.ts'
import { vocabularyOf } from './open.ts'
import { translated } from './translate.ts'

/** What is written about the chosen element, what stands against the drawing, and advice. */
export function Side(props: {
	readonly above?: ReactNode
	readonly diagram: Diagram | null
	readonly selected: Drawn | null
	readonly onSelect: (id: string) => void
	readonly faults: readonly Finding[]
	readonly advice: readonly Finding[]
}) {
	const t = useWords()
	const { diagram, selected, faults, advice } = props
	const vocabulary = vocabularyOf(useLanguage())
	const kind = selected === null ? null : kindOf(selected)
	return (
		<Pane
			title={t('drawings.side')}
			note={kind === null ? undefined : translated(vocabulary, labelOf(kind))}
			tools={
				diagram === null || selected === null ? undefined : (
					<Button kind="bare" onPress={() => diagram.get('modeling').removeElements([selected])}>
						{translated(vocabulary, 'Delete')}
					</Button>
				)
			}
		>
			{props.above}
			{diagram === null || selected === null ? (
				<Empty title={t('drawings.none-chosen')}>{t('drawings.none-chosen.why')}</Empty>
			) : (
				<Chosen key={selected.id} diagram={diagram} element={selected} />
			)}
			<Section title={t('drawings.faults')} note={faults.length} />
			<Findings findings={faults} none={t('drawings.faults.none')} onPress={props.onSelect} />
			{advice.length === 0 ? null : (
				<details className="advice">
					<summary>
						{t('drawings.advice')} <span className="n">{advice.length}</span>
					</summary>
					<Findings findings={advice} none="" onPress={props.onSelect} />
				</details>
			)}
		</Pane>
	)
}
