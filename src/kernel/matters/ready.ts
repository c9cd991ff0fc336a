import type { Words } from '../contract/declare.ts'

/** A drawing that ships to be copied (M106). It runs nothing until a bureau publishes a copy. */
export type ReadyDrawing = {
	/** `case-acceptance` */
	readonly key: string
	/** What a copy is drafted under: `own.case-acceptance`, or the program's own process that it is a version of. */
	readonly name: string
	readonly title: Words
	/** What it is for, in a sentence. */
	readonly purpose: Words
	/** BPMN 2.0. */
	readonly text: string
	/** Rule tables it asks, by name. */
	readonly tables: readonly string[]
	/** Drawings it calls, by name: published first. */
	readonly calls: readonly string[]
}

let inUse: readonly ReadyDrawing[] = []

/** Hands over the drawings that ship. For the start of the program. @throws Error when two have one key */
export function useReadyDrawings(drawings: readonly ReadyDrawing[]): void {
	const keys = new Set(drawings.map(({ key }) => key))
	if (keys.size !== drawings.length) throw new Error('two ready drawings have one key')
	inUse = drawings
}

/** Drawings that ship to be copied, in the order of lists. */
export function readyDrawings(): readonly ReadyDrawing[] {
	return inUse
}

/** One of them; null when none has the key. */
export function findReadyDrawing(key: string): ReadyDrawing | null {
	return inUse.find((one) => one.key === key) ?? null
}
