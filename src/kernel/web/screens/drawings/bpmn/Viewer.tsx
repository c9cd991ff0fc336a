import { useEffect, useState } from 'react'
import { Note } from '../../../parts/Note.tsx'
import { useLanguage, useWords } from '../../../words.ts'
import { inLanguage } from '../names.ts'
import type { Diagram } from './diagram.ts'
import { ElementTable } from './ElementTable.tsx'
import { type Linted, lint } from './lint.ts'
import { rowsOf } from './rows.ts'
import { useDiagram } from './use-diagram.ts'

type Shown = {
	readonly text: string
	readonly marks?: Readonly<Record<string, string>>
	readonly asTable?: boolean
	readonly chosen?: string | null
	/** Called with the canvas when it is drawn. */
	readonly onDrawn?: (diagram: Diagram | null) => void
}

/** A drawing to look at, as picture or as table. */
export function DrawingPicture({ text, marks, asTable = false, chosen = null, onDrawn }: Shown) {
	const t = useWords()
	const language = useLanguage()
	const { place, diagram, undrawn } = useDiagram(inLanguage(text, language), false)
	useElementMarks(diagram, marks)
	useEffect(() => onDrawn?.(diagram), [diagram, onDrawn])
	useEffect(() => {
		const element = chosen === null ? undefined : diagram?.get('elementRegistry').get(chosen)
		if (diagram === null) return
		diagram.get('selection').select(element ?? null)
		if (chosen !== null && element !== undefined) diagram.get('canvas').scrollToElement(chosen)
	}, [diagram, chosen])
	// W44. A text without a picture is read in its table: there is nothing else to look at.
	const table = asTable || undrawn !== null
	return (
		<>
			<div className="canvas-row" hidden={table}>
				<div className="canvas" ref={place} />
			</div>
			{undrawn === null ? null : (
				<div className="pad">
					<Note kind="plain" title={t('drawings.undrawn')}>
						{t('drawings.undrawn.table')}
					</Note>
				</div>
			)}
			{table ? <Elements text={inLanguage(text, language)} /> : null}
		</>
	)
}

function Elements({ text }: { readonly text: string }) {
	const [linted, setLinted] = useState<Linted | null>(null)
	useEffect(() => {
		let over = false
		void lint(text).then((found) => {
			if (!over) setLinted(found)
		})
		return () => {
			over = true
		}
	}, [text])
	return linted === null ? <div aria-busy="true" /> : <ElementTable rows={rowsOf(linted.reading)} />
}

/** Marks elements by a class each; what is not on this canvas is passed over. */
export function useElementMarks(diagram: Diagram | null, marks: Readonly<Record<string, string>> | undefined): void {
	const key = JSON.stringify(marks ?? {})
	useEffect(() => {
		if (diagram === null) return
		const canvas = diagram.get('canvas')
		const registry = diagram.get('elementRegistry')
		const here = Object.entries(marks ?? {}).filter(([id]) => registry.get(id) !== undefined)
		for (const [id, mark] of here) canvas.addMarker(id, mark)
		return () => {
			for (const [id, mark] of here) if (registry.get(id) !== undefined) canvas.removeMarker(id, mark)
		}
	}, [diagram, key])
}
