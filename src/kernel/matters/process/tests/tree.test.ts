import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readProcesses, readScript, simulate } from '../api.ts'
import { blocks, draw, meaningOf } from './tree.ts'

const first = Date.UTC(2026, 0, 1)
const minute = 60_000

describe('block-structured drawings', () => {
	it('M23 to M25, M31 the engine does each task at the minute that follows from the blocks', async () => {
		await fc.assert(
			fc.asyncProperty(blocks, async (block) => {
				const { bpmn, data, script } = draw(block)
				const { processes } = await readProcesses(bpmn)
				const [process] = processes
				if (process === undefined) throw new Error('nothing drawn')
				expect(process.faults).toEqual([])
				const done: [string, number][] = []
				const outcome = simulate({
					model: process.model,
					data,
					script: readScript(script),
					called: () => null,
					print: ({ what, type, element, at }) => {
						if (what === 'complete' && type === 'UserTask') done.push([element, (Date.parse(at) - first) / minute])
					},
				})
				const expected = meaningOf(block)
				expect(outcome.result).toBe('completed')
				expect((Date.parse(outcome.at) - first) / minute).toBe(expected.end)
				expect(done.toSorted((a, b) => a[1] - b[1] || a[0].localeCompare(b[0]))).toEqual(expected.done)
			}),
			{ numRuns: 100 },
		)
	}, 120_000)
})
