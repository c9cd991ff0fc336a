import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useKeys } from '../../../keyboard.ts'
import { Button } from '../../../parts/Button.tsx'
import { Columns } from '../../../parts/Columns.tsx'
import { Note } from '../../../parts/Note.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { useWords } from '../../../words.ts'
import { ElementTable } from './ElementTable.tsx'
import { Files } from './Files.tsx'
import { type Finding, type Linted, lint } from './lint.ts'
import { rowsOf } from './rows.ts'
import { Palette } from './Palette.tsx'
import { Side } from './Side.tsx'
import { fit, useDiagram } from './use-diagram.ts'
import { useMarks } from './use-marks.ts'
import { useSelection, useText } from './use-drawing.ts'

export type EditorProps = {
	/** The text to begin from; another one begins anew. */
	readonly text: string
	/** Each change, as a whole text. */
	readonly onChange: (text: string) => void
	/** What else stands against the text, found elsewhere (by the server), of the text as it is now. */
	readonly faults: readonly Finding[]
	/** Head and foot of the canvas's panel. */
	readonly title: ReactNode
	readonly note?: ReactNode
	readonly foot?: ReactNode
	/** Above what is written about an element: problems of the act. */
	readonly above?: ReactNode
	/** Name of an exported file, without its end. */
	readonly file: string
}

/** W40 to W45. A drawing being drawn: canvas or table at the left, the chosen element and the faults at the right. */
export function BpmnEditor(props: EditorProps) {
	const t = useWords()
	const [begun, setBegun] = useState(props.text)
	const [shown, setShown] = useState('canvas')
	const [asTable, setAsTable] = useState(false)
	const { place, diagram, undrawn } = useDiagram(begun, true)
	const { onChange } = props
	const [text, setText] = useState(begun)
	const changed = useCallback(
		(now: string) => {
			setText(now)
			onChange(now)
		},
		[onChange],
	)
	useText(diagram, changed)
	// W44. A text without a picture is read in its table; there is nothing to draw on.
	const table = asTable || undrawn !== null
	const linted = useLint(text)
	const faults = withServer(linted?.faults ?? [], props.faults)
	useMarks(diagram, faults)
	const [selected, select] = useSelection(diagram)
	const again = (): void => {
		if (diagram !== null) fit(diagram)
	}
	const stack = diagram?.get('commandStack')
	useKeys({
		Z: () => stack?.undo(),
		Y: () => stack?.redo(),
		F: again,
		T: () => setAsTable((was) => !was),
	})
	const take = (found: string): void => {
		setBegun(found)
		changed(found)
	}
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'canvas',
					title: t('drawings.canvas'),
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
									<Button keys="F" bind={false} onPress={again}>
										{t('drawings.fit')}
									</Button>
									<Button keys="T" bind={false} onPress={() => setAsTable(!asTable)}>
										{t(asTable ? 'drawings.as-picture' : 'drawings.as-table')}
									</Button>
									<Files text={text} name={props.file} end="bpmn" onTake={take} />
								</>
							}
							foot={props.foot}
						>
							<div className="canvas-row" hidden={table}>
								{diagram === null ? null : <Palette diagram={diagram} selected={selected} />}
								<div className="canvas" ref={place} />
							</div>
							{undrawn === null ? null : (
								<div className="pad">
									<Note kind="plain" title={t('drawings.undrawn')}>
										{t('drawings.undrawn.draft')}
									</Note>
								</div>
							)}
							{table ? (
								<ElementTable
									rows={linted === null ? [] : rowsOf(linted.reading)}
									faults={faults}
									selected={selected?.id ?? null}
									onSelect={select}
								/>
							) : null}
						</Pane>
					),
				},
				{
					key: 'side',
					title: t('drawings.side'),
					width: '360px',
					children: (
						<Side
							above={props.above}
							diagram={diagram}
							selected={selected}
							onSelect={(id) => {
								select(id)
								setShown('canvas')
							}}
							faults={faults}
							advice={linted?.advice ?? []}
						/>
					),
				},
			]}
		/>
	)
}

/** What stands against the text as it is, a moment after the last change. */
function useLint(text: string): Linted | null {
	const [linted, setLinted] = useState<Linted | null>(null)
	const latest = useRef(text)
	useEffect(() => {
		latest.current = text
		const timer = setTimeout(() => {
			void lint(text).then((found) => {
				if (latest.current === text) setLinted(found)
			})
		}, 120)
		return () => clearTimeout(timer)
	}, [text])
	return linted
}

/** Both findings once: the server finds what this browser does, and what only it can know. */
function withServer(own: readonly Finding[], server: readonly Finding[]): readonly Finding[] {
	const keyOf = ({ element, rule, sentence }: Finding): string => `${element ?? ''} ${rule} ${sentence?.en ?? ''}`
	const known = new Set(own.map(keyOf))
	return [...own, ...server.filter((each) => !known.has(keyOf(each)))]
}
