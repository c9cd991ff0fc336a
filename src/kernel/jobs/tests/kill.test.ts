import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openPglite } from '#kernel/db/pglite.ts'
import type { Store } from '#kernel/db/store.ts'
import { openFresh, urlOf } from '#tests/database.ts'
import { prepareQueue } from '../api.ts'
import { numberMessages, prepareTrial, trialRows } from './trial.ts'

const messages = 300
const childFile = fileURLToPath(new URL('trial-child.ts', import.meta.url))

/** Starts a worker process on `place` and kills it (-9) once `told` holds `after` messages. */
async function workAndKill(place: string, told: Set<string>, after: number): Promise<void> {
	const child: ChildProcess = spawn(process.execPath, [childFile, place], { stdio: ['ignore', 'pipe', 'pipe'] })
	const errors: string[] = []
	child.stderr?.on('data', (text: Buffer) => errors.push(text.toString()))
	const exited = new Promise<number | null>((resolve) => child.on('exit', resolve))
	if (child.stdout === null) throw new Error('no output')
	try {
		for await (const line of createInterface({ input: child.stdout })) {
			told.add(line)
			if (told.size >= after) child.kill('SIGKILL')
		}
	} finally {
		child.kill('SIGKILL')
	}
	if ((await exited) !== null) throw new Error(`the worker ended by itself: ${errors.join('')}`)
}

async function prepare(store: Store, databaseUrl: string | null): Promise<void> {
	await prepareQueue({ store, databaseUrl })
	await prepareTrial(store)
	await numberMessages(store, 0, messages)
}

const wanted = Array.from({ length: messages }, (_, n) => n)
const testUrl = process.env['SEAWALL_TEST_DATABASE_URL']

describe('jobs and kill -9', () => {
	it.skipIf(testUrl !== undefined)(
		'J2 J4 embedded: nothing lost, nothing twice, over two kills',
		async () => {
			const folder = mkdtempSync(join(tmpdir(), 'seawall-jobs-'))
			const place = join(folder, 'db')
			try {
				const memory = await openFresh()
				await prepare(memory, null)
				if (!('pglite' in memory)) throw new Error('not embedded')
				// The embedded store is a Store with its engine beside it.
				const { pglite } = memory as Awaited<ReturnType<typeof openPglite>>
				const dump = await pglite.dumpDataDir('none')
				await memory.close()
				const first = await openPglite({ folder: place, from: dump })
				await first.close()

				const told = new Set<string>()
				for (const after of [60, 170, messages]) await workAndKill(place, told, after)
				const after = await openPglite({ folder: place })
				expect(await trialRows(after)).toEqual(wanted)
				await after.close()
			} finally {
				rmSync(folder, { recursive: true, force: true })
			}
		},
		120_000,
	)

	it.skipIf(testUrl === undefined)(
		'J2 J4 PostgreSQL: nothing lost, nothing twice, over two kills',
		async () => {
			const store = await openFresh()
			const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(store.db)
			const url = urlOf(testUrl ?? '', rows[0]?.name ?? '')
			await prepare(store, url)
			const told = new Set<string>()
			for (const after of [60, 170, messages]) await workAndKill(url, told, after)
			expect(await trialRows(store)).toEqual(wanted)
			await store.close()
		},
		120_000,
	)
})
