import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readProcesses, readScript, simulate } from '../api.ts'
import { drawNet, nets, playNet } from './net.ts'

const first = Date.UTC(2026, 0, 1)
const minute = 60_000

describe('unstructured drawings', () => {
	it('M23 to M25 the engine and a naive player do the same tasks at the same minutes and leave as many tokens', async () => {
		let compared = 0
		await fc.assert(
			fc.asyncProperty(nets, async (net) => {
				const played = playNet(net)
				if (played.unclear) return
				const { bpmn, data, script } = drawNet(net)
				const [process] = (await readProcesses(bpmn)).processes
				expect(process?.faults).toEqual([])
				if (process === undefined) return
				const done: string[] = []
				const outcome = simulate({
					model: process.model,
					data,
					script: readScript(script),
					called: () => null,
					print: ({ what, type, element, at }) => {
						if (what === 'complete' && type === 'UserTask') done.push(`${element} ${(Date.parse(at) - first) / minute}`)
					},
				})
				expect(done.toSorted()).toEqual(played.done)
				expect(outcome.open?.length ?? 0).toBe(played.left)
				compared += 1
			}),
			{ numRuns: 250 },
		)
		expect(compared).toBeGreaterThan(180)
	}, 120_000)
})
