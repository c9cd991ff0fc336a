import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { extentFault, issuerPost, messageType, warningState } from './lists.ts'
import {
	openWarning,
	proposal,
	shownWarning,
	warningArea,
	warningBoard,
	warningBook,
	warningResource,
	warningRow,
} from './shapes.ts'

/** Warnings: V1 to V22. */

const changed = z.object({ warning: id, state: warningState, version })
const { id: warning } = shownWarning
const example = (state: z.output<typeof warningState>, v: number) => ({ warning, state, version: v })

/** V1, V4 to V6, V8. */
export const proposeWarning = act({
	name: 'warnings.warning.propose',
	summary: { en: 'Propose a warning for an area', zh: '提请发布预警' },
	resource: warningBook,
	input: proposal.extend({
		/** The matter it comes from. */
		about: id.optional(),
		/** The one in force that it stands for. */
		replaces: id.optional(),
	}),
	output: changed.extend({ issuer: id, issuerPost, answerDueAt: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { ...shownWarning.proposal, about: shownWarning.incident },
		output: {
			...example('proposed', 1),
			issuer: shownWarning.agency,
			issuerPost: 'shift_leader',
			answerDueAt: '2026-11-24T04:10:00.000Z',
		},
	},
})

/** V2, V3, V20. */
export const issueWarning = act({
	name: 'warnings.warning.issue',
	summary: { en: 'Issue a warning', zh: '发布预警' },
	resource: warningResource,
	input: z.strictObject({ warning: id, version }),
	output: changed.extend({ identifier: z.string(), until: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { warning, version: 1 },
		output: {
			...example('in_force', 2),
			identifier: shownWarning.identifier,
			until: shownWarning.proposal.until,
		},
	},
})

export const refuseWarning = act({
	name: 'warnings.warning.refuse',
	summary: { en: 'Say why a warning is not issued', zh: '不予发布预警，说明理由' },
	resource: warningResource,
	input: z.strictObject({ warning: id, version, reason: text(300) }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { warning, version: 1, reason: 'The smoke is gone.' },
		output: example('refused', 2),
	},
})

export const withdrawWarning = act({
	name: 'warnings.warning.withdraw',
	summary: { en: 'Take a proposed warning back', zh: '撤回预警提请' },
	resource: warningResource,
	input: z.strictObject({ warning: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { warning, version: 1 }, output: example('withdrawn', 2) },
})

/** V9, V20. */
export const endWarning = act({
	name: 'warnings.warning.end',
	summary: { en: 'End a warning before its moment', zh: '提前解除预警' },
	resource: warningResource,
	input: z.strictObject({ warning: id, version, reason: text(300) }),
	output: changed.extend({ identifier: z.string() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { warning, version: 2, reason: 'The fire is out.' },
		output: { ...example('ended', 3), identifier: shownWarning.identifier.replace(/1$/, '2') },
	},
})

/** V3. Only the clock performs it. */
export const lapseWarning = act({
	name: 'warnings.warning.lapse',
	summary: { en: 'A warning ended at its moment', zh: '预警到时结束' },
	resource: warningResource,
	input: z.strictObject({ warning: id }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { warning }, output: example('ended', 3) },
})

const row: z.input<typeof warningRow> = {
	...shownWarning.proposal,
	id: warning,
	squareKilometres: 0.5,
	state: 'proposed',
	from: { id: shownWarning.agency, en: 'Xigang County Bureau', zh: '汐港县公安局' },
	issuer: { id: shownWarning.agency, en: 'Xigang County Bureau', zh: '汐港县公安局' },
	issuerPost: 'shift_leader',
	rule: 'warnings.issuer r2',
	about: shownWarning.incident,
	replaces: null,
	proposedAt: '2026-11-24T04:00:00.000Z',
	answerDueAt: '2026-11-24T04:10:00.000Z',
	issuedAt: null,
	endedAt: null,
	reason: null,
	messages: [],
	may: ['warnings.warning.issue', 'warnings.warning.refuse'],
	version: 1,
}

export const listWarnings = view({
	name: 'warnings.warning.list',
	summary: { en: 'Warnings in force, proposed and ended', zh: '预警：生效中、待审批、已结束' },
	resource: warningBook,
	input: z.strictObject({ section: z.enum(['open', 'ended']).default('open') }),
	output: z.object({ rows: z.array(warningRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: { section: 'open' }, output: { rows: [row], more: false } },
})

/** V1. Who would issue it, before it is proposed. */
export const findIssuer = view({
	name: 'warnings.issuer.show',
	summary: { en: 'Which post issues a warning of a kind and size', zh: '某类预警由谁发布' },
	resource: warningBook,
	input: z.strictObject({
		kind: proposal.shape.kind,
		/** The area as JSON. */
		area: z
			.string()
			.max(8_000)
			.transform((given, context): unknown => {
				try {
					return JSON.parse(given)
				} catch {
					context.addIssue('is not JSON')
					return z.NEVER
				}
			})
			.pipe(warningArea),
	}),
	output: z.object({
		squareKilometres: z.number(),
		/** Why no warning is for this area (V4); null when one may be. */
		fault: extentFault.nullable(),
		issuer: z.object({ id, en: z.string(), zh: z.string() }).nullable(),
		issuerPost,
		rule: z.string(),
		answerMinutes: z.int(),
		mostHours: z.int(),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { kind: 'fire_smoke', area: JSON.stringify(shownWarning.proposal.area) },
		output: {
			squareKilometres: 0.5,
			fault: null,
			issuer: { id: shownWarning.agency, en: 'Xigang County Bureau', zh: '汐港县公安局' },
			issuerPost: 'shift_leader',
			rule: 'warnings.issuer r2',
			answerMinutes: 10,
			mostHours: 24,
		},
	},
})

/** V21, V22. For anybody. */
export const showBoard = view({
	name: 'warnings.board.show',
	summary: { en: 'Warnings in force, for anybody', zh: '生效中的预警（公开）' },
	resource: warningBoard,
	input: z.strictObject({
		/** Also what was ended before its moment, until that moment (V22). */
		ended: z.enum(['yes', 'no']).default('no'),
	}),
	output: z.object({ at: instant, rows: z.array(openWarning) }),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: {},
		output: {
			at: '2026-11-24T04:05:00.000Z',
			rows: [
				{
					identifier: shownWarning.identifier,
					kind: 'fire_smoke',
					severity: 'severe',
					response: 'shelter',
					status: 'actual',
					area: shownWarning.proposal.area,
					en: shownWarning.proposal.en,
					zh: shownWarning.proposal.zh,
					by: { en: 'Xigang County Bureau', zh: '汐港县公安局' },
					issuedAt: '2026-11-24T04:03:00.000Z',
					until: shownWarning.proposal.until,
					sentAt: '2026-11-24T04:03:00.000Z',
					type: 'alert',
				},
			],
		},
	},
})

/** V21. Names of messages, as they stand in addresses. */
export const messageName = z.string().regex(/^seawall-[0-9a-f-]{36}-[0-9]{1,4}$/, 'is not the name of a message')

/** V20, V21. One message as it went out, for anybody. */
export const showMessage = view({
	name: 'warnings.message.show',
	summary: { en: 'One CAP message, for anybody', zh: '一条 CAP 预警消息（公开）' },
	resource: warningBoard,
	input: z.strictObject({ identifier: messageName }),
	output: z.object({ identifier: z.string(), type: messageType, xml: z.string(), sha256: z.string(), sentAt: instant }),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: { identifier: shownWarning.identifier },
		output: {
			identifier: shownWarning.identifier,
			type: 'alert',
			xml: '<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">…</alert>',
			sha256: shownWarning.sha256,
			sentAt: '2026-11-24T04:03:00.000Z',
		},
	},
})
