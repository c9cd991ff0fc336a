import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#kernel/refusal.ts'
import { type Ask, type Given, type Later, refusalData, type Told } from './messages.ts'

/** The thread that holds the embedded database and runs every act and view beside it. */
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')
const tell = (message: Told): void => port.postMessage(message)

async function run(): Promise<void> {
	// What the parent passes has this shape.
	const { place, compiled } = workerData as Given
	// Loaded behind this: what the parent remembers as compiled holds here too.
	if (compiled !== null) enableCompileCache(compiled)
	// The first message: the written powers are sound. Nothing else is asked before all stands open.
	const checking = new Promise<void>((resolve) => port?.once('message', () => resolve()))
	// The database unpacks itself on other threads while this one loads the rest.
	const { openEmbeddedStore } = await import('./store.ts')
	const opening = openEmbeddedStore(place)
	opening.catch(() => {})
	const { openEngine } = await import('../engine.ts')
	const events = {
		onProgress: (progress: string) => tell({ progress }),
		onNumbered: (poke: number) => tell({ poke }),
	}
	const engine = await openEngine(place, events, { opening, checking })
	// Called by name with the arguments the same Doors type gave on the other side.
	const doors = new Map(Object.entries(engine.doors) as [string, (...args: readonly unknown[]) => Promise<unknown>][])
	port?.on('message', (message: Later) => {
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
