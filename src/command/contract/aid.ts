import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'

/** Mutual aid: K50 to K54. */

export const aidResource = resource({
	type: 'Aid',
	table: 'command.aid',
	id: 'id',
	see: 'command.aid.see',
	attributes: {
		/** Who asks, and has it on loan. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** Who is asked, and lends. */
		to: { is: 'Agency', column: 'to_id' },
		state: { is: 'String', column: 'state' },
	},
})

/** Where aid is asked for and listed. Its id is the agency's. */
export const aidBook = resource({
	type: 'AidBook',
	table: null,
	id: 'id',
	see: 'command.aid-book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

export const aidWhat = z.enum(['units', 'skills', 'analysis'])
export type AidWhat = z.output<typeof aidWhat>
export const aidState = z.enum(['asked', 'offered', 'on_loan', 'returned', 'refused', 'withdrawn'])
export type AidState = z.output<typeof aidState>

const agencyNamed = z.object({ id, en: z.string(), zh: z.string() })
const unitNamed = z.object({ id, en: z.string(), zh: z.string() })
const changed = z.object({ aid: id, state: aidState, version })

const aid = '019aa000-0000-7000-8000-000000000301'
const lender = '019aa000-0000-7000-8000-000000000303'
const unit = '019aa000-0000-7000-8000-000000000304'
const until = '2026-11-24T16:00:00.000Z'

/** K50. */
export const askAid = act({
	name: 'command.aid.ask',
	summary: { en: 'Ask another agency for units, skills or analysis', zh: '请求其他单位协作' },
	resource: aidBook,
	input: z.strictObject({ to: id, what: aidWhat, words: text(500), until: instant }),
	output: changed.extend({ answerDueAt: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { to: lender, what: 'units', words: 'Two patrols for the fish market, with stab-proof vests.', until },
		output: { aid, state: 'asked', version: 1, answerDueAt: '2026-11-24T09:00:00.000Z' },
	},
})

/** K51. */
export const offerAid = act({
	name: 'command.aid.offer',
	summary: { en: 'Offer what was asked for', zh: '提供协作' },
	resource: aidResource,
	input: z.strictObject({
		aid: id,
		version,
		answer: text(500),
		units: z.array(id).max(20).default([]),
		until: instant,
	}),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { aid, version: 1, answer: 'Quay 21, from noon.', units: [unit], until },
		output: { aid, state: 'offered', version: 2 },
	},
})

export const refuseAid = act({
	name: 'command.aid.refuse',
	summary: { en: 'Say that it cannot be lent, and why', zh: '不能提供，说明原因' },
	resource: aidResource,
	input: z.strictObject({ aid: id, version, answer: text(500) }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { aid, version: 1, answer: 'Our own festival is tonight.' },
		output: { aid, state: 'refused', version: 2 },
	},
})

/** K51. From here on it is on loan. */
export const takeAid = act({
	name: 'command.aid.take',
	summary: { en: 'Take what is offered on loan', zh: '接受协作，开始借用' },
	resource: aidResource,
	input: z.strictObject({ aid: id, version }),
	output: changed.extend({ until: instant }),
	purpose: 'none',
	personal: [],
	example: { input: { aid, version: 2 }, output: { aid, state: 'on_loan', version: 3, until } },
})

export const withdrawAid = act({
	name: 'command.aid.withdraw',
	summary: { en: 'Take a request back', zh: '撤回协作请求' },
	resource: aidResource,
	input: z.strictObject({ aid: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { aid, version: 1 }, output: { aid, state: 'withdrawn', version: 2 } },
})

export const returnAid = act({
	name: 'command.aid.return',
	summary: { en: 'Enter that what was lent is back', zh: '登记已归还' },
	resource: aidResource,
	input: z.strictObject({ aid: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { aid, version: 3 }, output: { aid, state: 'returned', version: 4 } },
})

/** K52. Only the clock performs it. */
export const lapseAid = act({
	name: 'command.aid.lapse',
	summary: { en: 'A loan ran out without being returned', zh: '借用到期未归还' },
	resource: aidResource,
	input: z.strictObject({ aid: id }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { aid }, output: { aid, state: 'on_loan', version: 4 } },
})

export const aidRow = z.object({
	id,
	what: aidWhat,
	words: z.string(),
	answer: z.string().nullable(),
	state: aidState,
	from: agencyNamed,
	to: agencyNamed,
	units: z.array(unitNamed),
	askedAt: instant,
	answerDueAt: instant,
	until: instant,
	loanedAt: instant.nullable(),
	/** The loan is over; it was not returned. */
	overdueAt: instant.nullable(),
	endedAt: instant.nullable(),
	/** Acts my post may perform on it now. */
	may: z.array(z.string()),
	version,
})
export type AidRow = z.output<typeof aidRow>

/** K53. Both sides see the same row. */
export const listAid = view({
	name: 'command.aid.list',
	summary: { en: 'Aid asked for and lent, by my agency and of it', zh: '本单位请求和提供的协作' },
	resource: aidBook,
	input: z.strictObject({ section: z.enum(['open', 'ended']).default('open') }),
	output: z.object({
		rows: z.array(aidRow),
		more: z.boolean(),
		/** My agency's own units that are on loan now. */
		lent: z.array(unitNamed.extend({ to: agencyNamed, until: instant })),
		/** Units that I could lend. */
		units: z.array(unitNamed),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { section: 'open' },
		output: {
			rows: [
				{
					id: aid,
					what: 'units',
					words: 'Two patrols for the fish market.',
					answer: null,
					state: 'asked',
					from: { id: '019aa000-0000-7000-8000-000000000302', en: 'Old Town Station', zh: '老城派出所' },
					to: { id: lender, en: 'Quayside Station', zh: '码头派出所' },
					units: [],
					askedAt: '2026-11-24T08:00:00.000Z',
					answerDueAt: '2026-11-24T09:00:00.000Z',
					until,
					loanedAt: null,
					overdueAt: null,
					endedAt: null,
					may: ['command.aid.offer', 'command.aid.refuse'],
					version: 1,
				},
			],
			more: false,
			lent: [],
			units: [{ id: unit, en: 'Quay 21', zh: '码头 21' }],
		},
	},
})

/** Topic of every change of a loan; `overdue` in its body warns both sides. */
export const aidChanged = 'command.aid.changed'
