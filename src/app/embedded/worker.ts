import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#kernel/refusal.ts'
import { openEngine } from '../engine.ts'
import type { Place } from '../open.ts'
import { type Ask, refusalData, type Told } from './messages.ts'

/** The thread that holds the embedded database and runs every act and view beside it. */
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')
const tell = (message: Told): void => port.postMessage(message)

async function run(): Promise<void> {
	// The parent passes a Place and nothing else.
	const engine = await openEngine(workerData as Place, {
		onProgress: (progress) => tell({ progress }),
		onNumbered: (poke) => tell({ poke }),
	})
	// Called by name with the arguments the same Doors type gave on the other side.
	const doors = new Map(Object.entries(engine.doors) as [string, (...args: readonly unknown[]) => Promise<unknown>][])
	port?.on('message', (message: Ask | { close: true }) => {
		if ('close' in message) {
			void engine.close().then(() => process.exit(0))
			return
		}
		void answer(doors, message).then(tell)
	})
	tell({ opened: true })
}

async function answer(
	doors: ReadonlyMap<string, (...args: readonly unknown[]) => Promise<unknown>>,
	{ id, door, args }: Ask,
): Promise<Told> {
	try {
		const open = doors.get(door)
		if (open === undefined) throw new Error(`no door ${door}`)
		return { id, value: await open(...args) }
	} catch (error) {
		if (error instanceof Refusal) return { id, refusal: refusalData(error) }
		return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
	}
}

run().catch((error: unknown) =>
	tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
)
