import { sql } from 'kysely'
import type { ActContext, Message } from '#kernel/act.ts'
import { driveProcess, openTasks } from '#kernel/matters/process/api.ts'

/** Completes the task of a drawing at which a matter waits, leaving by the flow named. Messages to hand on. */
export async function completeDrawn(
	context: ActContext,
	matter: string,
	{ task, flow }: { readonly task: string; readonly flow: string },
): Promise<readonly Message[]> {
	const waiting = (await openTasks(context.tx, matter)).find((one) => one.element === task)
	if (waiting === undefined) return []
	const { messages } = await driveProcess(context, waiting.instance, {
		is: 'complete',
		wait: waiting.wait,
		choose: [flow],
	})
	return messages
}

/** Fires the timer of a drawing that a matter waits for; nothing when it has fired. */
export async function fireDrawn(context: ActContext, matter: string, timer: string): Promise<readonly Message[]> {
	const { rows } = await sql<{ instance: string; n: number }>`
		select w.instance_id as instance, w.n from matters.process_wait w join matters.instance i on i.id = w.instance_id
		where i.matter_id = ${matter} and w.element = ${timer} and w.kind = 'timer'`.execute(context.tx)
	const wait = rows[0]
	if (wait === undefined) return []
	return (await driveProcess(context, wait.instance, { is: 'timer', wait: wait.n })).messages
}

/** Ends a drawing from outside. */
export async function cancelDrawn(context: ActContext, matter: string): Promise<readonly Message[]> {
	return (await driveProcess(context, matter, { is: 'cancel' })).messages
}
