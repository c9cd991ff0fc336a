import { httpSource, openWitness, witnessOnce } from '#kernel/ledger/api.ts'
import { say } from './command.ts'

type Watch = {
	/** Where the witness keeps its key, the pinned log keys and the checkpoints it cosigned. */
	readonly folder: string
	readonly url: string
	/** The log's verifier key from a trusted hand; null pins the one shown at first sight. */
	readonly key: string | null
	readonly name: string
	/** Looks again after so long; null looks once. */
	readonly seconds: number | null
}

/**
 * Witnesses a ledger once or again and again. Gives 3 when the ledger was rolled back or rewritten: the evidence, two
 * checkpoints signed by one key, is kept.
 */
export async function watch({ folder, url, key, name, seconds }: Watch): Promise<number> {
	const source = httpSource(url)
	say(`key of this witness, for integrity to name it: ${openWitness(folder, name).vkey}`)
	for (;;) {
		const now = new Date()
		const answer = await witnessOnce(folder, source, { now, name, expected: key }).catch((error: unknown) => {
			if (seconds === null) throw error
			say(`${now.toISOString()} ${error instanceof Error ? error.message : String(error)}`)
			return null
		})
		if (answer?.kind === 'refused') {
			process.stdout.write(
				`${now.toISOString()} NOT COSIGNED: ${answer.fault}; the evidence is in ${answer.evidence}\n`,
			)
			return 3
		}
		if (answer?.kind === 'empty') say(`${now.toISOString()} the ledger is empty`)
		if (answer?.kind === 'cosigned') process.stdout.write(`${now.toISOString()} cosigned at ${answer.size} entries\n`)
		if (seconds === null) return 0
		await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
	}
}
