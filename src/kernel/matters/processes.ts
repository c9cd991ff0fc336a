import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Drawing, DrawingFault, readDrawing } from './drawing.ts'

/** Drawings this process has read, by id; and the current one of each process, by name. */
const byId = new Map<string, Drawing>()
const current = new Map<string, Drawing>()

/** As the program ships it, with the elements before which a bureau may draw a task (M101). */
export type Shipped = { readonly drawing: Drawing; readonly mayHold: readonly string[] }
const shipped = new Map<string, Shipped>()

/** A drawing that holds more than one token's path: the process engine runs it (M16 to M41). */
export type WholeDrawing = { readonly process: string; readonly bpmn: string }
const whole = new Map<string, WholeDrawing>()

/**
 * Reads `<folder>/process/*.bpmn` of every slice and makes each the current drawing of `slice.file-name`.
 * Repeatable. One that M1 to M5 do not allow is kept for the process engine, which checks it when it is published (M42).
 */
export async function loadProcesses(
	slices: readonly {
		readonly name: string
		readonly folder: string
		readonly mayHold?: Readonly<Record<string, readonly string[]>>
	}[],
): Promise<void> {
	for (const slice of slices) {
		const folder = join(slice.folder, 'process')
		const files = await readdir(folder).catch(() => [])
		for (const file of files.filter((f) => f.endsWith('.bpmn')).sort()) {
			const text = await readFile(join(folder, file), 'utf8')
			const process = `${slice.name}.${basename(file, '.bpmn')}`
			try {
				const drawing = await readDrawing(process, text)
				shipped.set(process, { drawing, mayHold: slice.mayHold?.[process] ?? [] })
				keepCurrent(drawing)
			} catch (error) {
				if (!(error instanceof DrawingFault)) throw error
				whole.set(process, { process, bpmn: text })
			}
		}
	}
}

/** Makes a drawing the current one of its process: new matters take it, running ones keep theirs (M11). */
export function keepCurrent(drawing: Drawing): void {
	keepDrawing(drawing)
	current.set(drawing.process, drawing)
}

/** The drawing of a process whose steps a slice's acts make, as shipped; null for a process the engine runs. */
export function findShipped(process: string): Shipped | null {
	return shipped.get(process) ?? null
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

export function wholeDrawings(): readonly WholeDrawing[] {
	return [...whole.values()]
}
