import { parentPort } from 'node:worker_threads'
import { type CoreAnswer, type CoreQuery, type GoneTransfer, TracerCore } from './core.ts'
import type { NewTransfer } from './rows.ts'

/** The tracer's thread: one message in, at most one out, in their order. */

export type ToThread =
	| { readonly read: Uint8Array }
	| { readonly finish: true }
	| { readonly append: readonly NewTransfer[] }
	| { readonly forget: readonly GoneTransfer[] }
	| { readonly ask: number; readonly query: CoreQuery }

export type FromThread =
	| { readonly finished: { readonly transfers: number; readonly bytes: number } }
	| { readonly answer: number; readonly found: CoreAnswer; readonly recent: number }
	| { readonly answer: number; readonly fault: string }

const port = parentPort
if (port !== null) {
	const core = new TracerCore()
	const say = (message: FromThread): void => port.postMessage(message)
	port.on('message', (message: ToThread) => {
		if ('read' in message) core.read(message.read)
		else if ('finish' in message) say({ finished: core.finish() })
		else if ('append' in message) core.append(message.append)
		else if ('forget' in message) core.forget(message.forget)
		else
			try {
				say({ answer: message.ask, found: core.trace(message.query), recent: core.recent })
			} catch (error) {
				say({ answer: message.ask, fault: error instanceof Error ? error.message : String(error) })
			}
	})
}
