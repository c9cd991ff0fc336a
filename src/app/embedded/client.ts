import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Doors } from '#kernel/http/doors.ts'
import type { Engine, EngineEvents } from '../engine.ts'
import type { Place } from '../place.ts'
import { type Asked, type Given, refusalFrom, type Told } from './messages.ts'

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }

/**
 * Opens the engine in a worker thread: each door call is one message there and one back. The written powers are checked on
 * this side meanwhile (P2). @throws PolicyFault
 */
export async function openEmbedded(place: Place, events: EngineEvents): Promise<Engine> {
	const kept = getCompileCacheDir()
	const given: Given = { place, compiled: kept === undefined ? null : dirname(kept) }
	const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: given })
	const tell = (asked: Asked): void => worker.postMessage(asked)
	const waiting = new Map<number, Waiting>()
	let count = 0
	const opened = Promise.withResolvers<void>()
	const gone = (error: Error): void => {
		opened.reject(error)
		for (const { reject } of waiting.values()) reject(error)
		waiting.clear()
	}
	worker.on('message', (told: Told) => {
		if ('poke' in told) return events.onNumbered(told.poke)
		if ('progress' in told) return events.onProgress(told.progress)
		if ('opened' in told) return opened.resolve()
		if ('failed' in told) return gone(new Error(told.failed))
		const one = waiting.get(told.id)
		waiting.delete(told.id)
		if (one === undefined) return
		if ('value' in told) one.resolve(told.value)
		else if ('refusal' in told) one.reject(refusalFrom(told.refusal))
		else one.reject(new Error(told.fault))
	})
	worker.on('error', (error) => gone(error instanceof Error ? error : new Error(String(error))))
	worker.on('exit', (code) => gone(new Error(`the database thread ended (${code})`)))
	// Heard below; until then it may fail without anybody to hear.
	opened.promise.catch(() => {})
	try {
		await checkPowers()
	} catch (error) {
		await worker.terminate()
		throw error
	}
	tell({ checked: true })
	await opened.promise

	const call = (door: keyof Doors, args: readonly unknown[]): Promise<unknown> => {
		count += 1
		const { promise, resolve, reject } = Promise.withResolvers<unknown>()
		waiting.set(count, { resolve, reject })
		tell({ id: count, door, args })
		return promise
	}
	const names: readonly (keyof Doors)[] = [
		'perform',
		'show',
		'events',
		'frame',
		'ledger',
		'feed',
		'mapVersion',
		'ready',
		'metrics',
	]
	// Each door is called with its own arguments and answered with its own value: the worker holds the same object.
	const doors = Object.fromEntries(
		names.map((name) => [name, (...args: unknown[]) => call(name, args)]),
	) as unknown as Doors
	return {
		doors,
		async close() {
			const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
			tell({ close: true })
			await ended
		},
	}
}

/** Loaded behind the thread, so that both load at once. */
async function checkPowers(): Promise<void> {
	const [{ checkShipped }, { slices }] = await Promise.all([import('#kernel/powers/api.ts'), import('../slices.ts')])
	checkShipped(slices)
}
