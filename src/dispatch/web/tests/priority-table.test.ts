import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadTables } from '#kernel/tables/api.ts'
import { facts as factsSchema, incidentType } from '../../contract/lists.ts'
import { priorityOf } from '../../rules/tables.ts'
import { around, hitRow, readTable } from '../intake/priority-table.ts'

const rows = readTable(readFileSync(join(import.meta.dirname, '../../process/priority.dmn'), 'utf8'))
const members = <T extends string>(options: readonly T[]) => fc.constantFrom(...options)
const anyFacts = fc.record({
	weapon: members(['none', 'blade', 'firearm', 'other', 'unknown'] as const),
	hurt: members(['none', 'slight', 'serious', 'unknown'] as const),
	ongoing: members(['yes', 'no', 'unknown'] as const),
	vulnerable: members(['yes', 'no', 'unknown'] as const),
})

describe('the priority table on screen', () => {
	beforeAll(() => loadTables([{ name: 'dispatch', folder: join(import.meta.dirname, '../..') }]))

	test('DS2 the row foreseen is the row the server decides by', () => {
		fc.assert(
			fc.property(members(incidentType.options), anyFacts, (type, facts) => {
				const decided = priorityOf(type, factsSchema.parse(facts))
				const hit = hitRow(rows, type, facts)
				expect([hit?.row, hit?.priority]).toEqual([decided.rule.rows[0], decided.priority])
			}),
			{ numRuns: 400 },
		)
	})

	test('DS2 the hit row is among those shown', () => {
		for (const type of incidentType.options) {
			const hit = hitRow(rows, type, factsSchema.parse({}))
			expect(around(rows, type, hit)).toContain(hit)
		}
	})
})
