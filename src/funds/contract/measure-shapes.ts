import { z } from 'zod'
import { resource } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'
import { holderKind, reportState, useKind } from './lists.ts'
import {
	approverPost,
	endReason,
	matchField,
	measureKind,
	measureState,
	objectionAnswer,
	rulePack,
} from './measure-lists.ts'
import { currency, minor } from './money.ts'

/** A stop or a freeze. */
export const measureResource = resource({
	type: 'FundsMeasure',
	table: 'funds.measure',
	id: 'id',
	see: 'funds.measure.see',
	ended: 'ended',
	attributes: {
		/** The bureau or station of the report. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** Who took the report: never who approves. */
		taker: { is: 'String', column: 'taken_by' },
		kind: { is: 'String', column: 'kind' },
		drafter: { is: 'String', column: 'drafted_by' },
		signer: { is: 'String', column: 'signed_by', optional: true },
		approver: { is: 'Agency', column: 'approver_id', optional: true },
		approverPost: { is: 'String', column: 'approver_post', optional: true },
		approvedBy: { is: 'String', column: 'approved_by', optional: true },
		twoPeople: { is: 'Bool', column: 'two_people' },
		ended: { is: 'Bool', column: 'ended' },
	},
})

/** F68. A choice of a rule pack that waits for legal review, or stands. */
export const packResource = resource({
	type: 'RulePackChoice',
	table: 'funds.pack_choice',
	id: 'id',
	see: 'funds.pack.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		proposer: { is: 'String', column: 'proposed_by' },
	},
})

/** What is published of measures, for anybody. There is one. */
export const fundsBoard = resource({
	type: 'FundsBoard',
	table: null,
	id: 'id',
	see: 'funds.board.see',
	attributes: {},
})

const named = z.object({ id, en: z.string(), zh: z.string() })

/** A measure as a list shows it: nobody is named, a number shows its last four. */
export const measureRow = z.object({
	id,
	kind: measureKind,
	state: measureState,
	report: z.object({ id, number: z.string(), state: reportState }),
	account: z
		.object({
			id,
			/** As it was told. */
			bank: z.string(),
			/** As the directory of banks calls it, else as it was told. */
			bankName: z.object({ en: z.string(), zh: z.string() }),
			last: z.string(),
		})
		.nullable(),
	currency,
	askedMinor: minor.nullable(),
	heldMinor: minor.nullable(),
	draftedAt: instant,
	signedAt: instant.nullable(),
	sentAt: instant.nullable(),
	answeredAt: instant.nullable(),
	/** When the bank should have answered, while it has not. */
	answerDueAt: instant.nullable(),
	untilAt: instant.nullable(),
	endedAt: instant.nullable(),
	endReason: endReason.nullable(),
	missing: z.array(matchField),
	mismatch: matchField.nullable(),
	approver: named.nullable(),
	approverPost: approverPost.nullable(),
	/** F67. A freeze that takes over from this stop is on its way. */
	freeze: z.object({ id, state: measureState }).nullable(),
	/** An objection waits for an answer until then. */
	objectionDueAt: instant.nullable(),
	/** Acts my post may perform on it now. */
	may: z.array(z.string()),
	version,
})
export type MeasureRow = z.output<typeof measureRow>

export const objectionRow = z.object({
	id,
	said: z.string(),
	enteredAt: instant,
	dueAt: instant,
	answer: objectionAnswer.nullable(),
	answeredAt: instant.nullable(),
	reason: z.string().nullable(),
})

/** A measure whole, as its order says it. */
export const measureSheet = measureRow.extend({
	holder: z.string().nullable(),
	number: z.string().nullable(),
	amountMinor: minor.nullable(),
	at: instant.nullable(),
	/** F64. What of the loss can have come there, in so many hops; less what other measures of the report hold of it. */
	traced: z.object({ minor, hops: z.int().nullable(), free: minor }).nullable(),
	loss: minor,
	livingMinor: minor,
	holderKind,
	useKind,
	province: z.string().nullable(),
	/** What left the account since the payment came, as far as statements tell. */
	moving: z.object({ count: z.int(), minor, lastAt: instant.nullable() }),
	/** F65. Stops that stood or stand on the account, of so many. */
	stops: z.object({ used: z.int(), of: z.int() }),
	pack: rulePack,
	/** Who would have to approve it as it stands, by which row of the table; null while that cannot be said. */
	needs: z
		.object({ post: approverPost, agency: named, people: z.int(), rule: z.string(), signedIn: z.int() })
		.nullable(),
	renewals: z.object({ used: z.int(), of: z.int() }),
	reportSigned: z.boolean(),
	victimBank: z.string().nullable(),
	payment: id.nullable(),
	stop: id.nullable(),
	bankReference: z.string().nullable(),
	reason: z.string().nullable(),
	objections: z.array(objectionRow),
})
export type MeasureSheet = z.output<typeof measureSheet>

export const shownMeasure = {
	id: '0192d3a0-0000-7000-8000-0000000f0041',
	report: '0192d3a0-0000-7000-8000-0000000f0001',
	account: '0192d3a0-0000-7000-8000-0000000f0002',
	agency: '0192d3a0-0000-7000-8000-0000000f0042',
	pack: '0192d3a0-0000-7000-8000-0000000f0043',
	objection: '0192d3a0-0000-7000-8000-0000000f0044',
	row: {
		id: '0192d3a0-0000-7000-8000-0000000f0041',
		kind: 'stop',
		state: 'held',
		report: { id: '0192d3a0-0000-7000-8000-0000000f0001', number: 'F-2611-00118', state: 'case' },
		account: {
			id: '0192d3a0-0000-7000-8000-0000000f0002',
			bank: 'GWBK',
			bankName: { en: 'Gangwan Bank', zh: '港湾银行' },
			last: '7752',
		},
		currency: 'CNY',
		askedMinor: 5_000_000,
		heldMinor: 4_200_000,
		draftedAt: '2026-11-24T03:12:00.000Z',
		signedAt: '2026-11-24T03:13:00.000Z',
		sentAt: '2026-11-24T03:13:30.000Z',
		answeredAt: '2026-11-24T03:15:00.000Z',
		answerDueAt: null,
		untilAt: '2026-11-26T03:15:00.000Z',
		endedAt: null,
		endReason: null,
		missing: [],
		mismatch: null,
		approver: { id: '0192d3a0-0000-7000-8000-0000000f0042', en: 'Xigang Bureau', zh: '汐港县公安局' },
		approverPost: 'shift_leader',
		freeze: null,
		objectionDueAt: null,
		may: ['funds.freeze.draft', 'funds.measure.release'],
		version: 4,
	},
} as const satisfies { row: z.input<typeof measureRow>; [key: string]: unknown }
