import { useEffect, useSyncExternalStore } from 'react'
import { serverNow } from './clock.ts'
import { listen } from './stream.ts'

/** The newest checkpoint as the foot shows it. */
export type CheckpointShown = {
	/** Entries under the signed head. */
	readonly size: number
	/** Signed at, milliseconds. */
	readonly at: number
	readonly origin: string
	/** Base64, as the note says it. */
	readonly root: string
	/** Names on cosignatures beside our own. */
	readonly witnesses: readonly string[]
	/** Acts of this page that are not under it yet. */
	readonly waiting: number
}

let shown: CheckpointShown | null = null
let newest = 0
const heard = new Set<() => void>()

/** Reads a signed note (C2SP tlog-checkpoint): origin, size, root, then one `—` line per signature. Null when it is none. */
export function readCheckpoint(note: string): {
	readonly origin: string
	readonly size: number
	readonly root: string
	readonly signers: readonly string[]
} | null {
	const [body, signatures] = note.split('\n\n')
	const [origin, size, root] = body?.split('\n') ?? []
	if (origin === undefined || root === undefined || size === undefined || !/^\d+$/.test(size)) return null
	const signers = (signatures ?? '')
		.split('\n')
		.flatMap((line) => (line.startsWith('\u2014 ') ? [line.split(' ')[1] ?? ''] : []))
	return { origin, size: Number(size), root, signers }
}

async function look(): Promise<void> {
	try {
		const response = await fetch('/ledger/checkpoint', { credentials: 'same-origin' })
		if (!response.ok) return
		const read = readCheckpoint(await response.text())
		if (read === null) return
		// The note carries no time of its own: its age is since this page first saw it.
		const at = shown?.size === read.size ? shown.at : serverNow()
		shown = {
			size: read.size,
			at,
			origin: read.origin,
			root: read.root,
			witnesses: read.signers.filter((name) => name !== read.origin),
			waiting: Math.max(0, newest + 1 - read.size),
		}
		for (const hear of heard) hear()
	} catch {
		// The foot keeps the last one with its growing age: that is what tells.
	}
}

function subscribe(hear: () => void): () => void {
	heard.add(hear)
	return () => heard.delete(hear)
}

/** The newest checkpoint, asked for every 5 s while shown, or every so many milliseconds; null: what another part asked for. */
export function useCheckpoint(every: number | null = 5000): CheckpointShown | null {
	useEffect(() => {
		if (every === null) return
		void look()
		const timer = setInterval(() => void look(), every)
		const stop = listen([''], (event) => {
			newest = Math.max(newest, event.n)
		})
		return () => {
			clearInterval(timer)
			stop()
		}
	}, [every])
	return useSyncExternalStore(subscribe, () => shown)
}
