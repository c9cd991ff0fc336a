import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, text, tier, version } from '#kernel/contract/scalars.ts'
import { matter as matterResource } from '#kernel/matters/contract.ts'

/** Hand-over of a matter from one agency to another: K40 to K49. */

export const handOverResource = resource({
	type: 'HandOver',
	table: 'command.hand_over',
	id: 'id',
	see: 'command.hand-over.see',
	attributes: {
		/** Who offers. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** To whom. */
		to: { is: 'Agency', column: 'to_id' },
		/** The lowest agency above both. */
		superior: { is: 'Agency', column: 'superior_id' },
		state: { is: 'String', column: 'state' },
		/** Persons who offered or answered it: they do not decide it. */
		offerer: { is: 'String', column: 'offerer' },
		answerer: { is: 'String', column: 'answerer' },
	},
})

/** Where hand-overs of an agency are listed. Its id is the agency's. */
export const handOverBook = resource({
	type: 'HandOverBook',
	table: null,
	id: 'id',
	see: 'command.hand-over-book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

export const handOverState = z.enum(['offered', 'raised', 'accepted', 'ordered', 'kept', 'withdrawn'])
export type HandOverState = z.output<typeof handOverState>

const agencyNamed = z.object({ id, en: z.string(), zh: z.string() })

const shown = {
	handOver: '019aa000-0000-7000-8000-000000000101',
	matter: '019aa000-0000-7000-8000-000000000102',
	station: '019aa000-0000-7000-8000-000000000103',
	other: '019aa000-0000-7000-8000-000000000104',
	bureau: '019aa000-0000-7000-8000-000000000105',
	reason: 'The place lies beyond the bridge, in your area.',
}

const changed = z.object({ handOver: id, state: handOverState, version })

/** K40. */
export const offerHandOver = act({
	name: 'command.hand-over.offer',
	summary: { en: 'Offer a matter to another agency', zh: '提出移交' },
	resource: matterResource,
	input: z.strictObject({
		matter: id,
		to: id,
		reason: text(500),
		/** For the answer; what the kind of matter has when left out. */
		minutes: z.int().min(5).max(4_320).optional(),
	}),
	output: changed.extend({ superior: id, dueAt: instant }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { matter: shown.matter, to: shown.other, reason: shown.reason },
		output: {
			handOver: shown.handOver,
			state: 'offered',
			version: 1,
			superior: shown.bureau,
			dueAt: '2026-11-24T08:45:00.000Z',
		},
	},
})

/** K44. The owner changes in this act. */
export const acceptHandOver = act({
	name: 'command.hand-over.accept',
	summary: { en: 'Accept a matter that is handed over', zh: '接收移交' },
	resource: handOverResource,
	input: z.strictObject({ handOver: id, version }),
	output: changed.extend({ matter: id, ownedFrom: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { handOver: shown.handOver, version: 1 },
		output: {
			handOver: shown.handOver,
			state: 'accepted',
			version: 2,
			matter: shown.matter,
			ownedFrom: '2026-11-24T08:20:00.000Z',
		},
	},
})

/** K45. */
export const refuseHandOver = act({
	name: 'command.hand-over.refuse',
	summary: { en: 'Refuse a matter that is handed over, with the reason', zh: '不接收移交，写明理由' },
	resource: handOverResource,
	input: z.strictObject({ handOver: id, version, reason: text(500) }),
	output: changed.extend({ superior: id }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { handOver: shown.handOver, version: 1, reason: 'The bridge itself is yours; so is its far end.' },
		output: { handOver: shown.handOver, state: 'raised', version: 2, superior: shown.bureau },
	},
})

/** K48. */
export const withdrawHandOver = act({
	name: 'command.hand-over.withdraw',
	summary: { en: 'Take an offer to hand over back', zh: '撤回移交' },
	resource: handOverResource,
	input: z.strictObject({ handOver: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { handOver: shown.handOver, version: 1 },
		output: { handOver: shown.handOver, state: 'withdrawn', version: 2 },
	},
})

/** K46. */
export const decideHandOver = act({
	name: 'command.hand-over.decide',
	summary: { en: 'Decide a hand-over on which two agencies do not agree', zh: '裁定移交争议' },
	resource: handOverResource,
	input: z.strictObject({ handOver: id, version, decision: z.enum(['hand_over', 'keep']), reason: text(500) }),
	output: changed.extend({ matter: id, owner: id }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { handOver: shown.handOver, version: 2, decision: 'hand_over', reason: 'The call came from the far end.' },
		output: { handOver: shown.handOver, state: 'ordered', version: 3, matter: shown.matter, owner: shown.other },
	},
})

/** K45. Only the clock performs it. */
export const lapseHandOver = act({
	name: 'command.hand-over.lapse',
	summary: { en: 'A hand-over was not answered in time', zh: '移交逾期未答复' },
	resource: handOverResource,
	input: z.strictObject({ handOver: id }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { handOver: shown.handOver },
		output: { handOver: shown.handOver, state: 'raised', version: 2 },
	},
})

/** K47. Only the system performs it: the offerer's own line names the entry that moved the owner. */
export const noteHandOver = act({
	name: 'command.hand-over.note',
	summary: { en: 'Enter at the offerer that the matter has passed', zh: '移出方记载事项已移交' },
	resource: handOverResource,
	input: z.strictObject({ handOver: id, entry: z.int().min(0).max(Number.MAX_SAFE_INTEGER) }),
	output: z.object({ handOver: id, entry: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { handOver: shown.handOver, entry: 73_894 },
		output: { handOver: shown.handOver, entry: 73_894 },
	},
})

export const handOverRow = z.object({
	id,
	state: handOverState,
	raised: z.enum(['refused', 'unanswered']).nullable(),
	matter: z.object({ id, kind: z.string(), number: z.string().nullable() }),
	from: agencyNamed,
	to: agencyNamed,
	superior: agencyNamed,
	/** What my agency is to it now; `sees` when it only may look. */
	mine: z.enum(['offers', 'answers', 'decides', 'sees']),
	offeredAt: instant,
	dueAt: instant,
	/** When the answer came or the clock ran out. */
	raisedAt: instant.nullable(),
	endedAt: instant.nullable(),
	version,
})
export type HandOverRow = z.output<typeof handOverRow>

const sampleRow: HandOverRow = {
	id: shown.handOver,
	state: 'offered',
	raised: null,
	matter: { id: shown.matter, kind: 'incident', number: 'X2611-0447' },
	from: { id: shown.station, en: 'Old Town Station', zh: '老城派出所' },
	to: { id: shown.other, en: 'Quayside Station', zh: '码头派出所' },
	superior: { id: shown.bureau, en: 'Xigang Bureau', zh: '汐港县公安局' },
	mine: 'answers',
	offeredAt: '2026-11-24T08:15:00.000Z',
	dueAt: '2026-11-24T08:30:00.000Z',
	raisedAt: null,
	endedAt: null,
	version: 1,
}

export const listHandOvers = view({
	name: 'command.hand-over.list',
	summary: { en: 'Hand-overs that my agency takes part in', zh: '本单位参与的移交' },
	resource: handOverBook,
	input: z.strictObject({ section: z.enum(['open', 'ended']).default('open') }),
	output: z.object({ rows: z.array(handOverRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: { section: 'open' }, output: { rows: [sampleRow], more: false } },
})

const owned = z.object({
	agency: agencyNamed,
	from: instant,
	until: instant.nullable(),
	why: z.enum(['opened', 'handed', 'ordered', 'placed']),
	handOver: id.nullable(),
})

export const showHandOver = view({
	name: 'command.hand-over.show',
	summary: { en: 'One hand-over: why, by when, what follows', zh: '一件移交：事由、时限、后果' },
	resource: handOverResource,
	input: z.strictObject({ handOver: id }),
	output: handOverRow.extend({
		reason: z.string(),
		answer: z.string().nullable(),
		decision: z.string().nullable(),
		/** Kinds of post that acted, as they did. */
		offeredBy: z.string(),
		answeredBy: z.string().nullable(),
		decidedBy: z.string().nullable(),
		/** Clocks that run for the matter and would pass with it; none of a protected one. */
		clocks: z.array(z.object({ name: z.object({ en: z.string(), zh: z.string() }), dueAt: instant })),
		owners: z.array(owned),
		/** Acts my post may perform on it now. */
		may: z.array(z.string()),
		/** I may know of the matter itself as things stand. */
		opens: z.boolean(),
		/** Entries of the ledger: the offerer's offer, what moved the owner, the offerer's line on it. */
		entries: z.array(
			z.object({ n: z.int(), agency: agencyNamed.nullable(), name: z.string(), at: instant, leafHash: z.string() }),
		),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { handOver: shown.handOver },
		output: {
			...sampleRow,
			reason: shown.reason,
			answer: null,
			decision: null,
			offeredBy: 'station_chief',
			answeredBy: null,
			decidedBy: null,
			clocks: [],
			owners: [
				{ agency: sampleRow.from, from: '2026-11-24T08:00:00.000Z', until: null, why: 'opened', handOver: null },
			],
			may: ['command.hand-over.accept', 'command.hand-over.refuse'],
			opens: false,
			entries: [],
		},
	},
})

/** Every agency something could be handed or lent to. */
export const listReceivers = view({
	name: 'command.receiver.list',
	summary: { en: 'Agencies a matter or a unit could go to', zh: '可移交、可协作的单位' },
	resource: handOverBook,
	input: z.strictObject({}),
	/** Parents before children. */
	output: z.object({ rows: z.array(agencyNamed.extend({ tier, branch: z.string().nullable(), depth: z.int() })) }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [{ ...sampleRow.to, tier: 'station', branch: null, depth: 3 }] } },
})

/** K42. */
export const showOwner = view({
	name: 'command.owner.show',
	summary: { en: 'Which agency owned a matter at a moment', zh: '某一时刻事项由哪个单位负责' },
	resource: matterResource,
	input: z.strictObject({ matter: id, at: instant.optional() }),
	output: z.object({
		at: instant,
		/** Null before the matter was opened. */
		owner: agencyNamed.nullable(),
		owners: z.array(owned),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { matter: shown.matter, at: '2026-11-24T08:19:59Z' },
		output: { at: '2026-11-24T08:19:59.000Z', owner: sampleRow.from, owners: [] },
	},
})

/** Topic of every change of a hand-over. */
export const handOverChanged = 'command.hand-over.changed'

/** Topic of the offerer's own line, so that screens show it when it stands. */
export const handOverNoted = 'command.hand-over.noted'
