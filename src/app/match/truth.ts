import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { UsageFault } from '../commands/command.ts'
import type { Truth } from '#cases'
import { isYes, type Records } from './records.ts'

/**
 * Reads true pairs: two ids a line, with or without a header; a third column labels each pair, and then only those pairs are
 * judged, whatever they share. @throws UsageFault
 */
export async function readTruth(file: string, records: Records): Promise<Truth> {
	const text = await readFile(file, 'utf8').catch(() => {
		throw new UsageFault(`There is no file ${file}.`)
	})
	const lines: string[][] = parse(text, { trim: true, bom: true, skip_empty_lines: true, relax_column_count: true })
	const labels = new Map<number, boolean>()
	let labelled = false
	const unknown: string[] = []
	for (const [n, [one = '', other = '', label]] of lines.entries()) {
		const pair = pairOf(records, one, other)
		if (pair === null) {
			if (n > 0) unknown.push(`${one},${other}`)
			continue
		}
		if (label !== undefined && label !== '') labelled = true
		labels.set(pair, label === undefined || label === '' || isYes(label))
	}
	if (labels.size === 0) throw new UsageFault(`${file}: no line names two of the records.`)
	if (unknown.length > 0)
		throw new UsageFault(`${file}: ${unknown.length} pairs name no record, the first is ${unknown[0]}.`)
	return truthOf(labels, labelled)
}

/** The truth that labels make. */
export function truthOf(labels: ReadonlyMap<number, boolean>, labelled: boolean): Truth {
	const same = new Set([...labels].flatMap(([pair, yes]) => (yes ? [pair] : [])))
	return { same, labelled: labelled ? new Set(labels.keys()) : null }
}

function pairOf({ asked, byId }: Records, one: string, other: string): number | null {
	const straight: [number | undefined, number | undefined] = [byId.a.get(one), byId.b.get(other)]
	const [a, b] = straight.includes(undefined) ? [byId.a.get(other), byId.b.get(one)] : straight
	if (a === undefined || b === undefined || a === b) return null
	return Math.min(a, b) * asked.records + Math.max(a, b)
}
