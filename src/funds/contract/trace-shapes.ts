import { z } from 'zod'
import { id, instant } from '#kernel/contract/scalars.ts'
import { attributionRule } from './attribution.ts'
import { holderKind, payeeKind } from './lists.ts'
import { minor } from './money.ts'

/** Parts that the views of a trace share. */

export const traceDirection = z.enum(['forward', 'backward'])
export const traceFirst = z.enum(['nearest', 'farthest'])

/** Rules that stand side by side at an account. */
export const sideRule = z.enum(['return', ...attributionRule.options])

/** Rules by which a whole trace is worked out: those that share every cent once. */
export const traceRule = attributionRule.exclude(['poison'])

/** F243. Where the way ends at an account, as far as is known. */
export const traceEnd = z.enum(['still_here', 'moved_on', 'cashed_out', 'leaves_data'])
export type TraceEnd = z.output<typeof traceEnd>

/** F254. What was done about an account, in the words of the board. */
export const frontierStatus = z.enum([
	'none',
	'drafted',
	'sent',
	'mismatch',
	'refused',
	'held',
	'frozen',
	'released',
	'gone',
])
export type FrontierStatus = z.output<typeof frontierStatus>

export const frontierSection = z.enum(['act', 'stopped', 'gone'])
export type FrontierSection = z.output<typeof frontierSection>

export const frontierOrder = z.enum(['saved', 'untried'])
export type FrontierOrder = z.output<typeof frontierOrder>

export const shownAccount = z.object({
	id,
	kind: payeeKind,
	/** As normalised, with its name where the list of banks has it. */
	bank: z.object({ code: z.string(), en: z.string(), zh: z.string() }),
	/** The last four signs of its number. */
	tail: z.string().max(4),
	holderKind,
	/** Transfers away from the victim. */
	hop: z.int().min(1).max(9),
	/** When money first and last came to it on this way. */
	firstAt: instant.nullable(),
	lastAt: instant.nullable(),
	/** All that came in and went out since then, whosever it was, as far as is known. */
	inMinor: minor,
	outMinor: minor,
	/** What should stand there by what is known; null: no statement of it. */
	balanceMinor: z.int().nullable(),
	/** F245. What of it is the victim's, by the rule. */
	estimateMinor: minor,
	end: traceEnd,
	/** Until when a statement tells of it. */
	knownUntil: instant.nullable(),
	/** F250. Its balance over time: moment, what stands there, what of that is the victim's. For the first forty accounts. */
	line: z.array(z.tuple([instant, z.int(), minor])).max(60),
})
export type ShownAccount = z.output<typeof shownAccount>

/** F246, F247. Chance that a stop sent now holds, in hundredths. */
export const stopChance = z.object({
	hundredths: z.int().min(0).max(100),
	/** The row of the table. */
	rule: z.string(),
	/** Minutes since the money came. */
	minutes: z.int().min(0),
	/** Stops of this bureau in the same row that a bank answered, and how many of them held. */
	cases: z.int().min(0),
	held: z.int().min(0),
	/** `measured` from twenty cases on, else the table's assumption. */
	from: z.enum(['assumed', 'measured']),
})
export type StopChance = z.output<typeof stopChance>

export const frontierMeasure = z.object({
	id,
	kind: z.enum(['stop', 'freeze']),
	state: z.string(),
	askedMinor: minor.nullable(),
	heldMinor: minor.nullable(),
	sentAt: instant.nullable(),
	untilAt: instant.nullable(),
	/** Stops so far on this account. */
	stops: z.int().min(0),
})

export const frontierRow = z.object({
	account: id,
	section: frontierSection,
	status: frontierStatus,
	estimateMinor: minor,
	measure: frontierMeasure.nullable(),
	chance: stopChance.nullable(),
	/** F248. Estimate by chance, rounded down to a hundred; 0 where no stop is left to send. */
	recoverableMinor: minor,
	end: traceEnd,
	/** A request to its bank that waits or was answered. */
	request: z.object({ id, number: z.string(), state: z.string() }).nullable(),
})
export type FrontierRow = z.output<typeof frontierRow>

/** One line of an account's arithmetic. */
export const flowLine = z.object({
	is: z.enum(['opening', 'in', 'out']),
	at: instant,
	minor,
	/** What of it was the victim's, by the rule. */
	victimMinor: minor,
	/** After it: what stands there, and what of that is the victim's. */
	balanceMinor: z.int(),
	victimBalanceMinor: minor,
	transfer: z.int().nullable(),
	/** The account at the other side, where it is in the trace. */
	other: id.nullable(),
})
export type FlowLine = z.output<typeof flowLine>

export const accountFlow = z.object({
	account: id,
	rule: attributionRule,
	/** Oldest first. */
	lines: z.array(flowLine),
	/** Lines in the answer, of so many. */
	total: z.object({ shown: z.int(), of: z.int() }),
	/** False: no statement tells what stood there before; the account's own money is not counted. */
	openingKnown: z.boolean(),
	balanceMinor: z.int(),
	estimateMinor: minor,
	/** F250. Side by side: five rules of attribution, and what the return rule would give back of it. */
	rules: z.array(z.object({ rule: sideRule, minor })),
	chance: stopChance.nullable(),
	recoverableMinor: minor,
	/** The four fields a bank matches on: what is known of each. */
	fields: z.object({
		holder: z.boolean(),
		number: z.boolean(),
		amountMinor: minor.nullable(),
		at: instant.nullable(),
	}),
})
export type AccountFlow = z.output<typeof accountFlow>

const report = '019aa000-0000-7000-8000-000000002350'
const account = '019aa000-0000-7000-8000-000000002351'
const chance = {
	hundredths: 85,
	rule: 'funds.stop-chance r1',
	minutes: 23,
	cases: 0,
	held: 0,
	from: 'assumed',
} as const

type Shown = {
	readonly report: string
	readonly account: string
	readonly agency: string
	readonly accountRow: z.input<typeof shownAccount>
	readonly frontierRow: z.input<typeof frontierRow>
	readonly flow: z.input<typeof accountFlow>
}

export const shownTrace: Shown = {
	report,
	account,
	agency: '019aa000-0000-7000-8000-000000002352',
	accountRow: {
		id: account,
		kind: 'bank_account',
		bank: { code: 'HARB', en: 'Harbour Bank', zh: '港湾银行' },
		tail: '7752',
		holderKind: 'person',
		hop: 1,
		firstAt: '2026-11-22T13:14:00.000Z',
		lastAt: '2026-11-22T13:14:00.000Z',
		inMinor: 28_620_000,
		outMinor: 0,
		balanceMinor: 28_620_000,
		estimateMinor: 28_620_000,
		end: 'still_here',
		knownUntil: '2026-11-22T14:00:00.000Z',
		line: [['2026-11-22T13:14:00.000Z', 28_620_000, 28_620_000]],
	},
	frontierRow: {
		account,
		section: 'act',
		status: 'none',
		estimateMinor: 28_620_000,
		measure: null,
		chance,
		recoverableMinor: 24_320_000,
		end: 'still_here',
		request: null,
	},
	flow: {
		account,
		rule: 'lifo',
		lines: [
			{
				is: 'in',
				at: '2026-11-22T13:14:00.000Z',
				minor: 28_620_000,
				victimMinor: 28_620_000,
				balanceMinor: 28_620_000,
				victimBalanceMinor: 28_620_000,
				transfer: 7,
				other: null,
			},
		],
		total: { shown: 1, of: 1 },
		openingKnown: false,
		balanceMinor: 28_620_000,
		estimateMinor: 28_620_000,
		rules: [
			{ rule: 'return', minor: 28_620_000 },
			{ rule: 'lifo', minor: 28_620_000 },
			{ rule: 'fifo', minor: 28_620_000 },
			{ rule: 'pro_rata', minor: 28_620_000 },
			{ rule: 'lowest', minor: 28_620_000 },
			{ rule: 'poison', minor: 28_620_000 },
		],
		chance,
		recoverableMinor: 24_320_000,
		fields: { holder: true, number: true, amountMinor: 28_620_000, at: '2026-11-22T13:14:00.000Z' },
	},
}
