import { createHash } from 'node:crypto'
import { dueDeadlines } from '../deadlines/api.ts'
import type { Store } from '../db/store.ts'
import { dueProcessTimers, dueStarts, dueTimers, lapsedTasks, releaseServices } from '../matters/api.ts'
import { Refusal } from '../refusal.ts'
import { askingServices } from './asking.ts'
import { Gate, type Loop, loop } from './loop.ts'

/** What a clock works with. */
export type ClockParts = {
	readonly store: Store
	readonly perform: (name: string, input: Readonly<Record<string, unknown>>, key: string) => Promise<unknown>
	readonly clock: () => Date
	readonly onFault: (error: unknown) => void
}

/** One step of a clock: an act under a key that makes it happen once. */
type Step = { readonly act: string; readonly input: Readonly<Record<string, unknown>>; readonly key: string }

/** Steps taken in one look. */
const batch = 200
/** J9. Steps under way at once. The embedded database works alone anyway. */
const width = { postgres: 5, pglite: 1 } as const
/** How long a step that broke is left before it is tried again, so that it holds up no other, in milliseconds. */
const restMs = 60_000

/** J7 to J10. The clocks: targets, deadlines, timers of processes, and services they ask. */
export async function startClocks(parts: ClockParts): Promise<Loop> {
	const { store, clock, onFault } = parts
	if (store.engine === 'pglite') await store.transact('seawall_app', (tx) => releaseServices(tx, clock()))
	const gate = new Gate(width[store.engine])
	const due = [targetsDue, deadlinesDue, timersDue, startsDue, tasksLapsed].map((find) => steps(parts, gate, find))
	const loops = [...due, askingServices(parts, gate)].map((once) => loop(once, onFault))
	return {
		poke() {
			for (const one of loops) one.poke()
		},
		async stop() {
			await Promise.all(loops.map((one) => one.stop()))
		},
	}
}

type Find = (parts: ClockParts, limit: number) => Promise<readonly Step[]>

/** J7. */
const targetsDue: Find = async ({ store, clock }, limit) => {
	const due = await store.transact('seawall_app', (tx) => dueTimers(tx, clock(), limit))
	return due.map((timer) => ({ act: 'matters.timer.breach', input: { timer }, key: `breach-${timer}` }))
}

/** J8. One step of every clock that is due; what is due again follows in the next round. */
const deadlinesDue: Find = async ({ store, clock }, limit) => {
	const due = await store.transact('seawall_app', (tx) => dueDeadlines(tx, clock(), limit))
	return due.map(({ id, version }) => ({
		act: 'deadlines.clock.tick',
		input: { deadline: id },
		key: `deadline-${id}-${version}`,
	}))
}

/** M43, J9. */
const timersDue: Find = async ({ store, clock }, limit) => {
	const due = await store.transact('seawall_app', (tx) => dueProcessTimers(tx, clock(), limit))
	return due.map(({ instance, wait }) => ({
		act: 'matters.process.tick',
		input: { instance, wait },
		key: `timer-${instance}-${wait}`,
	}))
}

/** M96. */
const startsDue: Find = async ({ store, clock }, limit) => {
	const due = await store.transact('seawall_app', (tx) => dueStarts(tx, clock(), limit))
	return due.map(({ start, element, due: at }) => ({
		act: 'matters.process.begin',
		input: { start, element },
		key: `start-${createHash('sha256').update(`${start} ${element} ${at}`).digest('hex').slice(0, 48)}`,
	}))
}

/** M75. Tasks of who holds the post no more. */
const tasksLapsed: Find = async ({ store, clock }, limit) => {
	const lapsed = await store.transact('seawall_app', (tx) => lapsedTasks(tx, clock(), limit))
	return lapsed.map(({ id, version }) => ({
		act: 'matters.task.release',
		input: { task: id },
		key: `lapsed-${id}-${version}`,
	}))
}

/** Takes what is due, begins in the order it came due, and gives how many steps were taken. */
function steps(parts: ClockParts, gate: Gate, find: Find): () => Promise<number> {
	const resting = new Map<string, number>()
	return async () => {
		const now = performance.now()
		for (const [key, until] of resting) if (until <= now) resting.delete(key)
		const due = await find(parts, batch + resting.size)
		const ready = due.filter(({ key }) => !resting.has(key))
		const taken = await Promise.all(
			ready.map(({ act, input, key }) =>
				gate.pass(async () => {
					try {
						await parts.perform(act, input, key)
						return true
					} catch (error) {
						// Held or taken by another runner: an expected no.
						if (error instanceof Refusal) return false
						resting.set(key, performance.now() + restMs)
						parts.onFault(error)
						return false
					}
				}),
			),
		)
		return taken.filter(Boolean).length
	}
}
