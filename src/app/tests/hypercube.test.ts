import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'seawall-hypercube-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function asked(instance: unknown) {
	const file = join(folder, 'instance.json')
	writeFileSync(file, typeof instance === 'string' ? instance : JSON.stringify(instance))
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[join(projectFolder, 'bin', 'seawall.mjs'), 'hypercube', file],
		{ encoding: 'utf8' },
	)
	return { status, stdout, stderr }
}

describe('seawall hypercube', () => {
	test('D260 answers an instance as JSON: two alike units without a line are Erlang’s loss', () => {
		const pair = { servers: 2, mu: 1, line: 0, classes: [{ rate: 1, pref: [1, 2] }], source: 'passed over' }
		const { status, stdout } = asked(pair)
		const answer: { allBusy: number; lost: number; workload: number[] } = JSON.parse(stdout)
		expect(status).toBe(0)
		// B(2, 1) = (1/2) / (1 + 1 + 1/2).
		expect(answer.allBusy).toBeCloseTo(0.2, 10)
		expect(answer.lost).toBeCloseTo(0.2, 10)
		expect(answer.workload[0]).toBeCloseTo(0.5, 10)
	})

	test('D262 what cannot be answered says why: a line without end as a fault, a wrong file as a wrong call', () => {
		const over = asked({ servers: 1, mu: 1, classes: [{ rate: 2, pref: [1] }] })
		expect([over.status, JSON.parse(over.stdout)]).toEqual([1, { fault: expect.stringContaining('no end') }])
		expect(asked('{').status).toBe(2)
		expect(asked({ servers: 0, classes: [] }).stderr).toContain('servers')
	})
})
