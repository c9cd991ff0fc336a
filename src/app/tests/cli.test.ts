import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'

/** Runs the command line as a person would, from another folder. */
function seawall(...args: string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), ...args], {
		encoding: 'utf8',
		env: { ...process.env, SEAWALL_DATA: '/nonexistent/seawall', DATABASE_URL: '' },
	})
	return { status, stdout, stderr }
}

describe('command line', () => {
	it('A2 --help names every command and needs nothing', () => {
		const { status, stdout } = seawall('--help')
		expect(status).toBe(0)
		const named = [
			'start',
			'migrate',
			'demo',
			'import-osm FILE',
			'route --from LON,LAT --to LON,LAT',
			'backup',
			'restore',
		]
		for (const name of [...named, 'ledger verify', 'ledger proof ENTRY', 'ledger witness DIR', 'bench NAME'])
			expect(stdout).toContain(`seawall ${name}`)
	})

	it.each([
		[['nosuch'], 'no command "nosuch"'],
		[['__proto__'], 'no command "__proto__"'],
		[['ledger', 'sing'], 'verify, proof or witness'],
		[['import-osm'], 'FILE'],
		[['import-osm', '/nonexistent.osm.pbf'], 'There is no file'],
		[['route', '--from', '1,2'], 'both points'],
		[['restore', 'x.tar.gz'], 'reason'],
		[['bench', 'nosuch'], 'no bench'],
	])('A2 a wrong call says what is wrong in one line: %s', (args, sentence) => {
		const { status, stderr } = seawall(...args)
		expect(status).toBe(2)
		expect(stderr).toContain(sentence)
		expect(stderr).not.toContain('    at ')
	})
})
