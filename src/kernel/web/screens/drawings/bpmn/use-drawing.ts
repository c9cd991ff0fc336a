import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { Diagram, Drawn } from './diagram.ts'

/** Tells each change of a drawing as a whole text, once the hand rests for a moment; draws the caller again at every step. */
export function useText(diagram: Diagram | null, onChange: (text: string) => void): void {
	const [, again] = useReducer((count: number) => count + 1, 0)
	const tell = useRef(onChange)
	tell.current = onChange
	useEffect(() => {
		if (diagram === null) return
		let over = false
		let timer: ReturnType<typeof setTimeout> | undefined
		const save = async (): Promise<void> => {
			const { xml } = await diagram.saveXML({ format: true })
			if (!over && xml !== undefined) tell.current(xml)
		}
		diagram.on('commandStack.changed', () => {
			if (over) return
			again()
			clearTimeout(timer)
			timer = setTimeout(() => void save(), 100)
		})
		return () => {
			over = true
			clearTimeout(timer)
		}
	}, [diagram])
}

/** The one element chosen on the canvas, and choosing one by its id; a label stands for what it labels. */
export function useSelection(diagram: Diagram | null): readonly [Drawn | null, (id: string) => void] {
	const [, again] = useReducer((count: number) => count + 1, 0)
	useEffect(() => {
		if (diagram === null) return
		let over = false
		for (const event of ['selection.changed', 'element.changed', 'commandStack.changed'])
			diagram.on(event, () => {
				if (!over) again()
			})
		return () => {
			over = true
		}
	}, [diagram])
	const select = useCallback(
		(id: string) => {
			const element = diagram?.get('elementRegistry').get(id)
			if (diagram === null || element === undefined) return
			diagram.get('selection').select(element)
			if (diagram.get('canvas').getContainer().clientWidth > 0) diagram.get('canvas').scrollToElement(id)
		},
		[diagram],
	)
	const chosen = diagram?.get('selection').get() ?? []
	const one = chosen.length === 1 ? chosen[0] : undefined
	return [one?.labelTarget ?? one ?? null, select]
}
