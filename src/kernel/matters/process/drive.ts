import type { Fact, Message } from '../../act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Who } from '../../who.ts'
import { keepTasks } from '../task/keep.ts'
import type { Happening } from './happening.ts'
import { type Moved, moveProcess, moveTaken, openProcess } from './engine.ts'
import { sendOut } from './outward.ts'
import type { Taken } from './store.ts'

/** What moved, and the messages the act hands on with its own (`Done.messages`). */
export type Driven = Moved & { readonly messages: readonly Message[] }

/** What a drive needs of the act it stands in: an act hands on its own context. Without `who` it is the system. */
type Act = { readonly tx: Tx; readonly now: Date; readonly who?: Who }

/** Topic of the message that tells screens and slices that a process moved: about the resource `Matter`. */
export const processMoved = 'matters.process.moved'

/** M39. Opens a matter on the newest drawing of its process inside an act, and sees to all that it asks for. */
export async function beginProcess(act: Act, open: Omit<Parameters<typeof openProcess>[1], 'now'>): Promise<Driven> {
	const moved = await openProcess(act.tx, { ...open, now: act.now })
	return seeTo(act, moved, { instance: moved.matter, happening: { is: 'start' } })
}

/** M39. Moves an instance inside an act, and sees to all that it asks for. @throws Refusal `not_found` */
export async function driveProcess(act: Act, instance: string, happening: Happening): Promise<Driven> {
	return seeTo(act, await moveProcess(act.tx, instance, happening, act.now), { instance, happening })
}

/** The same for an instance the act has taken already. `writing` goes into the act's `Done`. */
export async function driveTaken(
	act: Act,
	taken: Taken,
	happening: Happening,
): Promise<Driven & { readonly writing: Promise<unknown> }> {
	const { id, state } = taken.instance
	const { writing, ...moved } = await moveTaken(act.tx, taken, happening, act.now)
	const wait = 'wait' in happening ? state.waits.find((one) => one.id === happening.wait) : undefined
	// Only the answer of a task ends one: the others need not look for it.
	const driven = await seeTo(act, moved, wait !== undefined && wait.kind !== 'task' ? {} : { instance: id, happening })
	return { ...driven, writing }
}

async function seeTo(act: Act, moved: Moved, by: { instance?: string; happening?: Happening }): Promise<Driven> {
	const { tx, now } = act
	if (!moved.taken) return { ...moved, messages: [] }
	const body: Fact = { matter: moved.matter, ended: moved.ended?.how ?? null }
	const told: Message = { topic: processMoved, resource: { type: 'Matter', id: moved.matter }, body }
	const who = act.who === undefined ? {} : { who: act.who }
	const tasks = await keepTasks(tx, { matter: moved.matter, told: moved.told, now, ...by, ...who })
	return { ...moved, messages: [told, ...tasks, ...(await sendOut(tx, moved, now))] }
}
