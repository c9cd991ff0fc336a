import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { deadlineTopics } from '../../deadlines/contract/resources.ts'
import type { Worker } from '../../jobs/api.ts'
import { Refusal } from '../../refusal.ts'
import { raiseTask } from '../contract/tasks.ts'
import type { TaskRow } from './row.ts'
import './tables.ts'

/** M76. The agency a task's deadline has climbed to, when that lies above the one that has the task's duty; else null. */
export async function clockDuty(tx: Tx, row: Pick<TaskRow, 'deadline_id' | 'duty_id'>): Promise<string | null> {
	if (row.deadline_id === null) return null
	const { rows } = await sql<{ duty: string }>`select d.duty_id as duty from deadlines.deadline d
		join identity.agency_closure c on c.ancestor = d.duty_id and c.descendant = ${row.duty_id}::uuid and c.depth > 0
		where d.id = ${row.deadline_id}::uuid`.execute(tx)
	return rows[0]?.duty ?? null
}

/** Hears the ladder of deadlines and lets the task that set one follow it. */
export const raiseWorker: Worker = {
	queue: 'matters-task-raise',
	topics: [deadlineTopics.escalated],
	async run({ resource }, tools) {
		const deadline = resource?.id
		if (deadline === undefined) return
		const task = await tools.read((tx) =>
			tx
				.selectFrom('matters.task')
				.select('id')
				.where('deadline_id', '=', deadline)
				.where('state', '=', 'open')
				.executeTakeFirst(),
		)
		if (task === undefined) return
		await tools.perform(raiseTask.name, { task: task.id }).catch((error: unknown) => {
			// It is over, or somebody has put it as high already: nothing is left to do.
			if (!(error instanceof Refusal)) throw error
		})
	},
}
