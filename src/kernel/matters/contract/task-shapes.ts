import { z } from 'zod'
import { resource } from '../../contract/declare.ts'
import { id, instant, tier, version } from '../../contract/scalars.ts'
import { postKind } from '../../identity/contract/words.ts'
import { taskForm } from './form.ts'

/** What powers and screens know of a task for people. */

/** An agency's tasks: where lists are asked for. Its id is the agency's. */
export const taskBook = resource({
	type: 'TaskBook',
	table: null,
	id: 'id',
	see: 'matters.task.book',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

const bars = { table: 'matters.task_bar', key: 'task_id', column: 'person_id' } as const

export const taskResource = resource({
	type: 'Task',
	table: 'matters.task',
	id: 'id',
	see: 'matters.task.see',
	ended: 'over',
	attributes: {
		/** Where it is offered. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** The matter's agency. */
		owner: { is: 'Agency', column: 'owner_id' },
		/** Who has to see to it. */
		duty: { is: 'Agency', column: 'duty_id' },
		/** Kind of post it is offered to. */
		post: { is: 'String', column: 'post' },
		/** Holdings of a post: who has it, who is offered it first, who delegated it. */
		holder: { is: 'String', column: 'holder_post', optional: true },
		familiar: { is: 'String', column: 'familiar_post', optional: true },
		delegator: { is: 'String', column: 'delegator_post', optional: true },
		escalated: { is: 'Bool', column: 'escalated' },
		/** An act of a slice does it. */
		acted: { is: 'Bool', column: 'acted' },
		over: { is: 'Bool', column: 'over' },
		/** Persons who did what it checks. */
		eyes: { is: 'Set<String>', ...bars, where: "m.why = 'eyes'" },
		/** The person who opened the matter, where the drawing keeps them apart. */
		apart: { is: 'Set<String>', ...bars, where: "m.why = 'apart'" },
	},
})

/** Topic of the message every change of a task sends, about the resource `Task`: `{ task, matter, state }`. */
export const taskChanged = 'matters.task.changed'

const said = z.strictObject({ en: z.string(), zh: z.string() })

/** A way drawn out of a task, by the id of its flow. */
const way = z.strictObject({ flow: z.string(), name: said })

export const taskDue = z.strictObject({
	deadline: id,
	from: instant,
	due: instant,
	stage: z.enum(['running', 'warned', 'paused', 'breached', 'met', 'decided', 'dropped']),
	pausedFrom: instant.nullable(),
	endedAt: instant.nullable(),
	regime: said,
	/** The agency the clock's duty lies with now. */
	duty: said,
	/** What happens after zero: to which tier it goes, how many minutes later. */
	ladder: z.array(z.strictObject({ tier, afterMinutes: z.int() })),
})
export type TaskDue = z.output<typeof taskDue>

/** One act on a task: whether I may, and by which rules not. */
export const mayDo = z.strictObject({ act: z.string(), allowed: z.boolean(), rules: z.array(z.string()) })
export type MayDo = z.output<typeof mayDo>

export const taskRow = z.strictObject({
	id,
	matter: id,
	matterKind: z.string(),
	/** Why the matter exists; null where it names nothing, or where I may not know of the matter. */
	why: z.string().nullable(),
	name: said,
	post: postKind,
	agency: id,
	agencyName: said,
	duty: id,
	dutyName: said,
	escalated: z.boolean(),
	/** Of my post: whether I hold it, somebody else does, it is offered to me first or to somebody else first, or to all. */
	stands: z.enum(['mine', 'taken', 'first_mine', 'first_other', 'offered', 'over']),
	/** I delegated it and may take it back. */
	lent: z.boolean(),
	/** The one act it leads me to, take or complete, and whether I may; null when it is over. */
	main: mayDo.nullable(),
	state: z.enum(['open', 'done', 'failed', 'dropped']),
	/** Name of the slice's act that does it; null: it is completed here. */
	byAct: z.string().nullable(),
	due: taskDue.nullable(),
	offeredAt: instant,
	endedAt: instant.nullable(),
	version,
})
export type TaskRow = z.output<typeof taskRow>

export const taskMore = z.strictObject({
	form: taskForm.nullable(),
	/** Ways to choose from; empty when the drawing goes on by itself. */
	ways: z.array(way),
	/** Whether a way must be chosen, and how many at most. */
	choose: z.enum(['none', 'may', 'one', 'some']),
	/** Errors drawn around the task that may be raised: their codes. */
	errors: z.array(z.strictObject({ code: z.string(), name: said })),
	/** Newest first; by posts and agencies, not by names. */
	history: z.array(
		z.strictObject({
			what: z.string(),
			post: postKind.nullable(),
			agencyName: said.nullable(),
			code: z.string().nullable(),
			at: instant,
		}),
	),
})
export type TaskMore = z.output<typeof taskMore>
