import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { killAgain } from '../bench/process-bed/kill.ts'
import { openFresh, urlOf } from './database.ts'

/** The full count, 100,000 timers and 1,000 openings, is in `bench/process.ts`. */
const timers = 600
const opens = 60

it('M45 killed again and again in the middle of timers and steps, it has lost none and done none twice', async () => {
	const data = mkdtempSync(join(tmpdir(), 'seawall-kill-process-'))
	const url = process.env['SEAWALL_TEST_DATABASE_URL']
	const fresh = url === undefined ? null : await openFresh()
	try {
		const named =
			fresh === null ? null : await sql<{ name: string }>`select current_database() as name`.execute(fresh.db)
		const databaseUrl = url === undefined ? null : urlOf(url, named?.rows[0]?.name ?? '')
		const { tally, answered } = await killAgain({ data, databaseUrl }, { timers, opens, kills: 2 })
		expect(tally).toMatchObject({ open: 0, fired: timers, firings: timers, lines: timers })
		// What was answered is there; what was under way when it was killed may be there too, whole.
		expect(answered).toBeLessThanOrEqual(tally.keys)
		expect(tally).toMatchObject({ opened: tally.keys, answered: tally.keys, answers: tally.keys })
		expect(tally.keys).toBeGreaterThan(opens / 2)
	} finally {
		await fresh?.close()
		rmSync(data, { recursive: true, force: true })
	}
}, 600_000)
