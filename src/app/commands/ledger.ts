import { parseArgs } from 'node:util'
import { ledgerReader, verifyLedger } from '#kernel/ledger/api.ts'
import { hex } from '#kernel/ledger/bytes.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { loadSigner, type Signer } from '#kernel/ledger/signer.ts'
import { defaultOrigin, openMigrated, type Place } from '../open.ts'
import { type Command, onlyArgument, say, UsageFault } from './command.ts'
import { watch } from './witness.ts'

export const command: Command = {
	usage: 'verify | proof ENTRY | witness DIR [--url URL] [--key VKEY] [--name NAME] [--every SECONDS]',
	summary:
		'Checks the whole ledger, prints the proof of an entry, or keeps and cosigns the checkpoints of a ledger elsewhere.',
	async run([what, ...args], place) {
		if (what === 'verify' && args.length === 0) return verify(place)
		if (what === 'proof') return proof(place, onlyArgument(args, 'ENTRY, the number or the receipt of an entry'))
		if (what === 'witness') return witness(args)
		throw new UsageFault('Say verify, proof or witness.')
	},
}

async function verify(place: Place): Promise<number> {
	const signer = signerOf(place)
	const store = await openMigrated(place)
	try {
		const began = performance.now()
		let told = 0
		const found = await verifyLedger(store, signer.vkey, (checked, of) => {
			if (performance.now() - told < 1000) return
			told = performance.now()
			say(`${checked} of ${of} entries`)
		})
		if (!found.ok) {
			const { table, key, what } = found.wrong
			process.stdout.write(
				`The first wrong row: ${table} ${key}: ${what} (${found.checked} entries before it are right)\n`,
			)
			return 1
		}
		const seconds = ((performance.now() - began) / 1000).toFixed(1)
		process.stdout.write(
			`All ${found.size} entries are right (${seconds} s); root ${hex(found.root)}; ${found.pending} pending, ${found.erased} fields erased.\n`,
		)
		return 0
	} finally {
		await store.close()
	}
}

async function proof(place: Place, entry: string): Promise<number> {
	const signer = signerOf(place)
	const store = await openMigrated(place)
	try {
		await sequence(store, signer)
		const reader = ledgerReader(store.db, signer.vkey)
		const leaf = /^\d{1,15}$/.test(entry) ? ((await reader.inclusion(Number(entry)))?.leafHash ?? null) : entry
		const answer = leaf === null ? null : await reader.receipt(leaf)
		if (answer === null) throw new Error(`The ledger has no entry ${entry}.`)
		if (answer.state === 'waiting') throw new Error('The entry has no number yet. Ask again in a moment.')
		process.stdout.write(answer.witnessed?.receipt ?? answer.receipt)
		return 0
	} finally {
		await store.close()
	}
}

async function witness(args: readonly string[]): Promise<number> {
	let options: ReturnType<typeof witnessOptions>
	try {
		options = witnessOptions(args)
	} catch (error) {
		throw new UsageFault(error instanceof Error ? error.message : String(error))
	}
	const [folder] = options.positionals
	if (folder === undefined || options.positionals.length > 1) throw new UsageFault('Give one folder: DIR.')
	const { url, key, name, every } = options.values
	const seconds = every === undefined ? null : Number(every)
	if (seconds !== null && !(seconds >= 1)) throw new UsageFault('--every takes seconds, 1 or more.')
	return watch({
		folder,
		url: url ?? 'http://localhost:8080',
		key: key ?? null,
		name: name ?? 'witness.example',
		seconds,
	})
}

function witnessOptions(args: readonly string[]) {
	const text = { type: 'string' } as const
	return parseArgs({
		args: [...args],
		options: { url: text, key: text, name: text, every: text },
		allowPositionals: true,
	})
}

function signerOf(place: Place): Signer {
	return loadSigner(place.data, process.env['SEAWALL_ORIGIN'] ?? defaultOrigin)
}
