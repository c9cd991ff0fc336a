import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { addressOf, Client, getJson, pauseReplay, signInTo } from '../bench/demo-server.ts'
import { projectFolder } from '#kernel/folder.ts'

const data = mkdtempSync(join(tmpdir(), 'seawall-kill-'))
const running: ChildProcess[] = []
afterAll(() => {
	for (const child of running) child.kill('SIGKILL')
	rmSync(data, { recursive: true, force: true })
})

const environment = { ...process.env, DATABASE_URL: '', SEAWALL_DATA: data, PORT: '0' }

async function start(): Promise<{ child: ChildProcess; address: string }> {
	const child = spawn(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), 'start'], {
		env: environment,
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	running.push(child)
	const address = await addressOf(child)
	await pauseReplay(address)
	return { child, address }
}

async function kill(child: ChildProcess): Promise<void> {
	const gone = new Promise((resolve) => child.once('exit', resolve))
	child.kill('SIGKILL')
	await gone
}

/** Writes notes until the server is gone; gives the receipts that were answered. */
async function notesUntilGone(address: string, killAfter: number, child: ChildProcess): Promise<string[]> {
	const cookie = await signInTo(address, 'dispatcher')
	const list = await getJson(`${address}/api/views/dispatch.incident.list?limit=20`, cookie)
	const ids = [...JSON.stringify(list).matchAll(/"id":"([0-9a-f-]{36})","number"/g)].map((match) => match[1] ?? '')
	const client = new Client(address, cookie, 4)
	const receipts: string[] = []
	let count = 0
	let gone: Promise<void> = Promise.resolve()
	const write = async (): Promise<void> => {
		for (;;) {
			count += 1
			const input = { incident: ids[count % ids.length], text: `note ${count}` }
			const receipt = await client
				.receipt('dispatch.incident.note', input, `kill-${killAfter}-${count}-key`)
				.catch((error: unknown) => {
					if (receipts.length < killAfter) throw error
					return null
				})
			if (receipt === null) return
			receipts.push(receipt)
			if (receipts.length === killAfter) gone = kill(child)
		}
	}
	await Promise.all([write(), write(), write(), write()])
	await gone
	return receipts
}

it('S2 killed in the middle of acts, again and again, the server forgets none it answered, and the ledger verifies', async () => {
	const answered: string[] = []
	for (const killAfter of [40, 90]) {
		const { child, address } = await start()
		answered.push(...(await notesUntilGone(address, killAfter, child)))
	}
	expect(answered.length).toBeGreaterThanOrEqual(130)
	const { child, address } = await start()
	const states = await Promise.all(answered.map((hash) => getJson(`${address}/api/ledger/receipt/${hash}`)))
	const numbers = states.map((state) => (typeof state === 'object' && state !== null && 'n' in state ? state.n : null))
	expect(numbers.filter((n) => n === null)).toEqual([])
	expect(new Set(numbers).size).toBe(answered.length)
	const stopped = new Promise((resolve) => child.once('exit', resolve))
	child.kill('SIGTERM')
	await stopped
	const verify = spawn(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), 'ledger', 'verify'], {
		env: environment,
		stdio: 'pipe',
	})
	let out = ''
	verify.stdout.on('data', (part: Buffer) => (out += part.toString()))
	verify.stderr.on('data', (part: Buffer) => (out += part.toString()))
	const code = await new Promise((resolve) => verify.once('exit', resolve))
	expect(code, out).toBe(0)
}, 300_000)
