import { z } from 'zod'
import { resource } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'
import { attributionRule, returnReading, returnWay } from './attribution.ts'
import { currency, minor } from './money.ts'

/** F286 to F299. Words and shapes of giving frozen money back. */

export const returnState = z.enum(['proposed', 'notice', 'paying', 'paid', 'refused', 'withdrawn', 'stopped'])
export type ReturnState = z.output<typeof returnState>

export const returnRuling = z.enum(['upheld', 'dismissed'])

export const returnResource = resource({
	type: 'ReturnRound',
	table: 'funds.return_round',
	id: 'id',
	see: 'funds.return.see',
	ended: 'ended',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		/** The city that decides. */
		approver: { is: 'Agency', column: 'approver_id' },
		/** Who proposed it: never who decides it. */
		proposer: { is: 'String', column: 'proposed_by' },
		state: { is: 'String', column: 'state' },
		ended: { is: 'Bool', column: 'ended' },
	},
})

/** Rounds in their public notice, for anybody. There is one board. */
export const noticeBoard = resource({
	type: 'FundsNotice',
	table: null,
	id: 'id',
	see: 'funds.notice.see',
	attributes: {},
})

/** An account as rounds name it: where it is held and the end of its number. */
export const frozenIn = z.object({ id, node: z.int().min(0), bank: z.string(), tail: z.string() })
export type FrozenIn = z.output<typeof frozenIn>

/** Amounts by the number of a report. */
export const byVictim = z.record(z.string(), minor)

/** F298. What a trace does not show. */
export const traceLimits = z.object({
	/** Accounts on the way whose statement nobody has: what else came there is not known. */
	withoutStatement: z.int().min(0),
	/** Payments told that lack an account, an amount or a time. */
	notFollowed: z.int().min(0),
	/** Sent by accounts that were not known to hold it. */
	unknownMinor: minor,
	/** Victims whose money reaches the frozen accounts and whose loss nobody verified: they are left out. */
	unverified: z.array(z.string()),
	/** The return rule's window for time stamps, in hours. */
	windowHours: z.int().min(1),
})
export type TraceLimits = z.output<typeof traceLimits>

/** One frozen account, the five rules side by side, and what the return rule says of it. */
export const frozenAccount = z.object({
	account: frozenIn,
	/** Frozen and not yet given to anybody. */
	heldMinor: minor,
	balanceMinor: minor,
	byRule: z.record(attributionRule, byVictim),
	way: returnWay.nullable(),
	traced: byVictim,
	gives: byVictim,
	staysMinor: minor,
})
export type FrozenAccount = z.output<typeof frozenAccount>

export const poolShare = z.object({
	victim: z.string(),
	lossMinor: minor,
	readingMinor: minor,
	floorMinor: minor,
	plusOne: z.boolean(),
	letterMinor: minor,
})

export const returnPlan = z.object({
	accounts: z.array(frozenAccount),
	victims: z.array(
		z.object({
			report: id,
			number: z.string(),
			/** Null: nobody verified it. */
			verifiedMinor: minor.nullable(),
			/** Given by earlier rounds. */
			beforeMinor: minor,
			getsMinor: minor,
		}),
	),
	pool: z.object({
		heldMinor: minor,
		lossMinor: minor,
		shares: z.array(poolShare),
		letterExceeds: z.boolean(),
	}),
	frozenMinor: minor,
	givenMinor: minor,
	staysMinor: minor,
	limits: traceLimits,
})
export type ShownPlan = z.output<typeof returnPlan>

export const roundRow = z.object({
	id,
	number: z.string(),
	report: z.object({ id, number: z.string() }),
	currency,
	state: returnState,
	reading: returnReading,
	victims: z.int().min(0),
	frozenMinor: minor,
	givenMinor: minor,
	staysMinor: minor,
	approver: z.object({ id, en: z.string(), zh: z.string() }),
	proposedAt: instant,
	noticeFrom: instant.nullable(),
	noticeUntil: instant.nullable(),
	endedAt: instant.nullable(),
	/** Objections nobody answered yet. */
	open: z.int().min(0),
	/** F321. Of those, whose day has passed. */
	overdue: z.int().min(0),
	may: z.array(z.string()),
	version,
})
export type RoundRow = z.output<typeof roundRow>

/** Ids the examples share. */
export const shownReturn = {
	report: '0192d3a0-0000-7000-8000-0000000f0001',
	account: '0192d3a0-0000-7000-8000-0000000f0002',
	round: '0192d3a0-0000-7000-8000-0000000f0060',
	objection: '0192d3a0-0000-7000-8000-0000000f0061',
	certificate: '0192d3a0-0000-7000-8000-0000000f0062',
	city: '0192d3a0-0000-7000-8000-0000000f0063',
	sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	number: 'F-2611-00118',
} as const

export const shownLimits: TraceLimits = {
	withoutStatement: 2,
	notFollowed: 0,
	unknownMinor: 0,
	unverified: [],
	windowHours: 24,
}

export const shownRound: RoundRow = {
	id: shownReturn.round,
	number: 'B-2611-00001',
	report: { id: shownReturn.report, number: shownReturn.number },
	currency: 'CNY',
	state: 'notice',
	reading: 'reading',
	victims: 1,
	frozenMinor: 6_620_000,
	givenMinor: 4_620_000,
	staysMinor: 2_000_000,
	approver: { id: shownReturn.city, en: 'Lanjiang City Police', zh: '澜江市公安局' },
	proposedAt: '2026-11-24T04:00:00.000Z',
	noticeFrom: '2026-11-24T06:00:00.000Z',
	noticeUntil: '2026-12-24T16:00:00.000Z',
	endedAt: null,
	open: 0,
	overdue: 0,
	may: ['funds.return.object'],
	version: 2,
}

export const shownFrozen: FrozenAccount = {
	account: { id: shownReturn.account, node: 1, bank: '港湾银行', tail: '7752' },
	heldMinor: 6_620_000,
	balanceMinor: 6_620_000,
	byRule: {
		lifo: { [shownReturn.number]: 4_620_000 },
		pro_rata: { [shownReturn.number]: 5_480_585 },
		fifo: { [shownReturn.number]: 6_620_000 },
		lowest: { [shownReturn.number]: 6_620_000 },
		poison: { [shownReturn.number]: 6_620_000 },
	},
	way: 'stamped',
	traced: { [shownReturn.number]: 4_620_000 },
	gives: { [shownReturn.number]: 4_620_000 },
	staysMinor: 2_000_000,
}

export const shownPlan: ShownPlan = {
	accounts: [shownFrozen],
	victims: [
		{
			report: shownReturn.report,
			number: shownReturn.number,
			verifiedMinor: 9_620_000,
			beforeMinor: 0,
			getsMinor: 4_620_000,
		},
	],
	pool: { heldMinor: 0, lossMinor: 0, shares: [], letterExceeds: false },
	frozenMinor: 6_620_000,
	givenMinor: 4_620_000,
	staysMinor: 2_000_000,
	limits: shownLimits,
}
