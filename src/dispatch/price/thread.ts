import { parentPort, workerData } from 'node:worker_threads'
import { simulate, type Trial, type TrialResult } from './simulate.ts'

/** One dry run after another in a thread of its own, so that the desk never waits for them. */

export type FromThread =
	| { readonly share: number }
	| { readonly results: readonly TrialResult[] }
	| { readonly fault: string }

const port = parentPort
if (port !== null) {
	const trials: readonly Trial[] = workerData
	const say = (message: FromThread) => port.postMessage(message)
	try {
		const results = trials.map((trial, n) => {
			const found = simulate(trial, (share) => {
				say({ share: (n + share) / trials.length })
				return true
			})
			if (found === null) throw new Error('a dry run ended before its end')
			return found
		})
		say({ results })
	} catch (error) {
		say({ fault: error instanceof Error ? error.message : String(error) })
	}
}
