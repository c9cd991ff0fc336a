import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { lockFolder } from '#kernel/db/lock.ts'

const home = mkdtempSync(join(tmpdir(), 'seawall-lock-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

it('S12 a folder in use by another process is refused, naming it', () => {
	const folder = join(home, 'used')
	// The parent of this test runs for as long as the test does.
	writeFileSync(`${folder}.lock`, `${process.ppid} `)
	expect(() => lockFolder(folder)).toThrow(`in use by process ${process.ppid}`)
})

it('S12 a lock whose process is gone, or whose number another process now has, is taken over', () => {
	const folder = join(home, 'left')
	const { pid } = spawnSync(process.execPath, ['-e', '0'])
	writeFileSync(`${folder}.lock`, `${pid} 17`)
	lockFolder(folder)()
	writeFileSync(`${folder}.lock`, `${process.ppid} 17`)
	const unlock = lockFolder(folder)
	expect(existsSync(`${folder}.lock`)).toBe(true)
	unlock()
	expect(existsSync(`${folder}.lock`)).toBe(false)
})
