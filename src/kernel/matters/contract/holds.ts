import { z } from 'zod'
import { act, view } from '../../contract/declare.ts'
import { id, instant, text } from '../../contract/scalars.ts'
import { matter } from './matter.ts'

/** Tasks a bureau drew in between the steps of a slice: asked for, decided by another, sent back. */

const between = z.object({ element: z.string(), name: z.object({ en: z.string(), zh: z.string() }), lane: z.string() })

const example = {
	matter: '019aa000-0000-7000-8000-000000000002',
	task: { element: 'approve_close', name: { en: 'Approval before closing', zh: '办结审批' }, lane: 'station_chief' },
}

/** M103. */
export const askHold = act({
	name: 'matters.hold.ask',
	summary: { en: 'Ask for a task drawn in between', zh: '提请流程图中的审批环节' },
	resource: matter,
	input: z.strictObject({ matter: id, element: text(100) }),
	output: z.object({ matter: id, version: z.int(), task: between }),
	purpose: 'none',
	personal: [],
	example: {
		input: { matter: example.matter, element: example.task.element },
		output: { matter: example.matter, version: 4, task: example.task },
	},
})

/** M104. */
export const returnHold = act({
	name: 'matters.hold.return',
	summary: { en: 'Send back, or take back, what was asked', zh: '退回或撤回提请' },
	resource: matter,
	input: z.strictObject({ matter: id, reason: text(500) }),
	output: z.object({ matter: id, version: z.int(), task: between, withdrawn: z.boolean() }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { matter: example.matter, reason: 'The report lacks the witness.' },
		output: { matter: example.matter, version: 5, task: example.task, withdrawn: false },
	},
})

/** M105. What waits in between on one matter, and what could be asked for. */
export const showHold = view({
	name: 'matters.hold.show',
	summary: { en: 'What the drawing asks for between two steps', zh: '流程图在两步之间的要求' },
	resource: matter,
	input: z.strictObject({ matter: id }),
	output: z.object({
		matter: id,
		drawing: z.object({ process: z.string(), version: z.int() }),
		/** Where it waits, and whether I asked for it. */
		held: between.extend({ since: instant, mine: z.boolean(), mayDecide: z.boolean() }).nullable(),
		/** Tasks in between that could be asked for now. */
		next: z.array(between),
		/** Elements of the drawing a step could go to now. */
		open: z.array(z.string()),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { matter: example.matter },
		output: {
			matter: example.matter,
			drawing: { process: 'dispatch.incident', version: 2 },
			held: { ...example.task, since: '2026-11-24T08:15:00.000Z', mine: false, mayDecide: true },
			next: [],
			open: ['closed', 'in_progress'],
		},
	},
})

/** Topic of the message that something was asked for or came back: `{ matter, element, held }`, about the resource `Matter`. */
export const matterHeld = 'matters.matter.held'
