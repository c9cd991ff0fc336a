import { sql } from 'kysely'
import { z } from 'zod'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { ledgerReader } from '#kernel/ledger/api.ts'
import { canonical } from '#kernel/ledger/canonical.ts'
import { keyInUse } from '#kernel/ledger/machine.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { sha256Of } from '../certificate/result.ts'
import { certificate, issueCertificate, proposeReturn, traceLimits } from '../contract.ts'
import { loadRound } from '../store/return-round.ts'

/** F297. Of the plan as it was proposed, with the proof that the ledger held its hashes then. */
export const performIssueCertificate = performs(issueCertificate, {
	load: async (tx, input) => ({ ...(await loadRound(tx, input.round)), version: null }),
	run: async ({ tx, now, who }, row) => {
		const kept = await keptOf(tx, row.id)
		const ledger = await proofOf(tx, row.id)
		const body = canonical(
			z.json().parse(
				certificate.parse({
					certificate: 'seawall/trace/v1',
					round: row.number,
					rule: {
						id: 'return-1',
						reading: row.reading,
						chosenBy: { person: kept.person, at: kept.at.toISOString(), reason: kept.reason },
					},
					data: { sha256: row.dataSha256, lines: kept.data.trimEnd().split('\n').length },
					result: { sha256: kept.resultSha256, body: JSON.parse(kept.result) },
					notShown: traceLimits.parse(kept.limits),
					ledger,
					issuedAt: now.toISOString(),
				}),
			),
		)
		const id = newId<'certificate'>(now.getTime())
		const sha256 = sha256Of(body)
		await sql`insert into funds.certificate (id, round_id, body, sha256, issued_by, issued_at)
			values (${id}, ${row.id}, ${body}, ${sha256}, ${who.person}, ${now})`.execute(tx)
		return {
			output: { certificate: id, sha256 },
			fact: { round: row.id, number: row.number, certificate: id, sha256 },
			matter: row.id,
		}
	},
})

async function keptOf(tx: Tx, round: string) {
	const { rows } = await sql<{
		data: string
		result: string
		resultSha256: string
		limits: unknown
		person: string
		at: Date
		reason: string
	}>`select b.data, b.result, b.result_sha256 as "resultSha256", b.limits, g.confirmed_by as person, g.confirmed_at as at, g.reason
		from funds.return_round b join funds.reading g on g.id = b.reading_id where b.id = ${round}`.execute(tx)
	if (rows[0] === undefined) throw notFound(`return ${round}`)
	return rows[0]
}

const named = z.object({ name: z.string() })

/** The line of the act that proposed the round. @throws Refusal `not_now` until the ledger has signed it */
async function proofOf(tx: Tx, round: string) {
	const log = keyInUse()
	const { rows } = await sql<{ leaf: Uint8Array; hash: string; salt: string; what: string }>`
		select e.leaf, encode(e.leaf_hash, 'hex') as hash, encode(o.salt, 'hex') as salt, o.value as what
		from ledger.entry e join ledger.opening o on o.leaf_hash = e.leaf_hash and o.name = 'what'
		where e.matter = ${round} and e.outcome = 'done' order by e.n`.execute(tx)
	const line = rows.find(({ what }) => named.parse(JSON.parse(what)).name === proposeReturn.name)
	const answer = line === undefined ? null : await ledgerReader(tx, log).receipt(line.hash)
	if (line === undefined || answer === null || answer.state === 'waiting')
		throw new Refusal(
			'not_now',
			{
				en: 'The ledger has not signed the proposal yet. Try again in a moment.',
				zh: '账本尚未对该提请签名，请稍后再试。',
			},
			{ rule: 'F297' },
		)
	const leaf = new TextDecoder().decode(line.leaf)
	return { log, leaf, salt: line.salt, what: line.what, receipt: answer.witnessed?.receipt ?? answer.receipt }
}
