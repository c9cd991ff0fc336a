import { SaxesParser, type SaxesTagNS } from 'saxes'
import { modelNamespace } from './guard.ts'

/** Where elements stand in the text of a file that is known to be harmless (M17). */

type Visit = {
	readonly open: (tag: SaxesTagNS, start: number) => void
	readonly close: (tag: SaxesTagNS, end: number) => void
}

/** Walks through the elements with the places where they begin and end in the text. */
function walk(bpmn: string, { open, close }: Visit): void {
	const parser = new SaxesParser({ xmlns: true })
	parser.on('opentag', (tag) => open(tag, bpmn.lastIndexOf('<', parser.position - 1)))
	parser.on('closetag', (tag) => close(tag, parser.position))
	parser.write(bpmn).close()
}

const prose = new Set(['documentation', 'text'])

/** The file with the elements inside documentation and notes left out, XHTML say: a reader of BPMN expects words alone there. */
export function withoutMarkup(bpmn: string): string {
	const cuts: [from: number, to: number][] = []
	let depth = 0
	let from = 0
	walk(bpmn, {
		open: (tag, start) => {
			if (depth === 1) from = start
			if (depth > 0 || (tag.uri === modelNamespace && prose.has(tag.local))) depth += 1
		},
		close: (_, end) => {
			if (depth === 2) cuts.push([from, end])
			if (depth > 0) depth -= 1
		},
	})
	let at = 0
	const kept = cuts.map(([start, end]) => {
		const part = bpmn.slice(at, start)
		at = end
		return part
	})
	return kept.join('') + bpmn.slice(at)
}

/** An element's id or that of the nearest around it, and whether its namespace is none of the OMG's. */
export type Standing = { readonly id: string | null; readonly foreign: boolean }

/** Finds the element that begins at a line and column of the file, both from 0; null when none begins there. */
export function finderOf(bpmn: string): (line: number, column: number) => Standing | null {
	const lines = [0]
	for (let at = bpmn.indexOf('\n'); at >= 0; at = bpmn.indexOf('\n', at + 1)) lines.push(at + 1)
	const found = new Map<number, Standing>()
	const ids: (string | null)[] = []
	walk(bpmn, {
		open: (tag, start) => {
			const id = tag.attributes['id']?.value ?? ids.at(-1) ?? null
			ids.push(id)
			found.set(start, { id, foreign: !tag.uri.startsWith('http://www.omg.org/spec/') })
		},
		close: () => ids.pop(),
	})
	return (line, column) => found.get((lines[line] ?? 0) + column) ?? null
}
