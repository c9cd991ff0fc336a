import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Drawing, readDrawing } from './drawing.ts'

/** Drawings this process has read, by id; and the current one of each process, by name. */
const byId = new Map<string, Drawing>()
const current = new Map<string, Drawing>()

/**
 * Reads `<folder>/process/*.bpmn` of every slice and makes each the current drawing of `slice.file-name`.
 * Repeatable. Throws `DrawingFault` at the first drawing that may not run.
 */
export async function loadProcesses(
	slices: readonly { readonly name: string; readonly folder: string }[],
): Promise<void> {
	for (const slice of slices) {
		const folder = join(slice.folder, 'process')
		const files = await readdir(folder).catch(() => [])
		for (const file of files.filter((f) => f.endsWith('.bpmn')).sort()) {
			const text = await readFile(join(folder, file), 'utf8')
			keepCurrent(await readDrawing(`${slice.name}.${basename(file, '.bpmn')}`, text))
		}
	}
}

/** Makes a drawing the current one of its process: new matters take it, running ones keep theirs (M11). */
export function keepCurrent(drawing: Drawing): void {
	keepDrawing(drawing)
	current.set(drawing.process, drawing)
}

/** Remembers an older drawing that a running matter still follows. */
export function keepDrawing(drawing: Drawing): void {
	byId.set(drawing.id, drawing)
}

/** The current drawing of a process. Asking for one that was never loaded is a fault of the caller. */
export function needProcess(process: string): Drawing {
	const drawing = current.get(process)
	if (drawing === undefined) throw new Error(`process ${process} is not loaded; call loadProcesses first`)
	return drawing
}

export function findDrawing(id: string): Drawing | null {
	return byId.get(id) ?? null
}

/** Every drawing read so far of which `element` is a part. */
export function drawingsWith(element: string): readonly Drawing[] {
	return [...byId.values()].filter((drawing) => drawing.elements.has(element))
}

export function currentDrawings(): readonly Drawing[] {
	return [...current.values()]
}
