import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crowdLimit, labelWidth, layOut, type Mark, metresPerPixel, scaleBar } from '../marks.ts'

const frame = { left: 0, top: 0, right: 800, bottom: 600 }
const project = (at: readonly [number, number]) => ({ x: at[0], y: at[1] })
const unit = (id: string, x: number, y: number): Mark => ({
	kind: 'unit',
	id,
	at: [x, y],
	status: 'available',
	label: `Old ${id}`,
	heading: null,
	stale: null,
})
const some = fc
	.array(fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 600 })), { maxLength: 60 })
	.map((places) => places.map(([x, y], n) => unit(String(n), x, y)))

describe('marks', () => {
	test('W41 two marks at one place stand apart, each joined to its place', () => {
		const { placed } = layOut([unit('a', 100, 100), unit('b', 100, 100)], project, new Set(), frame)
		const [a, b] = placed
		expect(Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThan(20)
		expect(placed.map((p) => p.leader)).toEqual([true, true])
		expect(placed.map((p) => p.trueX)).toEqual([100, 100])
	})

	test('W41 the selected mark keeps its exact place', () => {
		fc.assert(
			fc.property(some, (marks) => {
				const first = marks[0]
				if (first === undefined) return
				const { placed } = layOut(marks, project, new Set([first.id]), frame)
				const held = placed.find((p) => p.mark.id === first.id)
				expect([held?.x, held?.y]).toEqual([first.at[0], first.at[1]])
			}),
		)
	})

	test('W42 no mark is lost or doubled, and a crowd holds more than the limit', () => {
		fc.assert(
			fc.property(some, (marks) => {
				const { placed, crowds } = layOut(marks, project, new Set(), frame)
				const ids = [...placed.map((p) => p.mark.id), ...crowds.flatMap((c) => c.marks.map((m) => m.id))]
				expect(ids.toSorted()).toEqual(marks.map((m) => m.id).toSorted())
				for (const crowd of crowds) expect(crowd.marks.length).toBeGreaterThan(crowdLimit)
			}),
		)
	})

	test('W43 labels lie inside the frame and meet no mark', () => {
		fc.assert(
			fc.property(some, (marks) => {
				const { placed } = layOut(marks, project, new Set(), frame)
				for (const p of placed) {
					if (p.label === null) continue
					const w = labelWidth(p.mark.label)
					const left = p.x + p.label.dx - (p.label.anchor === 'end' ? w : p.label.anchor === 'middle' ? w / 2 : 0)
					expect(left).toBeGreaterThanOrEqual(0)
					expect(left + w).toBeLessThanOrEqual(800)
				}
			}),
		)
	})

	test('W43 the scale bar is round and fits', () => {
		for (const zoom of [10, 13.3, 15, 17.8]) {
			const bar = scaleBar(metresPerPixel(29.1, zoom), 90)
			expect(bar.width).toBeLessThanOrEqual(90)
			expect([1, 2, 5]).toContain(Number(String(bar.metres)[0]))
		}
	})
})
