import { z } from 'zod'
import { act } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { sha256 } from '#kernel/files/contract.ts'
import { returnReading } from './attribution.ts'
import { minor } from './money.ts'
import { fundsDesk, reportResource } from './resources.ts'
import { returnResource, returnRuling, returnState, shownReturn } from './return-shapes.ts'

/** F286 to F297. Acts of giving frozen money back. */

const { report, round, objection } = shownReturn
const changed = z.object({ round: id, state: returnState, version })
const reason = text(1000)

/** Topic of every change of a round. */
export const returnChanged = 'funds.return.changed'

/** F286. */
export const verifyLoss = act({
	name: 'funds.loss.verify',
	summary: { en: 'Verify what a victim lost', zh: '核实受害人损失' },
	resource: reportResource,
	input: z.strictObject({ report: id, verifiedMinor: minor, document: text(200), sha256 }),
	output: z.object({ report: id, verifiedMinor: minor }),
	purpose: 'none',
	personal: ['document'],
	example: {
		input: { report, verifiedMinor: 9_620_000, document: 'Receipt of the payment', sha256: shownReturn.sha256 },
		output: { report, verifiedMinor: 9_620_000 },
	},
})

/** F287. */
export const confirmReading = act({
	name: 'funds.reading.confirm',
	summary: { en: 'Confirm how a bureau shares frozen money', zh: '确认本局返还比例的适用方式' },
	resource: fundsDesk,
	input: z.strictObject({ reading: returnReading, reason: text(500) }),
	output: z.object({ reading: returnReading, at: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { reading: 'reading', reason: 'The letter would pay more than is frozen.' },
		output: { reading: 'reading', at: '2026-11-24T03:00:00.000Z' },
	},
})

/** F288. */
export const proposeReturn = act({
	name: 'funds.return.propose',
	summary: { en: 'Propose to the city what frozen money gives back', zh: '向市局提请返还冻结资金' },
	resource: reportResource,
	input: z.strictObject({ report: id, reason }),
	output: changed.extend({ number: z.string(), givenMinor: minor, staysMinor: minor }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { report, reason: 'The accounts are frozen and the losses verified.' },
		output: {
			round,
			state: 'proposed',
			version: 1,
			number: 'B-2611-00001',
			givenMinor: 4_620_000,
			staysMinor: 2_000_000,
		},
	},
})

/** F290, F291. */
export const approveReturn = act({
	name: 'funds.return.approve',
	summary: { en: 'Approve a return and begin its public notice', zh: '批准返还并开始公示' },
	resource: returnResource,
	input: z.strictObject({ round: id, version, reason }),
	output: changed.extend({ noticeUntil: instant }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { round, version: 1, reason: 'The plan follows from the record.' },
		output: { round, state: 'notice', version: 2, noticeUntil: '2026-12-24T16:00:00.000Z' },
	},
})

export const refuseReturn = act({
	name: 'funds.return.refuse',
	summary: { en: 'Refuse a proposed return', zh: '不予批准返还' },
	resource: returnResource,
	input: z.strictObject({ round: id, version, reason }),
	output: changed,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { round, version: 1, reason: 'A loss is not verified.' },
		output: { round, state: 'refused', version: 2 },
	},
})

export const withdrawReturn = act({
	name: 'funds.return.withdraw',
	summary: { en: 'Take a proposed return back', zh: '撤回返还提请' },
	resource: returnResource,
	input: z.strictObject({ round: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { round, version: 1 }, output: { round, state: 'withdrawn', version: 2 } },
})

/** F293. */
export const objectReturn = act({
	name: 'funds.return.object',
	summary: { en: 'Enter an objection to a return', zh: '登记对返还的异议' },
	resource: returnResource,
	input: z.strictObject({ round: id, objector: text(120), said: text(2000) }),
	output: z.object({ objection: id, dueAt: instant }),
	purpose: 'none',
	personal: ['objector', 'said'],
	example: {
		input: { round, objector: 'Lin', said: 'My loss is missing.' },
		output: { objection, dueAt: '2026-12-01T16:00:00.000Z' },
	},
})

/** F293. */
export const ruleReturn = act({
	name: 'funds.return.rule',
	summary: { en: 'Answer an objection to a return', zh: '答复对返还的异议' },
	resource: returnResource,
	input: z.strictObject({ round: id, version, objection: id, ruling: returnRuling, reason }),
	output: changed.extend({ ruling: returnRuling }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { round, version: 2, objection, ruling: 'dismissed', reason: 'The report is in the plan.' },
		output: { round, state: 'notice', version: 3, ruling: 'dismissed' },
	},
})

/** F294. */
export const orderReturn = act({
	name: 'funds.return.order',
	summary: { en: 'Order the banks to pay the victims', zh: '通知银行向受害人返还' },
	resource: returnResource,
	input: z.strictObject({ round: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { round, version: 3 }, output: { round, state: 'paying', version: 4 } },
})

/** F295. */
export const payReturn = act({
	name: 'funds.return.pay',
	summary: { en: 'Enter that a bank has paid a victim', zh: '登记银行已返还' },
	resource: returnResource,
	input: z.strictObject({ round: id, version, row: id, at: instant, reference: text(70) }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { round, version: 4, row: objection, at: '2026-12-28T03:00:00.000Z', reference: 'HF-889' },
		output: { round, state: 'paid', version: 5 },
	},
})
