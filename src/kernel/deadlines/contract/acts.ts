import { z } from 'zod'
import { act } from '../../contract/declare.ts'
import { id, instant, text, version } from '../../contract/scalars.ts'
import { calendarBody, regimeBody } from './bodies.ts'
import { sampleCalendar, sampleRegime, shown } from './examples.ts'
import { deadlineBook, deadlineResource, editionResource } from './resources.ts'

const proposed = z.strictObject({ id, version: z.int() })

/** C4. */
export const proposeCalendar = act({
	name: 'deadlines.calendar.propose',
	summary: { en: 'Propose the next edition of my agency’s calendar', zh: '提出本单位日历的新版本' },
	resource: deadlineBook,
	input: z.strictObject({ body: calendarBody, reason: text(1000) }),
	output: proposed,
	purpose: 'none',
	personal: [],
	example: {
		input: { body: sampleCalendar, reason: 'The window is open on Saturday mornings.' },
		output: { id: shown.edition, version: 2 },
	},
})

/** C4, C26. */
export const proposeRegime = act({
	name: 'deadlines.regime.propose',
	summary: { en: 'Propose the next edition of a regime for my agency', zh: '提出本单位时限规则的新版本' },
	resource: deadlineBook,
	input: z.strictObject({
		key: z
			.string()
			.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'is not the key of a regime')
			.max(60),
		body: regimeBody,
		reason: text(1000),
	}),
	output: proposed,
	purpose: 'none',
	personal: [],
	example: {
		input: { key: 'house.call-back', body: sampleRegime, reason: 'Call back within half a day.' },
		output: { id: shown.edition, version: 1 },
	},
})

/** C4. By a second person. */
export const publishEdition = act({
	name: 'deadlines.edition.publish',
	summary: { en: 'Publish a proposed calendar or regime: new deadlines take it', zh: '发布日历或时限规则：新时限适用' },
	resource: editionResource,
	input: z.strictObject({ id, ground: text(1000) }),
	output: z.strictObject({ id, version: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { id: shown.edition, ground: 'Agrees with the notice of the holidays.' },
		output: { id: shown.edition, version: 2 },
	},
})

const changed = z.strictObject({ deadline: id, version, dueAt: instant })
const changedExample = { deadline: shown.deadline, version: 2, dueAt: '2026-10-12T16:00:00.000Z' }
const ground = text(60)

/** C20 to C22. */
export const pauseDeadline = act({
	name: 'deadlines.deadline.pause',
	summary: { en: 'Let a clock stand still on a ground its rule lists', zh: '按规则所列事由中止计时' },
	resource: deadlineResource,
	input: z.strictObject({
		deadline: id,
		version,
		ground,
		/** How long at most; left out, as long as the ground allows. */
		minutes: z.int().min(1).max(1_051_200).optional(),
		reason: text(1000),
	}),
	output: changed.extend({ until: instant }),
	purpose: 'none',
	personal: ['reason', 'ground'],
	example: {
		input: {
			deadline: shown.deadline,
			version: 1,
			ground: 'expert_examination',
			reason: 'The examination was ordered today.',
		},
		output: { ...changedExample, until: '2026-10-03T08:00:00.000Z' },
	},
})

export const resumeDeadline = act({
	name: 'deadlines.deadline.resume',
	summary: { en: 'End a pause before it ends by itself', zh: '提前恢复计时' },
	resource: deadlineResource,
	input: z.strictObject({ deadline: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { deadline: shown.deadline, version: 2 }, output: changedExample },
})

/** C24, C25. */
export const extendDeadline = act({
	name: 'deadlines.deadline.extend',
	summary: { en: 'Make a deadline longer on a ground its rule lists', zh: '按规则所列事由延长时限' },
	resource: deadlineResource,
	input: z.strictObject({
		deadline: id,
		version,
		ground,
		/** The whole length from the start, in the rule's unit. */
		amount: z.int().min(1).max(26_297_280),
		reason: text(1000),
	}),
	output: changed,
	purpose: 'none',
	personal: ['reason', 'ground'],
	example: {
		input: { deadline: shown.deadline, version: 1, ground: 'complex', amount: 90, reason: 'Three agencies take part.' },
		output: changedExample,
	},
})

/** C37. */
export const acknowledgeDuty = act({
	name: 'deadlines.duty.acknowledge',
	summary: { en: 'Acknowledge a duty that came to my agency', zh: '确认接到升级的责任' },
	resource: deadlineResource,
	input: z.strictObject({ deadline: id }),
	output: z.strictObject({ deadline: id, rung: z.int(), at: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { deadline: shown.deadline },
		output: { deadline: shown.deadline, rung: 1, at: '2026-10-12T16:05:00.000Z' },
	},
})

/** C35. */
export const reassignDuty = act({
	name: 'deadlines.duty.reassign',
	summary: { en: 'Give the duty to an agency below mine', zh: '将责任交由下级单位' },
	resource: deadlineResource,
	input: z.strictObject({ deadline: id, version, to: id }),
	output: z.strictObject({ deadline: id, version, duty: id }),
	purpose: 'none',
	personal: [],
	example: {
		input: { deadline: shown.deadline, version: 2, to: shown.station },
		output: { deadline: shown.deadline, version: 3, duty: shown.station },
	},
})

/** C35, C25. */
export const decideDeadline = act({
	name: 'deadlines.deadline.decide',
	summary: {
		en: 'Close an overdue deadline by a decision of the tier that has the duty',
		zh: '由承担责任的层级决定了结逾期时限',
	},
	resource: deadlineResource,
	input: z.strictObject({ deadline: id, version, reason: text(1000) }),
	output: z.strictObject({ deadline: id, version }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { deadline: shown.deadline, version: 2, reason: 'The city answered the resident itself.' },
		output: { deadline: shown.deadline, version: 3 },
	},
})

/** C32. Only the clock performs it. */
export const tickDeadline = act({
	name: 'deadlines.clock.tick',
	summary: { en: 'A deadline’s clock reached its next moment', zh: '时限到达下一节点' },
	resource: deadlineResource,
	input: z.strictObject({ deadline: id }),
	output: z.strictObject({ deadline: id, did: z.enum(['warned', 'breached', 'escalated', 'dropped']), duty: id }),
	purpose: 'none',
	personal: [],
	example: {
		input: { deadline: shown.deadline },
		output: { deadline: shown.deadline, did: 'escalated', duty: shown.bureau },
	},
})
