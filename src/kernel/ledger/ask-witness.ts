import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import { readProof } from './check.ts'
import { openCheckpoint, readCheckpoint, readNote, readVkey } from './note.ts'
import type { LedgerReader } from './reader.ts'
import { writeAddCheckpoint } from './witness.ts'

/** A standing witness that waits to be asked (C2SP tlog-witness). */
export type StandingWitness = {
	readonly vkey: string
	/** Submission prefix, without the slash at its end. */
	readonly url: string
}

/**
 * L10. Asks one standing witness to cosign the newest checkpoint, and keeps its cosignature. The size it last cosigned is
 * learned from its answer. `refused` means that it remembers another ledger than the one here.
 * Throws when it cannot be reached.
 */
export async function askWitness(
	reader: LedgerReader,
	witness: StandingWitness,
): Promise<'kept' | 'refused' | 'empty'> {
	const note = await reader.checkpoint()
	const size = readCheckpoint(readNote(note ?? '')?.text ?? '')?.size
	if (note === null || size === undefined) return 'empty'
	let old = 0
	for (let tries = 0; tries < 3; tries++) {
		const proof = readProof((await reader.consistency(old, size)) ?? [])
		const answer = await fetch(`${witness.url}/add-checkpoint`, {
			method: 'POST',
			headers: { 'content-type': 'text/plain; charset=utf-8' },
			body: writeAddCheckpoint({ old, proof: proof ?? [], note }),
			signal: AbortSignal.timeout(20_000),
		})
		const text = await answer.text()
		if (answer.status === 200) return (await keepLines(reader, witness, note, text)) ? 'kept' : 'refused'
		if (answer.status !== 409) return 'refused'
		old = Number(/^(0|[1-9][0-9]{0,15})\n$/.exec(text)?.[1] ?? Number.NaN)
		// It knows a longer ledger than ours: ours was rolled back.
		if (!Number.isSafeInteger(old) || old > size) return 'refused'
	}
	return 'refused'
}

async function keepLines(
	reader: LedgerReader,
	witness: StandingWitness,
	note: string,
	lines: string,
): Promise<boolean> {
	const [log, key] = [readVkey(await reader.key()), readVkey(witness.vkey)]
	if (log === null || key === null) return false
	const text = readNote(note)?.text ?? ''
	const own = readNote(note)?.signatures.find((line) => line.name === log.name)?.line
	const cosigned = `${text}\n${own}\n${lines}`
	const opened = openCheckpoint(cosigned, log, [key])
	if (typeof opened === 'string' || opened.witnesses.length === 0) return false
	await reader.addCosignatures(cosigned)
	return true
}

/** The standing witnesses in force. */
export async function standingWitnesses(db: Db): Promise<StandingWitness[]> {
	const { rows } = await sql<StandingWitness>`
		select vkey, url from ledger.witness where url is not null and (until is null or until > now()) order by name`.execute(
		db,
	)
	return rows
}

/**
 * Asks every standing witness again and again, one after another. A witness that cannot be reached, or that refuses, is
 * reported to `onFault` and asked again at the next turn.
 */
export function startAsking(options: {
	readonly db: Db
	readonly reader: LedgerReader
	readonly everyMs?: number
	readonly onFault: (error: unknown) => void
}): { stop(): Promise<void> } {
	const { db, reader, everyMs = 60_000, onFault } = options
	let under: Promise<void> = Promise.resolve()
	let busy = false
	async function turn(): Promise<void> {
		busy = true
		try {
			for (const witness of await standingWitnesses(db)) {
				const answer = await askWitness(reader, witness).catch(onFault)
				if (answer === 'refused') onFault(new Error(`the witness at ${witness.url} refuses to cosign this ledger`))
			}
		} catch (error) {
			onFault(error)
		}
		busy = false
	}
	const timer = setInterval(() => {
		if (!busy) under = turn()
	}, everyMs)
	return {
		async stop() {
			clearInterval(timer)
			await under
		},
	}
}
