import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant } from '#kernel/contract/scalars.ts'
import { returnReading } from './attribution.ts'
import { returnResource, shownReturn, traceLimits } from './return-shapes.ts'

/** F297, F298. The trace certificate: what was computed from what, by which rule, and how anybody finds it again. */

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex')

export const certificate = z.strictObject({
	certificate: z.literal('seawall/trace/v1'),
	round: z.string(),
	/** The return rule by version, and who chose how shares are read. */
	rule: z.strictObject({
		id: z.literal('return-1'),
		reading: returnReading,
		chosenBy: z.strictObject({ person: id, at: instant, reason: z.string() }),
	}),
	data: z.strictObject({ sha256: hash, lines: z.int().min(1) }),
	result: z.strictObject({ sha256: hash, body: z.unknown() }),
	notShown: traceLimits,
	/** The line of the act that proposed it: its bytes, what it committed to, and where it stands in the signed ledger. */
	ledger: z.strictObject({
		log: z.string(),
		leaf: z.string(),
		salt: z.string(),
		what: z.string(),
		receipt: z.string(),
	}),
	issuedAt: instant,
})
export type Certificate = z.output<typeof certificate>

export const issueCertificate = act({
	name: 'funds.certificate.issue',
	summary: { en: 'Issue the trace certificate of a round', zh: '出具返还方案的追踪证明' },
	resource: returnResource,
	input: z.strictObject({ round: id }),
	output: z.object({ certificate: id, sha256: hash }),
	purpose: 'none',
	personal: [],
	example: {
		input: { round: shownReturn.round },
		output: { certificate: shownReturn.certificate, sha256: shownReturn.sha256 },
	},
})

/** The file, and the data it was made from. */
export const showCertificate = view({
	name: 'funds.certificate.show',
	summary: { en: 'A trace certificate with its data', zh: '追踪证明及其数据' },
	resource: returnResource,
	input: z.strictObject({ round: id, certificate: id }),
	output: z.object({ name: z.string(), body: z.string(), dataName: z.string(), data: z.string(), sha256: hash }),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { round: shownReturn.round, certificate: shownReturn.certificate },
		output: {
			name: 'B-2611-00001.certificate.json',
			body: '{"certificate":"seawall/trace/v1"}',
			dataName: 'B-2611-00001.data.jsonl',
			data: '{"is":"about"}\n',
			sha256: shownReturn.sha256,
		},
	},
})
