import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { inTx } from '#tests/database.ts'
import { lossesOf, moveProcess, openProcess, publishProcess } from '../process/api.ts'
import { wildDrawings } from '../process/tests/wild.ts'
import { shapesOf } from '../publishing/plan-shapes.ts'

const now = new Date(Date.UTC(2026, 0, 1))
const agency = '019aa000-0000-7000-8000-0000000000a1'

async function publish(tx: Tx, process: string, bpmn: string): Promise<string | null> {
	try {
		return (await publishProcess(tx, { process, bpmn, now })).drawing
	} catch (error) {
		if (error instanceof Refusal) return null
		throw error
	}
}

/** An instance that answered the first wait of its kind so many times. */
async function stand(tx: Tx, process: string, moves: number): Promise<string> {
	const { matter } = await openProcess(tx, { kind: 'trial', process, agency, data: { x: moves }, now })
	for (let n = 0; n < moves; n += 1) {
		const { rows } = await sql<{ n: number }>`select n from matters.process_wait
			where instance_id = ${matter}::uuid and kind in ('task', 'service') order by n limit 1`.execute(tx)
		if (rows[0] === undefined) break
		await moveProcess(tx, matter, { is: 'complete', wait: rows[0].n, data: {} }, now)
	}
	return matter
}

it('M92 matters of one shape fare alike, whatever is drawn and wherever they stand', { timeout: 120_000 }, async () => {
	let alike = 0
	let losing = 0
	await inTx(async (tx) => {
		let run = 0
		await fc.assert(
			fc.asyncProperty(wildDrawings, wildDrawings, async (before, after) => {
				run += 1
				const process = `test.wild-${run}`
				const from = await publish(tx, process, before)
				if (from === null) return
				const matters: string[] = []
				for (const moves of [0, 0, 1, 1, 2, 3, 3, 5, 8]) matters.push(await stand(tx, process, moves))
				const to = await publish(tx, process, after)
				if (to === null) return
				const losses = await lossesOf(tx, matters, { to, elements: {}, now })
				const named = sql`select m.id as matter, m.kind from matters.matter m
					where m.id in (select jsonb_array_elements_text(${JSON.stringify(matters)}::text::jsonb)::uuid)`
				const shapes = await shapesOf(tx, { from }, { from: named, isStepped: false, isApart: false })
				expect(shapes.reduce((sum, one) => sum + one.count, 0)).toBe(matters.length)
				for (const shape of shapes) {
					const told = shape.matters.map((id) => JSON.stringify(losses.get(id) ?? []))
					expect(new Set(told).size).toBe(1)
					if (shape.count > 1) alike += 1
					if (told[0] !== '[]') losing += 1
				}
			}),
			{ numRuns: 25 },
		)
	})
	expect(alike).toBeGreaterThan(5)
	expect(losing).toBeGreaterThan(5)
})
