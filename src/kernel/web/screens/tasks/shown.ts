import type { z } from 'zod'
import type { showTask } from '../../../matters/contract/tasks.ts'

/** What the parts of the task screen share. */

export type Shown = z.output<typeof showTask.output>

export type ActsProps = { readonly shown: Shown; readonly onChanged: () => void; readonly onDone: () => void }

/** Why a button is refused, as the server said: its rule, and whom to ask. */
export function refusedBy({ row, may }: Shown, name: string) {
	const found = may.find((one) => one.act === name)
	if (found?.allowed === true) return undefined
	return { rule: found?.rules[0] ?? null, ask: { action: name, on: { type: 'Task', id: row.id } } }
}
