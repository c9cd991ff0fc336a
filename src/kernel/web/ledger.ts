import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { fromHex } from '../ledger/bytes.ts'
import { type CheckFault, checkCheckpoint, checkStillThere, type Keys, readProof } from '../ledger/check.ts'
import { verifyInclusion } from '../ledger/merkle.ts'
import { checkpointNewest } from '../ledger/contract.ts'
import { writeReceipt } from '../ledger/receipt.ts'
import { askJson, askView } from './http.ts'
import { pathOf, type Step } from './proof.ts'
import { type EntryGiven, type Verdict, verdictOf } from './verdict.ts'

/** Checking the ledger in this browser: nothing here believes the server, it computes. */

const inclusion = z.object({ index: z.number(), size: z.number(), leafHash: z.string(), hashes: z.array(z.string()) })
const consistency = z.object({ hashes: z.array(z.string()) })

export type Signer = { readonly name: string; readonly at: number | null; readonly own: boolean }

export type Checked = {
	readonly fault: CheckFault | 'key_changed' | null
	/** Milliseconds the computing took. */
	readonly took: number
	readonly n: number
	readonly size: number
	readonly leafHash: string
	readonly root: string
	readonly steps: readonly Step[]
	readonly signers: readonly Signer[]
	/** A C2SP tlog-proof, to keep. */
	readonly receipt: string
	readonly key: string
}

/** Proof of entry `n`, fetched and computed here. Throws `ProblemError` when it cannot be fetched. */
export async function checkEntry(n: number): Promise<Checked> {
	const { output } = await askView(checkpointNewest, {})
	const note = output.note ?? ''
	const proof = inclusion.parse(await askJson(`/api/ledger/proof/${n}?size=${output.size}`))
	const begun = performance.now()
	const keys: Keys = { log: output.key, witnesses: output.witnesses.map((witness) => witness.key) }
	const opened = checkCheckpoint(note, keys)
	const hashes = readProof(proof.hashes) ?? []
	const leaf = fromHex(proof.leafHash) ?? new Uint8Array()
	const steps = pathOf(proof.index, proof.size, leaf, hashes)
	const holds = opened.ok && verifyInclusion(n, opened.checkpoint.size, leaf, hashes, opened.checkpoint.root)
	const took = performance.now() - begun
	const fault = keyFault(output.key) ?? (opened.ok ? (holds ? null : 'not_included') : opened.fault)
	return {
		fault,
		took,
		n,
		size: proof.size,
		leafHash: proof.leafHash,
		root: steps.at(-1)?.computed ?? proof.leafHash,
		steps,
		signers: opened.ok
			? [
					{ name: opened.checkpoint.origin, at: null, own: true },
					...opened.witnesses.map((witness) => ({ name: witness.name, at: witness.at * 1000, own: false })),
				]
			: [],
		receipt: writeReceipt({ extra: null, index: n, proof: hashes, note }),
		key: output.key,
	}
}

/** The proof of an entry, checked here; null `n`: nothing chosen. */
export function useCheckedEntry(n: number | null) {
	return useQuery({
		queryKey: ['checked entry', n],
		queryFn: () => checkEntry(n ?? 0),
		enabled: n !== null,
		staleTime: 60_000,
	})
}

export type CheckedMany = {
	/** The checkpoint itself does not hold; null: it does. */
	readonly fault: CheckFault | 'key_changed' | null
	/** Null with a fault, and while nothing is entered. */
	readonly verdict: Verdict | null
	/** Witnesses whose cosignature on this checkpoint was checked here; `at` in milliseconds. */
	readonly witnesses: readonly Signer[]
}

type Line = { readonly n: number; readonly leafHash: string }

const atOnce = 8

/** Checks many entries here against one checkpoint. Throws `ProblemError` when a path cannot be fetched. */
export async function checkEntries(lines: readonly Line[]): Promise<CheckedMany> {
	const { output } = await askView(checkpointNewest, {})
	const keys: Keys = { log: output.key, witnesses: output.witnesses.map((witness) => witness.key) }
	if (output.note === null) return { fault: null, verdict: null, witnesses: [] }
	const opened = checkCheckpoint(output.note, keys)
	const fault = keyFault(output.key) ?? (opened.ok ? null : opened.fault)
	if (!opened.ok || fault !== null) return { fault, verdict: null, witnesses: [] }
	const { size } = opened.checkpoint
	const given: EntryGiven[] = []
	for (let from = 0; from < lines.length; from += atOnce)
		given.push(...(await Promise.all(lines.slice(from, from + atOnce).map((line) => pathGiven(line, size)))))
	const witnesses = opened.witnesses.map(({ name, at }) => ({ name, at: at * 1000, own: false }))
	return { fault: null, verdict: verdictOf(given, opened.checkpoint), witnesses }
}

async function pathGiven(line: Line, size: number): Promise<EntryGiven> {
	if (line.n >= size) return { ...line, hashes: null }
	const proof = inclusion.parse(await askJson(`/api/ledger/proof/${line.n}?size=${size}`))
	return { ...line, hashes: readProof(proof.hashes) }
}

/** Every entry shown, checked here against one checkpoint; asked again when an entry is added, else once a minute. */
export function useCheckedEntries(lines: readonly Line[]) {
	return useQuery({
		queryKey: ['checked entries', lines.map(({ n, leafHash }) => `${n} ${leafHash}`).join()],
		queryFn: () => checkEntries(lines),
		enabled: lines.length > 0,
		staleTime: 60_000,
		// Entries newer than the checkpoint are under the next one, within seconds.
		refetchInterval: ({ state }) => (state.data?.verdict?.is === 'waiting' ? 5000 : false),
	})
}

const memory = 'seawall.ledger'
const seenShape = z.object({ key: z.string(), note: z.string(), size: z.number(), at: z.number() })
export type Seen = z.output<typeof seenShape>

/** What this browser saw last: the ledger must still contain all of it. */
function lastSeen(): Seen | null {
	try {
		return seenShape.parse(JSON.parse(localStorage.getItem(memory) ?? 'null'))
	} catch {
		return null
	}
}

/** A key other than the one this browser saw first is never taken silently. */
function keyFault(key: string): 'key_changed' | null {
	const seen = lastSeen()
	return seen !== null && seen.key !== key ? 'key_changed' : null
}

export type StillThere = {
	readonly fault: CheckFault | 'key_changed' | null
	readonly before: Seen | null
	readonly size: number
}

/**
 * Fetches the newest checkpoint and proves that everything this browser saw before is still in it. On success the new one
 * is remembered; on a fault the old one is kept as evidence.
 */
export async function checkSinceLast(): Promise<StillThere> {
	const { output } = await askView(checkpointNewest, {})
	const { note, key, size } = output
	if (note === null) return { fault: null, before: null, size: 0 }
	const keys: Keys = { log: key, witnesses: output.witnesses.map((witness) => witness.key) }
	const before = lastSeen()
	const now: Seen = { key, note, size, at: Date.now() }
	if (before === null) {
		const opened = checkCheckpoint(note, keys)
		if (!opened.ok) return { fault: opened.fault, before, size }
		localStorage.setItem(memory, JSON.stringify(now))
		return { fault: null, before, size }
	}
	if (before.key !== key) return { fault: 'key_changed', before, size }
	if (size < before.size) return { fault: 'rolled_back', before, size }
	const proof = consistency.parse(await askJson(`/api/ledger/consistency?from=${before.size}&to=${size}`))
	const still = checkStillThere(before.note, note, readProof(proof.hashes) ?? [], keys)
	if (!still.ok) return { fault: still.fault, before, size }
	localStorage.setItem(memory, JSON.stringify(now))
	return { fault: null, before, size }
}

/** Hands a text to the person as a file. */
export function saveText(name: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
