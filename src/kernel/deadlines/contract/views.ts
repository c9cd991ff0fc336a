import { z } from 'zod'
import { view } from '../../contract/declare.ts'
import { id, instant, text, tier, version } from '../../contract/scalars.ts'
import { calendarBody, regimeBody, words } from './bodies.ts'
import { sampleCalendar, sampleRegime, shown } from './examples.ts'
import { deadlineBook, deadlineResource, editionResource } from './resources.ts'

const editionShown = z.strictObject({
	id,
	version: z.int(),
	agency: id.nullable(),
	agencyName: words.nullable(),
	publishedAt: instant,
})
const proposal = z.strictObject({
	id,
	kind: z.enum(['calendar', 'regime']),
	key: z.string(),
	version: z.int(),
	proposedAt: instant,
	reason: z.string(),
	/** I proposed it: another publishes it. */
	mine: z.boolean(),
})

export const showCalendar = view({
	name: 'deadlines.calendar.show',
	summary: { en: 'The calendar that applies to an agency, and proposals for it', zh: '单位适用的日历及待发布版本' },
	resource: deadlineBook,
	input: z.strictObject({ agency: id.optional() }),
	output: z.strictObject({ agency: id, edition: editionShown, body: calendarBody, proposals: z.array(proposal) }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			agency: shown.bureau,
			edition: {
				id: shown.edition,
				version: 1,
				agency: null,
				agencyName: null,
				publishedAt: '2026-01-01T00:00:00.000Z',
			},
			body: sampleCalendar,
			proposals: [],
		},
	},
})

/** What a second person reads before publishing. */
export const showEdition = view({
	name: 'deadlines.edition.show',
	summary: { en: 'An edition of a calendar or regime, published or proposed', zh: '日历或时限规则的某一版本' },
	resource: editionResource,
	input: z.strictObject({ id }),
	output: z.strictObject({
		id,
		kind: z.enum(['calendar', 'regime']),
		key: z.string(),
		version: z.int(),
		proposedAt: instant,
		reason: z.string(),
		publishedAt: instant.nullable(),
		calendar: calendarBody.nullable(),
		regime: regimeBody.nullable(),
		/** While it waits: what is in force at its agency, which it would follow. */
		inForce: z.strictObject({ calendar: calendarBody.nullable(), regime: regimeBody.nullable() }).nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { id: shown.edition },
		output: {
			id: shown.edition,
			kind: 'regime',
			key: 'house.call-back',
			version: 1,
			proposedAt: '2026-01-01T00:00:00.000Z',
			reason: 'Call back within half a day.',
			publishedAt: null,
			calendar: null,
			regime: sampleRegime,
			inForce: { calendar: null, regime: null },
		},
	},
})

export const listRegimes = view({
	name: 'deadlines.regime.list',
	summary: { en: 'How time is counted for each kind of deadline at my agency', zh: '本单位各类时限的计算规则' },
	resource: deadlineBook,
	input: z.strictObject({}),
	output: z.strictObject({
		regimes: z.array(
			z.strictObject({
				key: z.string(),
				edition: editionShown,
				body: regimeBody,
				/** C26. What ships under the key, where an agency's own edition is in force. */
				ships: regimeBody.nullable(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { regimes: [] } },
})

export const stage = z.enum(['running', 'warned', 'paused', 'breached', 'met', 'decided', 'dropped'])

export const deadlineRow = z.strictObject({
	id,
	matter: id,
	matterKind: z.string(),
	kind: z.string(),
	agency: id,
	agencyName: words,
	duty: id,
	dutyName: words,
	regime: z.string(),
	regimeName: words,
	liberty: z.boolean(),
	stage,
	from: instant,
	due: instant,
	/** Whose wall clock it was reckoned by. */
	zone: z.string(),
	/** Since when it stands still, and when that pause ends by itself. */
	pausedFrom: instant.nullable(),
	pausedUntil: instant.nullable(),
	/** The first breach, whatever came later. */
	breachedAt: instant.nullable(),
	/** When it was met, decided or dropped. */
	endedAt: instant.nullable(),
	/** Whole minutes late; negative when early. Null until it is met. */
	lateMinutes: z.int().nullable(),
	version,
})
export type DeadlineRow = z.output<typeof deadlineRow>

export const listDeadlines = view({
	name: 'deadlines.deadline.list',
	summary: { en: 'Deadlines of my agency, soonest first', zh: '本单位的时限，先到期者在前' },
	resource: deadlineBook,
	input: z.strictObject({
		section: z.enum(['open', 'done']).default('open'),
		matter: id.optional(),
		limit: z.coerce.number().int().min(1).max(200).default(50),
	}),
	output: z.strictObject({ rows: z.array(deadlineRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [], more: false } },
})

const part = z.strictObject({
	from: instant,
	until: instant,
	/** `month`: so many parts that they are told by the month. */
	why: z.enum(['counted', 'make_up', 'start', 'rest', 'holiday', 'break', 'closed', 'pause', 'moved', 'month']),
	/** Minutes or days counted, as `counts` of the sum says. */
	counts: z.int(),
	name: words.nullable(),
	ground: z.string().nullable(),
})
export type PartShown = z.output<typeof part>

/** A sum: from the start to the due moment, part by part. */
export const sumShown = z.strictObject({
	due: instant,
	amount: z.int(),
	counts: z.enum(['minutes', 'days']),
	parts: z.array(part),
	/** Zone of the wall clock, and the version of the time zone data its offsets came from. */
	zone: z.string(),
	tz: z.string(),
	/** Years it touched whose holidays were not known (C7). */
	missingYears: z.array(z.int()),
})
export type SumShown = z.output<typeof sumShown>

export const deadlineSum = sumShown.extend({
	n: z.int(),
	cause: z.enum(['set', 'pause', 'resume', 'extend']),
	at: instant,
	/** C17. Reckoned again from what was kept, it gives the same moment. */
	agrees: z.boolean(),
})
export type DeadlineSum = z.output<typeof deadlineSum>

export const showDeadline = view({
	name: 'deadlines.deadline.show',
	summary: { en: 'A deadline and the sum it was reached by', zh: '时限及其计算过程' },
	resource: deadlineResource,
	input: z.strictObject({ id }),
	output: z.strictObject({
		row: deadlineRow,
		/** Acts on it that my post may do now. */
		may: z.array(z.string()),
		regime: z.strictObject({ key: z.string(), version: z.int(), agency: id.nullable(), body: regimeBody }),
		calendar: z.strictObject({ id, version: z.int(), agency: id.nullable(), agencyName: words.nullable() }),
		/** C36. Grounds are left out: the matter is protected and I am none of its readers. */
		closed: z.boolean(),
		/** Newest first. */
		sums: z.array(deadlineSum),
		pauses: z.array(z.strictObject({ ground: z.string(), from: instant, until: instant, resumed: instant.nullable() })),
		extensions: z.array(z.strictObject({ ground: z.string().nullable(), amount: z.int(), at: instant })),
		rungs: z.array(
			z.strictObject({
				n: z.int(),
				why: z.enum(['escalated', 'reassigned']),
				tier,
				agency: id,
				agencyName: words,
				at: instant,
				acknowledgedAt: instant.nullable(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { id: shown.deadline },
		output: {
			row: {
				id: shown.deadline,
				matter: shown.matter,
				matterKind: 'complaint',
				kind: 'answer',
				agency: shown.station,
				agencyName: { en: 'Old Town Station', zh: '老城派出所' },
				duty: shown.station,
				dutyName: { en: 'Old Town Station', zh: '老城派出所' },
				regime: 'house.call-back',
				regimeName: sampleRegime.name,
				liberty: false,
				stage: 'running',
				from: '2026-09-30T08:00:00.000Z',
				due: '2026-10-08T08:00:00.000Z',
				zone: 'Asia/Shanghai',
				pausedFrom: null,
				pausedUntil: null,
				breachedAt: null,
				endedAt: null,
				lateMinutes: null,
				version: 1,
			},
			may: ['deadlines.deadline.extend'],
			regime: { key: 'house.call-back', version: 1, agency: null, body: sampleRegime },
			calendar: { id: shown.edition, version: 1, agency: null, agencyName: null },
			closed: false,
			sums: [],
			pauses: [],
			extensions: [],
			rungs: [],
		},
	},
})

/** What a deadline that began then would come to; nothing is set. */
export const trySum = view({
	name: 'deadlines.sum.try',
	summary: { en: 'When something would be due, and how it is reached', zh: '试算时限及其计算过程' },
	resource: deadlineBook,
	input: z.strictObject({
		/** Its key; one that no rule has yet is tried with a draft of it. */
		regime: text(60),
		/** Without an offset: what the wall clock shows in the calendar's zone (C43). */
		from: z.iso.datetime({ offset: true, local: true }),
		/** The whole length, when it is not the rule's. */
		amount: z.coerce.number().int().min(1).max(26_297_280).optional(),
		/** Written and not proposed: instead of what is in force. */
		draft: z.strictObject({ calendar: calendarBody.optional(), regime: regimeBody.optional() }).optional(),
	}),
	output: z.strictObject({ from: instant, calendar: editionShown, sum: sumShown }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { regime: 'house.call-back', from: '2026-09-30T08:00:00.000Z' },
		output: {
			from: '2026-09-30T08:00:00.000Z',
			calendar: {
				id: shown.edition,
				version: 1,
				agency: null,
				agencyName: null,
				publishedAt: '2026-01-01T00:00:00.000Z',
			},
			sum: {
				due: '2026-10-08T03:30:00.000Z',
				amount: 8,
				counts: 'minutes',
				parts: [],
				zone: 'Asia/Shanghai',
				tz: '2026c',
				missingYears: [],
			},
		},
	},
})

/** C36. Why a clock was stopped or made longer, in the words of who did it. */
export const showWords = view({
	name: 'deadlines.words.show',
	summary: { en: 'Why a clock was stopped or made longer, in words', zh: '中止、延长时限的理由' },
	resource: deadlineResource,
	input: z.strictObject({ id }),
	output: z.strictObject({
		words: z.array(
			z.strictObject({
				of: z.enum(['pause', 'extension', 'decision']),
				ground: z.string().nullable(),
				at: instant,
				post: z.string(),
				reason: z.string(),
			}),
		),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { id: shown.deadline },
		output: {
			words: [
				{
					of: 'pause',
					ground: 'expert_examination',
					at: '2026-09-30T08:00:00.000Z',
					post: 'legal_reviewer',
					reason: 'The examination was ordered today.',
				},
			],
		},
	},
})
