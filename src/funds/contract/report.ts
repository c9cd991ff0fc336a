import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { partBody, partNumber, photograph, sha256 } from '#kernel/files/contract.ts'
import { fraudScheme, reportState, signedWay } from './lists.ts'
import { currency } from './money.ts'
import { fundsDesk, reportResource } from './resources.ts'
import { reportRow, reportShown, shownReport, victimKind } from './report-shapes.ts'

/** Reports: F22, F23, F31 to F38. */

const report = shownReport.id
const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const changed = z.object({ report: id, state: reportState, version })
const example = (state: z.output<typeof reportState>, v: number) => ({ report, state, version: v })

/** F22, F23. */
export const openReport = act({
	name: 'funds.report.open',
	summary: { en: 'Open a report of fraud', zh: '登记涉诈报案' },
	resource: fundsDesk,
	input: z.strictObject({
		/** The incident of fraud it comes from. */
		incident: id.optional(),
		scheme: fraudScheme.default('other'),
		victimName: text(120).optional(),
		currency: currency.default('CNY'),
	}),
	output: changed.extend({ number: z.string() }),
	purpose: 'none',
	personal: ['victimName'],
	example: {
		input: { incident: shownReport.incident, scheme: 'impersonation_service' },
		output: { ...example('open', 1), number: shownReport.number },
	},
})

/** F31, F33. What is not given stays; null takes it away. */
export const describeReport = act({
	name: 'funds.report.describe',
	summary: { en: 'Enter who the victim is and what was said', zh: '登记受害人及陈述' },
	resource: reportResource,
	input: z.strictObject({
		report: id,
		version,
		scheme: fraudScheme.optional(),
		victimName: text(120).nullable().optional(),
		victimKind: victimKind.optional(),
		victimPhone: text(20)
			.regex(/^[+0-9][0-9 -]{2,19}$/, 'is not a telephone number')
			.nullable()
			.optional(),
		victimIdentity: text(30).min(4).nullable().optional(),
		victimBank: text(80).nullable().optional(),
		/** The account they paid from. */
		victimNumber: text(80).nullable().optional(),
		said: text(4000).nullable().optional(),
	}),
	output: changed,
	purpose: 'none',
	personal: ['victimName', 'victimPhone', 'victimIdentity', 'victimBank', 'victimNumber', 'said'],
	example: {
		input: { report, version: 1, victimName: '林某', victimBank: '港湾银行', said: '对方自称银行客服。' },
		output: example('open', 2),
	},
})

/** F33, F34. */
export const signReport = act({
	name: 'funds.report.sign',
	summary: { en: 'Enter that the victim signed the report', zh: '登记受害人已签署报案' },
	resource: reportResource,
	input: z.strictObject({
		report: id,
		version,
		way: signedWay,
		/** The name as it was signed; it is the victim's. */
		name: text(120),
		/** Of a recorded line: what the recording is called. */
		recording: text(70).optional(),
		/** Of paper: its photograph. */
		photo: photograph.optional(),
	}),
	output: changed,
	purpose: 'none',
	personal: ['name'],
	example: {
		input: { report, version: 4, way: 'recorded_line', name: '林某', recording: 'REC-20261122-2158' },
		output: example('signed', 5),
	},
})

/** F34. */
export const putSignedPaper = act({
	name: 'funds.paper.put',
	summary: { en: 'Hand in a part of the photograph of a signed report', zh: '上传签署报案照片分片' },
	resource: reportResource,
	long: true,
	input: z.strictObject({ report: id, sha256, part: partNumber, base64: partBody }),
	output: z.object({ report: id, missing: z.int() }),
	purpose: 'none',
	personal: [],
	example: { input: { report, sha256: hash, part: 0, base64: '/9j/4AAQ' }, output: { report, missing: 0 } },
})

/** F34. */
export const showSignedPaper = view({
	name: 'funds.paper.show',
	summary: { en: 'A part of the photograph of a signed report', zh: '签署报案照片分片' },
	resource: reportResource,
	input: z.strictObject({ report: id, sha256, part: z.coerce.number().int().min(0).max(39) }),
	output: z.object({ base64: z.string() }),
	purpose: 'required',
	looks: 'entered',
	example: { input: { report, sha256: hash, part: 0 }, output: { base64: '/9j/4AAQ' } },
})

/** F35. */
export const decideReport = act({
	name: 'funds.report.decide',
	summary: { en: 'Decide whether a report becomes a case', zh: '决定是否立案' },
	resource: reportResource,
	input: z.strictObject({ report: id, version, decision: z.enum(['case', 'refused']), reason: text(1000) }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: {
			report,
			version: 5,
			decision: 'case',
			reason: 'Deceived by a false bank clerk; above the amount of a case.',
		},
		output: example('case', 6),
	},
})

/** F36. */
export const withdrawReport = act({
	name: 'funds.report.withdraw',
	summary: { en: 'Enter that the victim takes the report back', zh: '登记受害人撤回报案' },
	resource: reportResource,
	input: z.strictObject({ report: id, version, reason: text(1000) }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { report, version: 2, reason: 'It was their own second account.' },
		output: example('withdrawn', 3),
	},
})

/** F26, F37. */
export const closeReport = act({
	name: 'funds.report.close',
	summary: { en: 'Close a report', zh: '办结报案' },
	resource: reportResource,
	input: z.strictObject({ report: id, version, reason: text(1000) }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { report, version: 2, reason: 'Nothing was paid; they will not pay.' },
		output: example('closed', 3),
	},
})

/** F38. */
export const listReports = view({
	name: 'funds.report.list',
	summary: { en: 'Reports of fraud, newest first', zh: '涉诈报案' },
	resource: fundsDesk,
	input: z.strictObject({
		section: z.enum(['running', 'ended']).default('running'),
		/** Of one incident. */
		incident: id.optional(),
	}),
	output: z.object({ rows: z.array(reportRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { section: 'running' },
		output: {
			rows: [
				{
					id: report,
					number: shownReport.number,
					scheme: 'impersonation_service',
					state: 'signed',
					currency: 'CNY',
					lossMinor: 48620000,
					heldMinor: 19000000,
					payments: 3,
					lacking: 0,
					reportedAt: shownReport.at,
					firstPaidAt: '2026-11-22T13:14:00.000Z',
					dueAt: '2026-11-25T14:04:00.000Z',
				},
			],
			more: false,
		},
	},
})

/** F31. Names and numbers closed. */
export const showReport = view({
	name: 'funds.report.show',
	summary: { en: 'One report of fraud, its names closed', zh: '一份涉诈报案（姓名账号遮蔽）' },
	resource: reportResource,
	input: z.strictObject({ report: id }),
	output: reportShown,
	purpose: 'none',
	looks: 'open',
	example: {
		input: { report },
		output: {
			id: report,
			number: shownReport.number,
			agency: { id: shownReport.agency, en: 'Xigang Bureau', zh: '汐港县公安局' },
			incident: shownReport.incident,
			scheme: 'impersonation_service',
			state: 'open',
			victimName: '林*',
			victimKind: 'person',
			victimBank: '港湾银行',
			currency: 'CNY',
			lossMinor: 0,
			others: [],
			reportedAt: shownReport.at,
			firstPaidAt: null,
			signedAt: null,
			signedWay: null,
			signedPhoto: null,
			signedRecording: null,
			decidedAt: null,
			reason: null,
			due: null,
			payments: [],
			lacks: ['payment'],
			dissuasion: {
				words: {
					en: 'No bank moves your money to keep it safe. Do not pay.',
					zh: '没有银行会让你转钱来保护资金。不要转。',
				},
				rule: 'funds.dissuasion r2',
			},
			heldMinor: 0,
			lostHundredths: 80,
			may: ['funds.payment.add'],
			mine: true,
			version: 1,
		},
	},
})

/** F31. Who the victim is, what they said, and whom they paid, in clear: with a purpose, and entered. */
export const showVictim = view({
	name: 'funds.victim.show',
	summary: { en: 'Names, numbers and words of a report, in clear', zh: '报案的姓名、账号和陈述（明文）' },
	resource: reportResource,
	input: z.strictObject({ report: id }),
	output: z.object({
		report: id,
		victimName: z.string().nullable(),
		victimPhone: z.string().nullable(),
		victimIdentity: z.string().nullable(),
		victimNumber: z.string().nullable(),
		said: z.string().nullable(),
		payments: z.array(
			z.object({
				id,
				payeeName: z.string().nullable(),
				payeeNumber: z.string().nullable(),
				fromNumber: z.string().nullable(),
			}),
		),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { report },
		output: {
			report,
			victimName: '林某',
			victimPhone: '13800000000',
			victimIdentity: null,
			victimNumber: null,
			said: null,
			payments: [{ id: shownReport.payment, payeeName: '王某', payeeNumber: shownReport.payee, fromNumber: null }],
		},
	},
})

/** F39. What the victim is given to follow it by. */
export const showReportLink = view({
	name: 'funds.link.show',
	summary: { en: 'The link by which a victim follows their report', zh: '受害人查询链接' },
	resource: reportResource,
	input: z.strictObject({ report: id }),
	output: z.object({ report: id, path: z.string(), since: instant }),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { report },
		output: { report, path: '/fraud/4K7P-92MX-TQ7B', since: shownReport.at },
	},
})
