import { z } from 'zod'
import { act, view } from '../../contract/declare.ts'
import { id, instant, text, version } from '../../contract/scalars.ts'
import { formAnswer } from './form.ts'
import { mayDo, type TaskRow, taskBook, taskMore, taskResource, taskRow } from './task-shapes.ts'

/** Tasks for people: what a post does with them, and where they are seen. */

export * from './task-shapes.ts'

const shown = {
	task: '019aa000-0000-7000-8000-0000000000b1',
	matter: '019aa000-0000-7000-8000-0000000000b2',
	station: '019aa000-0000-7000-8000-0000000000b3',
	post: '019aa000-0000-7000-8000-0000000000b4',
} as const

const asked = z.strictObject({ task: id, version })
const changed = z.strictObject({ task: id, version })
const sample = { input: { task: shown.task, version: 1 }, output: { task: shown.task, version: 2 } }
const plain = { resource: taskResource, output: changed, purpose: 'none', personal: [] } as const

/** M64. */
export const takeTask = act({
	...plain,
	name: 'matters.task.take',
	summary: { en: 'Take a task offered to my post', zh: '接办本岗位的任务' },
	input: asked,
	example: sample,
})

/** M64. */
export const giveBackTask = act({
	...plain,
	name: 'matters.task.give-back',
	summary: { en: 'Give a task back to the post, or to who delegated it', zh: '退回任务' },
	input: asked,
	example: sample,
})

const given = asked.extend({ to: id })
const sampleGiven = { input: { ...sample.input, to: shown.post }, output: sample.output }

/** M65. `to` is a holding of the task's post. */
export const allocateTask = act({
	...plain,
	name: 'matters.task.allocate',
	summary: { en: 'Give a task to one of the post', zh: '指派任务' },
	input: given,
	example: sampleGiven,
})

/** M66. */
export const delegateTask = act({
	...plain,
	name: 'matters.task.delegate',
	summary: { en: 'Let a colleague of the same post do it', zh: '委托同岗位同事办理' },
	input: given,
	example: sampleGiven,
})

/** M66. */
export const takeBackTask = act({
	...plain,
	name: 'matters.task.take-back',
	summary: { en: 'Take back what I delegated', zh: '收回委托' },
	input: asked,
	example: sample,
})

const reason = text(1000)

/** M67. */
export const escalateTask = act({
	...plain,
	name: 'matters.task.escalate',
	summary: { en: 'Put a task before the tier above', zh: '上报上一级处理' },
	input: asked.extend({ reason }),
	output: changed.extend({ duty: id }),
	personal: ['reason'],
	example: {
		input: { ...sample.input, reason: 'Nobody of the post is on duty until Monday.' },
		output: { ...sample.output, duty: shown.station },
	},
})

const answer = asked.extend({
	data: formAnswer.default({}),
	/** Ids of flows drawn out of it. */
	choose: z.array(text(100)).max(20).optional(),
})
const over = z.strictObject({ task: id, matter: id })
const sampleOver = { task: shown.task, matter: shown.matter }

/** M71. The form's values go to the process, never into the ledger in clear. */
export const completeTask = act({
	...plain,
	name: 'matters.task.complete',
	summary: { en: 'Complete a task', zh: '办结任务' },
	input: answer,
	output: over,
	personal: ['data'],
	example: {
		input: { ...sample.input, data: { found: 'The fire door is blocked.', safe: false }, choose: ['to_repair'] },
		output: sampleOver,
	},
})

/** M67. The tier that has the duty decides in the post's place. */
export const decideTask = act({
	...plain,
	name: 'matters.task.decide',
	summary: { en: 'Decide an escalated task in the post’s place', zh: '上级代为决定' },
	input: answer.extend({ reason }),
	output: over,
	personal: ['data', 'reason'],
	example: {
		input: { ...sample.input, choose: ['to_repair'], reason: 'The danger does not wait.' },
		output: sampleOver,
	},
})

/** M72. */
export const failTask = act({
	...plain,
	name: 'matters.task.fail',
	summary: { en: 'Say that a task cannot be done, as drawn', zh: '按流程图报告任务无法完成' },
	input: asked.extend({ code: text(100), reason }),
	output: over,
	personal: ['reason'],
	example: {
		input: { ...sample.input, code: 'not_found', reason: 'There is no such address.' },
		output: sampleOver,
	},
})

/** M75. Only the clock performs it. */
export const releaseTask = act({
	...plain,
	name: 'matters.task.release',
	summary: { en: 'A task goes back to its post: who had it holds the post no more', zh: '原承办人离岗，任务退回岗位' },
	input: z.strictObject({ task: id }),
	example: { input: { task: shown.task }, output: sample.output },
})

/** M76. Only the clock performs it. */
export const raiseTask = act({
	...plain,
	name: 'matters.task.raise',
	summary: { en: 'A task follows its deadline up the ladder', zh: '任务随时限升级' },
	input: z.strictObject({ task: id }),
	example: { input: { task: shown.task }, output: sample.output },
})

const sampleRow: TaskRow = {
	id: shown.task,
	matter: shown.matter,
	matterKind: 'hazard',
	why: 'Yearly check of the quay.',
	name: { en: 'Check the place', zh: '现场检查' },
	post: 'officer',
	agency: shown.station,
	agencyName: { en: 'Old Town Station', zh: '老城派出所' },
	duty: shown.station,
	dutyName: { en: 'Old Town Station', zh: '老城派出所' },
	escalated: false,
	stands: 'offered',
	lent: false,
	main: { act: 'matters.task.take', allowed: true, rules: ['M135'] },
	state: 'open',
	byAct: null,
	due: null,
	offeredAt: '2026-09-30T08:00:00.000Z',
	endedAt: null,
	version: 1,
}

const book = { resource: taskBook, purpose: 'none', looks: 'open' } as const

const own = z.string().regex(/^own\.[a-z0-9-]{1,60}$/, 'is no process of a bureau’s own')

/** M79. */
export const openOwnMatter = act({
	name: 'matters.own.open',
	summary: { en: 'Open a matter on a drawing of my bureau’s own', zh: '按本局自绘流程图新建事项' },
	resource: taskBook,
	input: z.strictObject({
		process: own,
		/** Why the matter exists, in words, naming no person. */
		why: text(300),
	}),
	output: z.strictObject({ matter: id }),
	purpose: 'none',
	personal: [],
	example: { input: { process: 'own.hazard', why: 'Yearly check of the quay.' }, output: { matter: shown.matter } },
})

/** M79. */
export const listOwnProcesses = view({
	...book,
	name: 'matters.own.list',
	summary: { en: 'Drawings of my bureau’s own that a matter can be opened on', zh: '可新建事项的本局自绘流程图' },
	input: z.strictObject({}),
	output: z.strictObject({
		processes: z.array(z.strictObject({ process: own, name: z.strictObject({ en: z.string(), zh: z.string() }) })),
	}),
	example: {
		input: {},
		output: { processes: [{ process: 'own.hazard', name: { en: 'Hazard', zh: '隐患排查' } }] },
	},
})

/** M77. */
export const listMyTasks = view({
	...book,
	name: 'matters.task.mine',
	summary: { en: 'Tasks that I have and tasks offered to my post, first due first', zh: '我的任务和本岗位待接任务' },
	input: z.strictObject({
		/** `mine`: mine and my post's; `led`: open ones of the agencies I lead; `escalated`: those whose duty came to my bureau. */
		section: z.enum(['mine', 'led', 'escalated']).default('mine'),
		limit: z.coerce.number().int().min(1).max(200).default(100),
	}),
	output: z.strictObject({ rows: z.array(taskRow), more: z.boolean() }),
	example: { input: {}, output: { rows: [sampleRow], more: false } },
})

/** M77. */
export const listMatterTasks = view({
	...book,
	name: 'matters.task.list',
	summary: { en: 'The tasks of a matter, and what I may do with each', zh: '事项的任务及我可进行的操作' },
	input: z.strictObject({ matter: id }),
	output: z.strictObject({ rows: z.array(taskRow.extend({ may: z.array(mayDo) })) }),
	example: {
		input: { matter: shown.matter },
		output: { rows: [{ ...sampleRow, may: [{ act: 'matters.task.take', allowed: true, rules: ['M135'] }] }] },
	},
})

const one = { resource: taskResource, purpose: 'none', looks: 'open', input: z.strictObject({ id }) } as const

/** M77. */
export const showTask = view({
	...one,
	name: 'matters.task.show',
	summary: { en: 'A task: what to do, by when, what happens then, who can help', zh: '任务详情' },
	output: taskMore.extend({
		row: taskRow,
		may: z.array(mayDo),
		/** M67. What was entered before may be read by me. */
		readable: z.boolean(),
		/** Somebody holds the post there now. */
		manned: z.boolean(),
	}),
	example: {
		input: { id: shown.task },
		output: {
			row: sampleRow,
			may: [{ act: 'matters.task.take', allowed: true, rules: ['M135'] }],
			readable: true,
			manned: true,
			form: null,
			ways: [],
			choose: 'none',
			errors: [],
			history: [{ what: 'offered', post: null, agencyName: null, code: null, at: '2026-09-30T08:00:00.000Z' }],
		},
	},
})

/** M67. What the form's fields hold already, and the reasons in words. */
export const showTaskValues = view({
	...one,
	name: 'matters.values.show',
	summary: { en: 'What was entered before for a task, and reasons in words', zh: '任务已有内容和说明' },
	output: z.strictObject({
		values: formAnswer,
		reasons: z.array(z.strictObject({ what: z.string(), at: instant, reason: z.string() })),
	}),
	example: { input: { id: shown.task }, output: { values: { found: 'The fire door is blocked.' }, reasons: [] } },
})

/** M77. Whom it could be given to. */
export const listColleagues = view({
	...one,
	name: 'matters.task.colleagues',
	summary: { en: 'Who of the post could do a task', zh: '可承办任务的同岗位人员' },
	output: z.strictObject({
		people: z.array(
			z.strictObject({
				/** The holding of the post: what `to` names. */
				post: id,
				name: z.strictObject({ en: z.string(), zh: z.string() }),
				/** The rule by which they may not do this one. */
				not: z.string().nullable(),
			}),
		),
	}),
	example: {
		input: { id: shown.task },
		output: { people: [{ post: shown.post, name: { en: 'He Ping’an', zh: '何平安' }, not: null }] },
	},
})
