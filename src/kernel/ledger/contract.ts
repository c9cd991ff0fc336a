import { z } from 'zod'
import type { Connector } from '../contract/connector.ts'
import { act, resource, view } from '../contract/declare.ts'
import { id, instant, text, version } from '../contract/scalars.ts'
import { matter } from '../matters/contract.ts'

/** What the ledger shows and lets be done. What anybody may read of it without power stands in `http.ts`. */

/** The ledger as a whole. */
export const ledgerResource = resource({
	type: 'Ledger',
	table: null,
	id: 'id',
	see: 'ledger.whole.see',
	attributes: {},
})

/** One numbered line. */
export const entryResource = resource({
	type: 'LedgerEntry',
	table: 'ledger.entry',
	id: 'n',
	see: 'ledger.entry.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency', optional: true },
		kind: { is: 'String', column: 'kind' },
	},
})

/** A proposal to erase personal fields of one entry. `agency` is the entry's. */
export const erasureResource = resource({
	type: 'Erasure',
	table: 'ledger.erasure',
	id: 'id',
	see: 'ledger.erasure.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency' },
		proposedAgency: { is: 'Agency', column: 'proposed_agency' },
		proposedBy: { is: 'String', column: 'proposed_by' },
	},
})

const number = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const numberText = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex')
const kind = z.enum(['act', 'look', 'refused', 'counted', 'system'])

const N = 73_894
const A = '019aa000-0000-7000-8000-000000000001'
const H = 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c'
const AT = '2026-11-24T08:15:00.000Z'

/** One line as lists show it: what was done, when, by which agency. No person and no personal data. */
export const entryLine = z.strictObject({
	n: number,
	at: instant,
	kind,
	outcome: z.enum(['done', 'refused']),
	agency: id.nullable(),
	matter: id.nullable(),
	/** Act or view. */
	name: z.string(),
	rules: z.array(z.string()),
	leafHash: hash,
})
export type EntryLine = z.output<typeof entryLine>

const exampleLine: EntryLine = {
	n: N,
	at: AT,
	kind: 'act',
	outcome: 'done',
	agency: A,
	matter: A,
	name: 'dispatch.unit.assign',
	rules: ['D8'],
	leafHash: H,
}

export const entryList = view({
	name: 'ledger.entry.list',
	summary: { en: 'Entries of the ledger, newest first', zh: '存证记录列表（由新到旧）' },
	resource: ledgerResource,
	input: z.strictObject({
		/** Only entries with smaller numbers: the last number of the page before. */
		before: numberText.optional(),
		kind: kind.optional(),
		limit: z.coerce.number().int().min(1).max(200).default(50),
	}),
	output: z.strictObject({ entries: z.array(entryLine), next: number.nullable() }),
	purpose: 'none',
	looks: 'open',
	example: { input: { limit: 50 }, output: { entries: [exampleLine], next: N } },
})

/** A clear value behind a commitment, or what is left when it was erased. */
export const openedField = z.strictObject({
	commitment: hash,
	/** Null when erased. */
	name: z.string().nullable(),
	/** Hex; null when erased. */
	salt: z.string().nullable(),
	value: z.string().nullable(),
	erasedAt: instant.nullable(),
})

export const entryShow = view({
	name: 'ledger.entry.show',
	summary: { en: 'One entry with all it says, its personal fields included', zh: '单条存证记录全文（含个人信息）' },
	resource: entryResource,
	input: z.strictObject({ n: numberText }),
	output: z.strictObject({
		line: entryLine,
		person: z.string(),
		post: z.string(),
		/** The leaf's bytes as text: hashing them (after a zero byte) gives `leafHash`. */
		leaf: z.string(),
		fields: z.array(openedField),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { n: N },
		output: {
			line: exampleLine,
			person: A,
			post: A,
			leaf: '{"agency":"…","at":"2026-11-24T08:15:00.000Z","v":1}',
			fields: [
				{ commitment: H, name: 'caller', salt: '00112233445566778899aabbccddeeff', value: '李梅', erasedAt: null },
			],
		},
	},
})

export const matterStory = view({
	name: 'ledger.matter.story',
	summary: { en: 'Everything entered about one matter, oldest first', zh: '某一事项的全部存证记录（由旧到新）' },
	resource: matter,
	input: z.strictObject({
		matter: id,
		after: numberText.optional(),
		limit: z.coerce.number().int().min(1).max(500).default(200),
	}),
	output: z.strictObject({
		entries: z.array(
			z.strictObject({
				line: entryLine,
				/** The facts as entered: ids, states, table rows. */
				fact: z.record(z.string(), z.unknown()),
				/** Personal fields by name, `null` for an erased one; values are shown by `ledger.entry.show`. */
				personal: z.array(z.string().nullable()),
			}),
		),
		next: number.nullable(),
		/** The newest checkpoint that holds all of them, and the newest a witness cosigned. */
		checkpoint: z.strictObject({ size: number, root: hash }).nullable(),
		witnessed: z.strictObject({ size: number, names: z.array(z.string()), at: instant }).nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { matter: A },
		output: {
			entries: [{ line: exampleLine, fact: { unit: 'Q12', seconds: 140 }, personal: ['caller'] }],
			next: null,
			checkpoint: { size: N + 1, root: H },
			witnessed: { size: N + 1, names: ['witness.lanjiang.example'], at: AT },
		},
	},
})

export const checkpointNewest = view({
	name: 'ledger.checkpoint.newest',
	summary: { en: 'The newest signed checkpoint of the ledger and who witnessed it', zh: '最新签名存证点及见证情况' },
	resource: ledgerResource,
	input: z.strictObject({}),
	output: z.strictObject({
		/** Signed note with cosignatures; null while nothing is entered. */
		note: z.string().nullable(),
		size: number,
		/** Verifier key of the ledger (C2SP signed-note). */
		key: z.string(),
		witnesses: z.array(z.strictObject({ name: z.string(), key: z.string() })),
		witnessed: z.strictObject({ size: number, names: z.array(z.string()), at: instant }).nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: {},
		output: {
			note: 'ledger.xigang.example\n73895\nb5bb…\n\n— ledger.xigang.example …\n',
			size: N + 1,
			key: 'ledger.xigang.example+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
			witnesses: [],
			witnessed: null,
		},
	},
})

export const bundleShow = view({
	name: 'ledger.bundle.show',
	summary: {
		en: 'An entry bundle of the ledger (C2SP tlog-tiles), for auditors',
		zh: '存证记录数据包（C2SP tlog-tiles），供审计使用',
	},
	resource: ledgerResource,
	input: z.strictObject({ index: numberText, width: z.coerce.number().int().min(1).max(256).default(256) }),
	output: z.strictObject({ base64: z.string() }),
	purpose: 'required',
	looks: 'entered',
	example: { input: { index: 0, width: 12 }, output: { base64: 'AAJ7fQ==' } },
})

const erasureState = z.enum(['proposed', 'approved', 'declined'])
export const erasureLine = z.strictObject({
	id,
	n: number,
	fields: z.int().min(1),
	ground: z.string(),
	state: erasureState,
	proposedAgency: id,
	proposedAt: instant,
	decidedAgency: id.nullable(),
	decidedAt: instant.nullable(),
	version,
})

export const erasureList = view({
	name: 'ledger.erasure.list',
	summary: { en: 'Proposals to erase personal fields', zh: '个人信息删除申请列表' },
	resource: ledgerResource,
	input: z.strictObject({ state: erasureState.optional() }),
	output: z.strictObject({ erasures: z.array(erasureLine) }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { state: 'proposed' },
		output: {
			erasures: [
				{
					id: A,
					n: N,
					fields: 1,
					ground: 'Personal Information Protection Law, art. 47',
					state: 'proposed',
					proposedAgency: A,
					proposedAt: AT,
					decidedAgency: null,
					decidedAt: null,
					version: 1,
				},
			],
		},
	},
})

export const erasurePropose = act({
	name: 'ledger.erasure.propose',
	summary: { en: 'Propose to erase personal fields of one entry', zh: '申请删除某条存证记录中的个人信息' },
	resource: entryResource,
	input: z.strictObject({
		n: number,
		/** Names of the fields, as `ledger.entry.show` gives them; every field of the entry when absent. */
		fields: z.array(text(60)).min(1).max(50).optional(),
		/** The law or order it rests on. Names nobody. */
		ground: text(300),
	}),
	output: z.strictObject({ erasure: id, version }),
	purpose: 'none',
	personal: [],
	example: {
		input: { n: N, fields: ['caller'], ground: 'Personal Information Protection Law, art. 47' },
		output: { erasure: A, version: 1 },
	},
})

const decision = {
	resource: erasureResource,
	input: z.strictObject({ erasure: id, version }),
	purpose: 'none',
	personal: [],
} as const

export const erasureApprove = act({
	...decision,
	name: 'ledger.erasure.approve',
	summary: {
		en: 'Agree to an erasure another agency proposed; the fields are gone at once',
		zh: '同意其他单位提出的删除申请，立即删除',
	},
	output: z.strictObject({ erased: z.int(), version }),
	example: { input: { erasure: A, version: 1 }, output: { erased: 1, version: 2 } },
})

export const erasureDecline = act({
	...decision,
	name: 'ledger.erasure.decline',
	summary: { en: 'Decline a proposed erasure', zh: '不同意删除申请' },
	output: z.strictObject({ version }),
	example: { input: { erasure: A, version: 1 }, output: { version: 2 } },
})

export const witnessAdd = act({
	name: 'ledger.witness.add',
	summary: { en: 'Name a witness whose cosignatures the ledger keeps', zh: '登记见证方' },
	resource: ledgerResource,
	input: z.strictObject({
		key: text(300),
		/** Where a standing witness takes checkpoints; absent for one that comes and looks. */
		url: z
			.url({ protocol: /^https?$/ })
			.max(300)
			.optional(),
	}),
	output: z.strictObject({ name: z.string() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { key: 'witness.lanjiang.example+7c1d2a3b+BAekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2' },
		output: { name: 'witness.lanjiang.example' },
	},
})

/** D299. Witnesses elsewhere read the ledger and send their cosignatures; without a network both are carried. */
export const ledgerConnectors: readonly Connector[] = [
	{
		key: 'ledger.witness',
		way: 'out',
		at: ['/ledger/checkpoint', '/ledger/key', '/ledger/witnesses', '/ledger/tile/*', '/ledger/cosignatures'],
		byHand: { path: '/entries', title: 'web.ledger.title', uses: ['ledger.checkpoint.newest'] },
	},
]
