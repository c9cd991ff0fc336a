import type { MouseEvent } from 'react'
import { useLanguage, useWords } from '../../../words.ts'
import type { Diagram, Drawn } from './diagram.ts'
import { append, iconOf, labelOf, leads, newShape, place } from './hands.ts'
import { vocabularyOf } from './open.ts'
import { translated } from './translate.ts'

const tools = [
	['hand', 'handTool', 'bpmn-icon-hand-tool', 'Activate hand tool'],
	['lasso', 'lassoTool', 'bpmn-icon-lasso-tool', 'Activate lasso tool'],
	['space', 'spaceTool', 'bpmn-icon-space-tool', 'Activate create/remove space tool'],
	['connect', 'globalConnect', 'bpmn-icon-connection-multi', 'Activate global connect tool'],
] as const

const kinds = [
	'none-start-event',
	'user-task',
	'exclusive-gateway',
	'none-intermediate-throwing',
	'none-end-event',
	'expanded-subprocess',
	'expanded-pool',
	'data-object-reference',
] as const

/**
 * W42. Tools and kinds as buttons. With the pointer a kind hangs at it until it is set down; with the keyboard it is drawn
 * after the chosen element, or in the middle of what is seen.
 */
export function Palette({ diagram, selected }: { readonly diagram: Diagram; readonly selected: Drawn | null }) {
	const t = useWords()
	const vocabulary = vocabularyOf(useLanguage())
	const draw = (kind: string, event: MouseEvent): void => {
		const byKey = event.detail === 0
		if (!byKey) diagram.get('create').start(event.nativeEvent, newShape(diagram, kind))
		else if (selected !== null && leads(selected) && kind !== 'none-start-event' && !/pool|data/.test(kind))
			append(diagram, selected, kind)
		else place(diagram, newShape(diagram, kind))
	}
	return (
		<div className="palette" role="toolbar" aria-label={t('drawings.palette')} aria-orientation="vertical">
			{tools.map(([key, service, icon, sentence]) => (
				<button
					key={key}
					type="button"
					className={icon}
					title={translated(vocabulary, sentence)}
					aria-label={translated(vocabulary, sentence)}
					onClick={() => diagram.get(service).toggle()}
				/>
			))}
			<hr />
			{kinds.map((kind) => (
				<button
					key={kind}
					type="button"
					className={iconOf(kind)}
					title={translated(vocabulary, labelOf(kind))}
					aria-label={translated(vocabulary, labelOf(kind))}
					onClick={(event) => draw(kind, event)}
				/>
			))}
		</div>
	)
}
