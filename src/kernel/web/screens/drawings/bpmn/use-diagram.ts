import { type RefObject, useEffect, useRef, useState } from 'react'
import { useLanguage } from '../../../words.ts'
import type { Diagram } from './diagram.ts'

export type Opened = {
	readonly place: RefObject<HTMLDivElement | null>
	/** Null until the text is drawn. */
	readonly diagram: Diagram | null
	/** Why it cannot be drawn, as the editor says it; null when it is drawn or not yet tried. */
	readonly undrawn: string | null
}

/**
 * Draws a text on a canvas in `place`, which the caller puts on the screen. A changed text or language is drawn anew.
 * bpmn-js is loaded when the first drawing is.
 */
export function useDiagram(xml: string, edits: boolean): Opened {
	const language = useLanguage()
	const place = useRef<HTMLDivElement>(null)
	const [diagram, setDiagram] = useState<Diagram | null>(null)
	const [undrawn, setUndrawn] = useState<string | null>(null)
	useEffect(() => {
		let own: Diagram | null = null
		let over = false
		const draw = async (): Promise<void> => {
			const { openModeler, openViewer } = await import('./open.ts')
			if (over || place.current === null) return
			own = edits ? openModeler(place.current, language) : openViewer(place.current, language)
			await own.importXML(xml)
			if (over) return
			fit(own)
			setDiagram(own)
			setUndrawn(null)
		}
		draw().catch((error: unknown) => {
			if (!over) setUndrawn(error instanceof Error ? error.message : String(error))
		})
		return () => {
			over = true
			setDiagram(null)
			own?.destroy()
		}
	}, [xml, edits, language])
	useEffect(() => {
		if (diagram === null || place.current === null) return
		const watch = new ResizeObserver(() => {
			diagram.get('canvas').resized()
			fit(diagram)
		})
		watch.observe(place.current)
		return () => watch.disconnect()
	}, [diagram])
	return { place, diagram, undrawn }
}

/** The whole drawing in view, never larger than drawn. A canvas not on the screen yet is left alone. */
export function fit(diagram: Diagram): void {
	const canvas = diagram.get('canvas')
	const box = canvas.getContainer()
	if (box.clientWidth === 0 || box.clientHeight === 0) return
	canvas.zoom('fit-viewport', 'auto')
	if (canvas.zoom() > 1) canvas.zoom(1, 'auto')
}
