import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fileSource } from '#funds/import/bytes.ts'
import { readStatement } from '#funds/import/read.ts'

/** One reader of camt.053 in a process of its own: `node camt053-child.ts ours|peer FILE TRIES`. Prints the fastest of its tries. */
const [who = 'ours', file = '', tries = '1'] = process.argv.slice(2)

async function byUs(): Promise<{ entries: number; minor: number; ms: number }> {
	const began = performance.now()
	const source = await fileSource(file)
	let minor = 0
	const setting = {
		zone: 'Asia/Shanghai',
		currency: 'EUR',
		encoding: 'auto',
		decimal: '.',
		order: 'ymd',
		columns: {},
	} as const
	const read = await readStatement(source, setting, (_section, entry) => {
		minor += entry.credit ? entry.minor : -entry.minor
	})
	await source.close()
	if (read.faultCount > 0) throw new Error(read.faults[0]?.en)
	return { entries: read.entries, minor, ms: performance.now() - began }
}

/** What is asked of the peer, which is there where the benches are run. */
const peerShape = z.object({
	statements: z.array(
		z.object({ entries: z.array(z.object({ creditDebitIndicator: z.string(), amount: z.number() })) }),
	),
})
type Peer = { readonly CashManagementEndOfDayReport: { fromXML(xml: string): unknown } }

/** It takes a whole document; reading the file is part of its work as it is of ours. */
async function byPeer(): Promise<{ entries: number; minor: number; ms: number }> {
	const name = 'iso20022.js'
	// Loaded by name: a machine that only checks types need not have it.
	const { CashManagementEndOfDayReport } = (await import(name)) as Peer
	const began = performance.now()
	const report = CashManagementEndOfDayReport.fromXML(readFileSync(file, 'utf8'))
	const ms = performance.now() - began
	const all = peerShape.parse(report).statements.flatMap((one) => one.entries)
	const minor = all.reduce((sum, one) => sum + (one.creditDebitIndicator === 'credit' ? one.amount : -one.amount), 0)
	return { entries: all.length, minor, ms }
}

let best = { entries: 0, minor: 0, ms: Number.POSITIVE_INFINITY }
for (let n = 0; n < Number(tries); n += 1) {
	const answer = who === 'peer' ? await byPeer() : await byUs()
	if (answer.ms < best.ms) best = answer
}
process.stdout.write(`${JSON.stringify({ peak: process.resourceUsage().maxRSS / 1000, ...best })}\n`)
