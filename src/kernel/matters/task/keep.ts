import type { Tx } from '#kernel/db/schema.ts'
import type { Message } from '../../act.ts'
import type { Who } from '../../who.ts'
import type { Told } from '../process/engine.ts'
import type { Happening } from '../process/happening.ts'
import { barDone } from './bars.ts'
import { endTask } from './end.ts'
import { offerTask } from './offer.ts'
import { taskMessage } from './row.ts'
import './tables.ts'

/** What a drive hands on: what the engine told, and who moved it by what. */
export type Drive = {
	readonly matter: string
	readonly told: readonly Told[]
	readonly now: Date
	/** Left out: the system. */
	readonly who?: Who
	readonly instance?: string
	readonly happening?: Happening
	/** False where the caller knows that what was answered is no task: nothing is looked for. */
	readonly isTask?: boolean
}

/**
 * M60. Keeps the tasks for people in step with the engine, in its transaction: what was answered is over, what it no longer
 * waits for is dropped, what it asks for is offered.
 * @returns the messages the act hands on
 */
export async function keepTasks(tx: Tx, drive: Drive): Promise<readonly Message[]> {
	const { matter, told, now } = drive
	const messages: Message[] = []
	if (drive.happening?.is === 'start') await keepOpener(tx, drive)
	const answered = await endAnswered(tx, drive)
	if (answered !== null) messages.push(answered)
	for (const { instance, effect } of told) {
		if (effect.is === 'dropped' && effect.wait.kind === 'task') {
			const task = await endTask(tx, { instance, wait: effect.wait.id, as: 'dropped', by: null, now })
			if (task !== null) messages.push(taskMessage(task.id, matter, 'dropped'))
		}
		if (effect.is === 'asked' && effect.wait.kind === 'task' && effect.lane !== null) {
			const task = await offerTask(tx, { matter, instance, wait: effect.wait, lane: effect.lane, now })
			if (task !== null) messages.push(taskMessage(task, matter, 'open'))
		}
	}
	return messages
}

async function keepOpener(tx: Tx, { matter, who }: Drive): Promise<void> {
	if (who === undefined || who.person === 'system' || who.person === 'nobody') return
	await tx.insertInto('matters.opener').values({ matter_id: matter, person_id: who.person }).execute()
}

async function endAnswered(tx: Tx, drive: Drive): Promise<Message | null> {
	const { matter, instance, happening, who, now } = drive
	if (drive.isTask === false || instance === undefined || (happening?.is !== 'complete' && happening?.is !== 'error'))
		return null
	const as = happening.is === 'complete' ? 'done' : 'failed'
	const task = await endTask(tx, { instance, wait: happening.wait, as, by: who ?? null, now })
	if (task === null) return null
	if (as === 'done') await barDone(tx, task, now)
	return taskMessage(task.id, matter, as)
}
