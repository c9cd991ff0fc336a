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
			writeSync(handle, `${process.pid} ${begunAt(process.pid)}`)
			closeSync(handle)
			return () => {
				try {
					unlinkSync(file)
				} catch {}
			}
		} catch (error) {
			if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
			const [pid = '', begun = ''] = readFileSync(file, 'utf8').split(' ')
			const holder = Number(pid)
			if (isAlive(holder, begun)) {
				throw new Error(
					`The folder ${folder} is in use by process ${holder}. Stop it first, or choose another folder with SEAWALL_DATA.`,
				)
			}
			unlinkSync(file)
		}
	}
	throw new Error(`The folder ${folder} is being taken by another process. Try again.`)
}

/** True when the process that took the lock still runs; another one that was given its number later does not count. */
function isAlive(pid: number, begun: string): boolean {
	if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
	if (begun !== '' && begunAt(pid) !== begun) return false
	try {
		process.kill(pid, 0)
		return true
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM'
	}
}

/** When a process began, in the kernel's ticks (`/proc/<pid>/stat` field 22); empty where that cannot be read, or it ended. */
function begunAt(pid: number): string {
	try {
		// The name in field 2 may hold spaces and brackets: what counts comes after the last one.
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /s, '')
			.split(' ')
		const ended = fields[0] === 'Z' || fields[0] === 'X'
		return ended ? 'ended' : (fields[19] ?? '')
	} catch {
		return ''
	}
}
