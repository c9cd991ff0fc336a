import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Takes a lock file beside `folder` (not in it: the engine owns that). Two processes on one embedded database lose rows.
 * A lock whose process is gone is taken over. Gives back the unlock.
 */
export function lockFolder(folder: string): () => void {
	const file = `${folder}.lock`
	mkdirSync(dirname(file), { recursive: true })
	for (let attempt = 0; attempt < 2; attempt += 1) {
		try {
			const handle = openSync(file, 'wx', 0o600)
			writeSync(handle, String(process.pid))
			closeSync(handle)
			return () => {
				try {
					unlinkSync(file)
				} catch {}
			}
		} catch (error) {
			if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
			const holder = Number(readFileSync(file, 'utf8'))
			if (isAlive(holder)) {
				throw new Error(
					`The folder ${folder} is in use by process ${holder}. Stop it first, or choose another folder with SEAWALL_DATA.`,
				)
			}
			unlinkSync(file)
		}
	}
	throw new Error(`The folder ${folder} is being taken by another process. Try again.`)
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false
	try {
		process.kill(pid, 0)
		return true
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM'
	}
}
