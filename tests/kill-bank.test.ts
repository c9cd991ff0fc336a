import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { z } from 'zod'
import { addressOf, pauseReplay, signInTo } from '../bench/demo-server.ts'
import { projectFolder } from '#kernel/folder.ts'
import { listOrders, showOrder } from '#funds/contract.ts'
import { verdictOf } from '#funds/simulator/answers.ts'
import { openFresh, urlOf } from './database.ts'
import { type Ask, stopPayment, tellFraud } from './fraud.ts'

/** The server and the banks' simulator are killed while answers are under way: nothing is lost, nothing counts twice. */

const data = mkdtempSync(join(tmpdir(), 'seawall-kill-bank-'))
const running: ChildProcess[] = []
afterAll(() => {
	for (const child of running) child.kill('SIGKILL')
	rmSync(data, { recursive: true, force: true })
})

const keys =
	'GWBK=gangwan-key-of-a-test XJRC=xijiang-key-of-a-test DLBK=donglan-key-of-a-test PAYA=payment-key-of-a-test'

async function freePort(): Promise<number> {
	const server = createServer()
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const address = server.address()
	await new Promise((resolve) => server.close(resolve))
	return typeof address === 'object' && address !== null ? address.port : 0
}

function begin(args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
	const child = spawn(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), ...args], {
		env: { ...process.env, SEAWALL_BANK_KEYS: keys, ...environment },
		stdio: ['ignore', 'pipe', 'ignore'],
	})
	running.push(child)
	return child
}

async function kill(child: ChildProcess): Promise<void> {
	const gone = new Promise((resolve) => child.once('exit', resolve))
	child.kill('SIGKILL')
	await gone
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function callers(address: string): Promise<{ ask: Ask; look(view: string, query: string): Promise<unknown> }> {
	const cookies = {
		desk: await signInTo(address, 'dispatcher', 'xigang-command'),
		leader: await signInTo(address, 'shift_leader', 'xigang-command'),
	}
	const outputOf = async (response: Response, name: string): Promise<unknown> => {
		if (!response.ok) throw new Error(`${name} was answered ${response.status}: ${await response.text()}`)
		return z.object({ output: z.unknown() }).parse(await response.json()).output
	}
	return {
		ask: async (who, act, input) =>
			outputOf(
				await fetch(`${address}/api/acts/${act}`, {
					method: 'POST',
					headers: { cookie: cookies[who], 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
					body: JSON.stringify({ input }),
				}),
				act,
			),
		look: async (view, query) =>
			outputOf(await fetch(`${address}/api/views/${view}?${query}`, { headers: { cookie: cookies.leader } }), view),
	}
}

it('F151 killed again and again, server and simulator lose no answer and count none twice', async () => {
	const url = process.env['SEAWALL_TEST_DATABASE_URL']
	const fresh = url === undefined ? null : await openFresh()
	try {
		const named =
			fresh === null ? null : await sql<{ name: string }>`select current_database() as name`.execute(fresh.db)
		const port = String(await freePort())
		const place = {
			SEAWALL_DATA: data,
			DATABASE_URL: url === undefined ? '' : urlOf(url, named?.rows[0]?.name ?? ''),
			PORT: port,
			SEAWALL_REQUESTS_PER_MINUTE: '1000000',
		}
		let server = begin(['start'], place)
		const address = await addressOf(server)
		await pauseReplay(address)
		const bank = () => begin(['funds', 'simulator', '--server', address, '--seed', '11', '--pace', '0.3'], {})
		let simulator = bank()
		const first = await callers(address)
		const { report, payments } = await tellFraud(first.ask)
		const targets = [...new Map(payments.map((one) => [one.tail, one.payment])).values()]
		for (const payment of targets) await stopPayment(first.ask, report, payment)
		await pause(700)
		await kill(simulator)
		simulator = bank()
		await pause(900)
		await kill(server)
		server = begin(['start'], place)
		await addressOf(server)
		await pause(600)
		await kill(simulator)
		simulator = bank()
		const { look } = await callers(address)
		const answered = async () => {
			const { rows } = listOrders.output.parse(await look(listOrders.name, ''))
			return rows.filter(({ answer }) => answer !== null)
		}
		let rows = await answered()
		for (let tries = 0; tries < 120 && rows.length < targets.length; tries += 1) {
			await pause(500)
			rows = await answered()
		}
		// What is sent late comes too.
		await pause(5_000)
		rows = await answered()
		expect(rows).toHaveLength(targets.length)
		for (const row of rows) {
			const shown = showOrder.output.parse(
				await look(
					showOrder.name,
					`order=${row.id}&purposeReason=${encodeURIComponent('To check what the bank said.')}`,
				),
			)
			const { is, amount } = verdictOf(shown.document)
			expect(shown.row.answer).toMatchObject({ is, amountMinor: amount?.minor ?? null })
			const names = shown.answers.map(({ message }) => message)
			expect(new Set(names).size).toBe(names.length)
			expect(shown.answers.filter(({ standing }) => standing === 'applied').length).toBeGreaterThan(0)
		}
	} finally {
		await Promise.all(running.filter((child) => child.exitCode === null && child.signalCode === null).map(kill))
		await fresh?.close()
	}
}, 300_000)
