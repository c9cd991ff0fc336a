import { type ReactNode, useCallback, useState } from 'react'
import type { AnalysisShape } from '../../../../matters/contract/drawing-shapes.ts'
import { useKeys } from '../../../keyboard.ts'
import { Button } from '../../../parts/Button.tsx'
import { Columns } from '../../../parts/Columns.tsx'
import { Note } from '../../../parts/Note.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { useWords } from '../../../words.ts'
import { Files } from '../bpmn/Files.tsx'
import { type Found } from '../Findings.tsx'
import { TableSide } from './TableSide.tsx'
import { useRowMarks } from './use-row-marks.ts'
import { useTables } from './use-tables.ts'
import { isGraph, Views } from './Views.tsx'

export type TablesEditorProps = {
	readonly text: string
	readonly onChange: (text: string) => void
	/** As the server finds them, of the text as it is now. */
	readonly faults: readonly Found[]
	readonly analysis: readonly AnalysisShape[] | null
	readonly title: ReactNode
	readonly note?: ReactNode
	readonly foot?: ReactNode
	readonly above?: ReactNode
	readonly file: string
}

/** W47. Rule tables being written: graph, table or formula at the left, what stands against them at the right. */
export function DmnEditor(props: TablesEditorProps) {
	const t = useWords()
	const [begun, setBegun] = useState(props.text)
	const [text, setText] = useState(begun)
	const [shown, setShown] = useState('table')
	const { onChange } = props
	const changed = useCallback(
		(now: string) => {
			setText(now)
			onChange(now)
		},
		[onChange],
	)
	const { place, editor, views, active, part, undrawn } = useTables(begun, changed)
	const stack = part?.get('commandStack')
	useKeys({ Z: () => stack?.undo(), Y: () => stack?.redo() })
	useRowMarks(active, props.faults, props.analysis)
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'table',
					title: t('drawings.table'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							still
							title={props.title}
							note={props.note}
							tools={
								<>
									<Button
										keys="Z"
										bind={false}
										onPress={() => stack?.undo()}
										notYet={stack?.canUndo() === true ? undefined : t('drawings.undo.none')}
									>
										{t('drawings.undo')}
									</Button>
									<Button
										keys="Y"
										bind={false}
										onPress={() => stack?.redo()}
										notYet={stack?.canRedo() === true ? undefined : t('drawings.redo.none')}
									>
										{t('drawings.redo')}
									</Button>
									<Files
										text={text}
										name={props.file}
										end="dmn"
										onTake={(found) => {
											setBegun(found)
											changed(found)
										}}
									/>
								</>
							}
							foot={props.foot}
						>
							{editor === null ? null : (
								<div className="views">
									<Views editor={editor} views={views} active={active} />
								</div>
							)}
							<div className={views.some(isGraph) ? 'tables' : 'tables alone'} ref={place} />
							{undrawn === null ? null : (
								<div className="pad">
									<Note kind="bad" title={t('drawings.undrawn')}>
										{undrawn}
									</Note>
								</div>
							)}
						</Pane>
					),
				},
				{
					key: 'side',
					title: t('drawings.faults.short'),
					width: '360px',
					children: <TableSide above={props.above} faults={props.faults} analysis={props.analysis} />,
				},
			]}
		/>
	)
}
