import { parentPort, workerData } from 'node:worker_threads'
import { type Asked, match, type Matched, threshold } from '../rules/match/match.ts'
import type { Proposed, Resolved, Told } from './messages.ts'

/** The thread in which records are compared, so that whoever asked goes on. */
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')
const tell = (told: Told): void => port.postMessage(told)

function run(): Resolved {
	// What `resolve` passes has this shape.
	const { asked, explain } = workerData as { readonly asked: Asked; readonly explain: boolean }
	const matched = match(asked, (step) => tell({ step }))
	const found = matched.pairs.filter((_, n) => (matched.odds[n] ?? 0) >= threshold)
	return { found, groups: matched.groups, proposed: explain ? proposedOf(matched, asked.records) : [] }
}

function proposedOf(matched: Matched, records: number): readonly Proposed[] {
	const made: Proposed[] = []
	for (const [n, bits] of matched.odds.entries()) {
		if (bits < threshold) continue
		const pair = matched.pairs[n] ?? 0
		const a = Math.floor(pair / records)
		made.push({ a, b: pair - a * records, bits: Math.round(bits * 10) / 10, reasons: matched.reasons(n) })
	}
	return made.sort((x, y) => y.bits - x.bits || x.a - y.a || x.b - y.b)
}

try {
	tell({ done: run() })
} catch (error) {
	tell({ failed: error instanceof Error ? error.message : String(error) })
}
