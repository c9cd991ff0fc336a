import { Worker } from 'node:worker_threads'
import type { Asked } from '../rules/match/match.ts'
import type { Resolved, Told } from './messages.ts'

/**
 * Compares records in a thread of its own (C10). `explain` adds the proposed pairs with their reasons. `onStep` hears what is
 * done so far. Nothing is kept and nothing is merged: what a machine proposes, a person accepts.
 */
export async function resolve(
	asked: Asked,
	options: { readonly explain: boolean; readonly onStep?: (step: string) => void },
): Promise<Resolved> {
	const { promise, resolve: done, reject } = Promise.withResolvers<Resolved>()
	const worker = new Worker(new URL('./worker.ts', import.meta.url), {
		workerData: { asked, explain: options.explain },
	})
	worker.on('message', (told: Told) => {
		if ('step' in told) options.onStep?.(told.step)
		else if ('done' in told) done(told.done)
		else reject(new Error(told.failed))
	})
	worker.on('error', (error) => reject(error instanceof Error ? error : new Error(String(error))))
	worker.on('exit', (code) => reject(new Error(`the comparing thread ended (${code})`)))
	return promise.finally(() => worker.terminate())
}
