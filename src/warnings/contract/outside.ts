import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, point, text, version } from '#kernel/contract/scalars.ts'
import { warningBook } from './shapes.ts'

/** CAP from outside: V30 to V35. */

export const noticeResource = resource({
	type: 'Notice',
	table: 'warnings.notice',
	id: 'id',
	see: 'warnings.notice.see',
	attributes: { agency: { is: 'Agency', column: 'agency_id' } },
})

export const sourceResource = resource({
	type: 'NoticeSource',
	table: 'warnings.source',
	id: 'id',
	see: 'warnings.source.see',
	attributes: { agency: { is: 'Agency', column: 'agency_id' } },
})

export const capArea = z.object({
	words: z.string(),
	polygons: z.array(z.array(point)),
	circles: z.array(z.object({ centre: point, kilometres: z.number() })),
})
export type CapArea = z.output<typeof capArea>

export const capInfo = z.object({
	language: z.string(),
	categories: z.array(z.string()),
	event: z.string(),
	responses: z.array(z.string()),
	urgency: z.string(),
	severity: z.string(),
	certainty: z.string(),
	onset: instant.nullable(),
	expires: instant.nullable(),
	senderName: z.string().nullable(),
	headline: z.string().nullable(),
	description: z.string().nullable(),
	instruction: z.string().nullable(),
	areas: z.array(capArea),
})
export type CapInfo = z.output<typeof capInfo>

/** What was read of one alert, as the file says it. */
export const capAlert = z.object({
	version: z.enum(['1.0', '1.1', '1.2']),
	identifier: z.string(),
	sender: z.string(),
	sent: instant,
	status: z.string(),
	msgType: z.string(),
	scope: z.string().nullable(),
	note: z.string().nullable(),
	references: z.string().nullable(),
	infos: z.array(capInfo),
})
export type CapAlert = z.output<typeof capAlert>

const source = '019aa000-0000-7000-8000-000000000710'
const notice = '019aa000-0000-7000-8000-000000000711'

/** V33. A PEM certificate or public key. */
const pem = z
	.string()
	.max(8_000)
	.regex(
		/^-----BEGIN (CERTIFICATE|PUBLIC KEY)-----[\sA-Za-z0-9+/=]+-----END (CERTIFICATE|PUBLIC KEY)-----\s*$/,
		'is no certificate or key',
	)

export const keepSource = act({
	name: 'warnings.source.keep',
	summary: { en: 'Enter whom notices come from', zh: '登记外部预警来源' },
	resource: warningBook,
	input: z.strictObject({
		name: text(80),
		/** No unsigned notice of this source is entered. */
		signatureRequired: z.boolean(),
		key: pem.optional(),
	}),
	output: z.object({ source: id }),
	purpose: 'none',
	personal: [],
	example: { input: { name: '市气象台', signatureRequired: false }, output: { source } },
})

export const closeSource = act({
	name: 'warnings.source.close',
	summary: { en: 'Take no more notices from a source', zh: '停用外部预警来源' },
	resource: sourceResource,
	input: z.strictObject({ source: id, version, reason: text(300) }),
	output: z.object({ source: id, version }),
	purpose: 'none',
	personal: [],
	example: { input: { source, version: 1, reason: 'Its key was lost.' }, output: { source, version: 2 } },
})

/** V30 to V34. */
export const enterNotice = act({
	name: 'warnings.notice.enter',
	summary: { en: 'Enter a CAP file from outside', zh: '录入外部 CAP 预警文件' },
	resource: sourceResource,
	input: z.strictObject({
		source: id,
		/** The file's bytes, base64. */
		file: z
			.string()
			.min(4)
			.max(400_000)
			.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'is not base64'),
	}),
	output: z.object({ notices: z.array(id), signature: z.enum(['none', 'checked']) }),
	purpose: 'none',
	personal: [],
	long: true,
	example: {
		input: { source, file: 'PGFsZXJ0IHhtbG5zPSJ1cm46b2FzaXM6bmFtZXM6dGM6ZW1lcmdlbmN5OmNhcDoxLjIiPuKApg==' },
		output: { notices: [notice], signature: 'none' },
	},
})

export const noticeRow = z.object({
	id,
	source: z.object({ id, name: z.string() }),
	alert: capAlert,
	signature: z.enum(['none', 'checked']),
	enteredAt: instant,
	/** The last moment any of its infos names; null: it names none. */
	expiresAt: instant.nullable(),
})
export type NoticeRow = z.output<typeof noticeRow>

export const listNotices = view({
	name: 'warnings.notice.list',
	summary: { en: 'Notices from outside, and whom they come from', zh: '外部预警及其来源' },
	resource: warningBook,
	input: z.strictObject({}),
	output: z.object({
		rows: z.array(noticeRow),
		sources: z.array(
			z.object({
				id,
				name: z.string(),
				signatureRequired: z.boolean(),
				hasKey: z.boolean(),
				open: z.boolean(),
				version,
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			rows: [
				{
					id: notice,
					source: { id: source, name: '市气象台' },
					alert: {
						version: '1.2',
						identifier: 'LJ-2026-0447',
						sender: 'warn@example.org',
						sent: '2026-11-24T03:55:00.000Z',
						status: 'Actual',
						msgType: 'Alert',
						scope: 'Public',
						note: null,
						references: null,
						infos: [],
					},
					signature: 'none',
					enteredAt: '2026-11-24T04:00:00.000Z',
					expiresAt: null,
				},
			],
			sources: [{ id: source, name: '市气象台', signatureRequired: false, hasKey: false, open: true, version: 1 }],
		},
	},
})

export const noticeEntered = 'warnings.notice.entered'
