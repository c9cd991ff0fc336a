import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'seawall-match-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string): string {
	writeFileSync(join(folder, name), text)
	return join(folder, name)
}

/** Where the database would be must not come into being. */
function asked(...args: readonly string[]) {
	const env = {
		...process.env,
		SEAWALL_DATA: join(folder, 'none'),
		DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
	}
	const program = join(projectFolder, 'bin', 'seawall.mjs')
	return spawnSync(process.execPath, [program, 'match', ...args], { encoding: 'utf8', env })
}

const names = '{"id": "no", "fields": {"name": "name", "number": "identity"}}'
const one = 'no, name, number\n1,王小明,11010519491231002X\n2,Wang Xiaoming,110105491231002\n3,李红,\n4,王小红,\n'

test('C23 proposed pairs come as JSON lines with their reasons, progress on stderr', () => {
	const { status, stdout, stderr } = asked(file('a.csv', one), '--fields', file('m.json', names))
	expect([status, stderr.includes('4 records')]).toEqual([0, true])
	const lines = stdout
		.trim()
		.split('\n')
		.map((line): unknown => JSON.parse(line))
	expect(lines).toMatchObject([
		{
			a: '1',
			b: '2',
			grouped: true,
			for: [
				{ field: 'number', how: 'same' },
				{ field: 'name', how: 'variant' },
			],
			against: [],
		},
	])
})

test('C23 with true pairs it measures, within one file or between two; labelled pairs alone are judged', () => {
	const [a, m] = [file('a.csv', one), file('m.json', names)]
	const measured = asked(a, '--fields', m, '--truth', file('t.csv', 'x,y\n1,2\n3,4\n'))
	expect(JSON.parse(measured.stdout)).toMatchObject({
		precision: 1,
		recall: 0.5,
		f1: 2 / 3,
		clustered: { recall: 0.5 },
	})
	const b = file('b.csv', 'id,holder,card\nx,Xiaoming Wang,\ny,李宏,\nz,王小红,\n')
	const both = '{"id": {"a": "no", "b": "id"}, "fields": {"name": {"a": "name", "b": "holder", "as": "name"}}}'
	const across = asked(a, b, '--fields', file('b.json', both), '--truth', file('ab.csv', '1,x\n2,x\n3,y\n4,z\n'))
	expect(JSON.parse(across.stdout)).toMatchObject({ precision: 1, recall: 1, f1: 1 })
	const labelled = asked(
		a,
		b,
		'--fields',
		file('b.json', both),
		'--truth',
		file('l.csv', '1,x,true\n1,z,false\n3,z,true\n'),
	)
	expect(JSON.parse(labelled.stdout)).toMatchObject({ precision: 1, recall: 0.5, found: 1, true: 2 })
	const rows = file('rows.csv', 'n1,n2,ok\n王小明,王曉明,true\n王小明,王小红,false\n')
	const paired = '{"fields": {"name": {"a": "n1", "b": "n2", "as": "name"}}, "label": "ok"}'
	expect(JSON.parse(asked(rows, '--fields', file('p.json', paired)).stdout)).toMatchObject({ f1: 1, found: 1, true: 1 })
})

test('C23 a wrong call says what is wrong in one line', () => {
	const a = file('a.csv', one)
	const said = (...args: readonly string[]) => {
		const { status, stderr } = asked(...args)
		return `${status} ${stderr.split('\n')[0] ?? ''}`
	}
	expect(said(a)).toBe('2 Give --fields MAPPING.json.')
	expect(said(a, '--fields', file('k.json', '{"fields": {"name": "nom"}}'))).toMatch(/^2 .*fields\.name/)
	expect(said(a, '--fields', file('c.json', '{"fields": {"nam": "name"}}'))).toBe(
		'2 No column nam; there are: no, name, number.',
	)
	expect(said(join(folder, 'x.csv'), '--fields', file('m.json', names))).toMatch(/^2 There is no file/)
	expect(said(a, '--fields', file('m.json', names), '--truth', file('u.csv', 'a,b\n1,2\n1,99\n'))).toMatch(
		/^2 .*1 pairs name no record/,
	)
})
