import { type RefObject, useEffect, useReducer, useRef, useState } from 'react'
import { useLanguage } from '../../../words.ts'
import type { TableEditor, TablePart, TableView } from './editor.ts'

export type OpenedTables = {
	readonly place: RefObject<HTMLDivElement | null>
	readonly editor: TableEditor | null
	readonly views: readonly TableView[]
	readonly active: TableView | undefined
	readonly part: TablePart | undefined
	readonly undrawn: string | null
}

/**
 * Opens a DMN text in `place`, which the caller puts on the screen. A changed text or language is opened anew; dmn-js is
 * loaded when the first one is. `onChange` null: to read only.
 */
export function useTables(text: string, onChange: ((text: string) => void) | null): OpenedTables {
	const language = useLanguage()
	const place = useRef<HTMLDivElement>(null)
	const [editor, setEditor] = useState<TableEditor | null>(null)
	const [undrawn, setUndrawn] = useState<string | null>(null)
	const [, again] = useReducer((count: number) => count + 1, 0)
	const edits = onChange !== null
	useEffect(() => {
		let own: TableEditor | null = null
		let over = false
		const draw = async (): Promise<void> => {
			const { openTables, openTablesToRead } = await import('./open.ts')
			if (over || place.current === null) return
			own = edits ? openTables(place.current, language) : openTablesToRead(place.current, language)
			own.on('views.changed', () => {
				if (!over) again()
			})
			await own.importXML(text)
			if (over) return
			setEditor(own)
			setUndrawn(null)
		}
		draw().catch((error: unknown) => {
			if (!over) setUndrawn(error instanceof Error ? error.message : String(error))
		})
		return () => {
			over = true
			setEditor(null)
			own?.destroy()
		}
	}, [text, edits, language])
	const part = editor?.getActiveViewer()
	useChanges(editor, part, onChange, again)
	return { place, editor, views: editor?.getViews() ?? [], active: editor?.getActiveView(), part, undrawn }
}

/** Each part has its own commands; whichever is on show is listened to. */
function useChanges(
	editor: TableEditor | null,
	part: TablePart | undefined,
	onChange: ((text: string) => void) | null,
	again: () => void,
): void {
	const tell = useRef(onChange)
	tell.current = onChange
	useEffect(() => {
		if (editor === null || part === undefined) return
		let over = false
		let timer: ReturnType<typeof setTimeout> | undefined
		const save = async (): Promise<void> => {
			const { xml } = await editor.saveXML({ format: true })
			if (!over) tell.current?.(xml)
		}
		const heard = (): void => {
			if (over) return
			again()
			clearTimeout(timer)
			timer = setTimeout(() => void save(), 100)
		}
		part.on('commandStack.changed', heard)
		return () => {
			over = true
			part.off('commandStack.changed', heard)
			if (timer !== undefined) clearTimeout(timer)
		}
	}, [editor, part, again])
}
