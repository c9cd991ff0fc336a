import { z } from 'zod'
import { id, instant, point, text, version } from '#kernel/contract/scalars.ts'
import { resource } from '#kernel/contract/declare.ts'
import {
	certainty,
	issuerPost,
	messageType,
	response,
	severity,
	urgency,
	warningKind,
	warningState,
	warningStatus,
} from './lists.ts'

export const warningResource = resource({
	type: 'Warning',
	table: 'warnings.warning',
	id: 'id',
	see: 'warnings.warning.see',
	attributes: {
		/** The bureau or station it was proposed at. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** The bureau whose post decides it. */
		issuer: { is: 'Agency', column: 'issuer_id' },
		issuerPost: { is: 'String', column: 'issuer_post' },
		proposer: { is: 'String', column: 'proposed_by' },
		state: { is: 'String', column: 'state' },
		/** It went out. */
		issued: { is: 'Bool', column: 'issued' },
	},
})

/** Where warnings are proposed and listed. Its id is the agency's. */
export const warningBook = resource({
	type: 'WarningBook',
	table: null,
	id: 'id',
	see: 'warnings.book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

/** What is in force, for anybody. There is one. */
export const warningBoard = resource({
	type: 'WarningBoard',
	table: null,
	id: 'id',
	see: 'warnings.board.see',
	attributes: {},
})

/** The words of one language, as they go out. */
export const warningWords = z.strictObject({
	headline: text(120),
	description: text(1000),
	/** What people should do. */
	instruction: text(500),
	/** The area in words. */
	area: text(200),
})
export type WarningWords = z.output<typeof warningWords>

/** V4. Longitude first, WGS 84; a polygon's first point is not repeated. */
export const warningArea = z.discriminatedUnion('is', [
	z.strictObject({ is: z.literal('circle'), centre: point, radiusMetres: z.number().min(1).max(1_000_000) }),
	z.strictObject({ is: z.literal('polygon'), points: z.array(point).min(3).max(100) }),
])
export type WarningArea = z.output<typeof warningArea>

/** A warning as it is proposed. */
export const proposal = z.strictObject({
	kind: warningKind,
	severity,
	urgency,
	certainty,
	response,
	status: warningStatus.default('actual'),
	area: warningArea,
	en: warningWords,
	zh: warningWords,
	until: instant,
})
export type Proposal = z.output<typeof proposal>

const agencyNamed = z.object({ id, en: z.string(), zh: z.string() })

export const warningMessage = z.object({
	type: messageType,
	identifier: z.string(),
	sentAt: instant,
	sha256: z.string(),
})

/** A warning as the force sees it. */
export const warningRow = proposal.extend({
	status: warningStatus,
	id,
	squareKilometres: z.number(),
	state: warningState,
	from: agencyNamed,
	issuer: agencyNamed,
	issuerPost,
	/** The row of the table that named the post. */
	rule: z.string(),
	/** The matter it came from. */
	about: id.nullable(),
	/** The one in force that it stands for. */
	replaces: id.nullable(),
	proposedAt: instant,
	answerDueAt: instant,
	issuedAt: instant.nullable(),
	endedAt: instant.nullable(),
	/** Why it was refused or ended. */
	reason: z.string().nullable(),
	messages: z.array(warningMessage),
	/** Acts my post may perform on it now. */
	may: z.array(z.string()),
	version,
})
export type WarningRow = z.output<typeof warningRow>

/** A warning as anybody sees it. */
export const openWarning = z.object({
	identifier: z.string(),
	kind: warningKind,
	severity,
	response,
	status: warningStatus,
	area: warningArea,
	en: warningWords,
	zh: warningWords,
	by: z.object({ en: z.string(), zh: z.string() }),
	issuedAt: instant,
	until: instant,
	sentAt: instant,
	/** `cancel`: it was ended before its moment. */
	type: messageType,
})
export type OpenWarning = z.output<typeof openWarning>

/** Topic of every change of a warning. */
export const warningChanged = 'warnings.warning.changed'

const words = {
	en: {
		headline: 'Smoke over the fish market: keep windows shut',
		description: 'A cold store burns on the quay. The smoke drifts north.',
		instruction: 'Stay inside, shut doors and windows, keep the street free.',
		area: 'Fish market and the four blocks north of it',
	},
	zh: {
		headline: '鱼市上空有烟：请关好门窗',
		description: '码头一处冷库起火，烟向北飘散。',
		instruction: '请留在室内，关好门窗，不要占用道路。',
		area: '鱼市及其以北四个街区',
	},
}

export const shownWarning = {
	id: '019aa000-0000-7000-8000-000000000701',
	incident: '019aa000-0000-7000-8000-000000000702',
	agency: '019aa000-0000-7000-8000-000000000703',
	proposal: {
		kind: 'fire_smoke',
		severity: 'severe',
		urgency: 'immediate',
		certainty: 'observed',
		response: 'shelter',
		status: 'actual',
		area: { is: 'circle', centre: [121.9012, 29.1034], radiusMetres: 400 },
		...words,
		until: '2026-11-24T06:00:00.000Z',
	},
	identifier: 'seawall-019aa000-0000-7000-8000-000000000701-1',
	sha256: 'a'.repeat(64),
} as const satisfies { proposal: z.input<typeof proposal>; [key: string]: unknown }
