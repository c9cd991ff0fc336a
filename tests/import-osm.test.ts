import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'

const oracles = process.env['SEAWALL_ORACLES']
const data = mkdtempSync(join(tmpdir(), 'seawall-import-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

/** Runs the command as an installer would; gives what it printed and its code. */
async function seawall(...args: string[]): Promise<{ code: number | null; out: string }> {
	const child = spawn(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), ...args], {
		env: { ...process.env, DATABASE_URL: '', SEAWALL_DATA: data },
	})
	let out = ''
	child.stdout.on('data', (part: Buffer) => (out += part.toString()))
	child.stderr.on('data', (part: Buffer) => (out += part.toString()))
	const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
	return { code, out }
}

it.skipIf(oracles === undefined)(
	'G1 a bureau imports its own town with one command, and the command line finds a way in it; what is no map is refused',
	async () => {
		const imported = await seawall('import-osm', join(oracles ?? '', 'osm', 'monaco.osm.gz'))
		expect(imported.code, imported.out).toBe(0)
		expect(imported.out).toMatch(/streets/)
		const way = await seawall('route', '--from', '7.41016,43.728677', '--to', '7.4277,43.739213')
		expect(way.code, way.out).toBe(0)
		expect(way.out).toMatch(/\d+ m, \d+(\.\d+)? s/)
		const refused = await seawall('import-osm', join(projectFolder, 'package.json'))
		expect(refused.code).not.toBe(0)
		expect(refused.out).not.toMatch(/at .*\.ts:\d+/)
	},
	180_000,
)
