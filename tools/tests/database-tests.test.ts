import { join } from 'node:path'
import { expect, it } from 'vitest'
import { databaseTests } from '../database-tests.ts'

const root = join(import.meta.dirname, '..', '..')

it('a second database runs every test that speaks to it, directly or through a stage, and no others', () => {
	const found = databaseTests(root)
	expect(found).toContain('src/kernel/matters/tests/matter.test.ts')
	expect(found).toContain('src/dispatch/tests/incidents.test.ts')
	expect(found).toContain('src/kernel/jobs/tests/kill.test.ts')
	expect(found).not.toContain('src/kernel/matters/process/tests/tree.test.ts')
	expect(found).not.toContain('tools/tests/database-tests.test.ts')
	expect(found.filter((file) => file.includes('journeys'))).toEqual([])
})
