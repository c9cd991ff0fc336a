import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'

/** Command rhythm: briefings made from the record. */

/** An agency's book of briefings. Its id is the agency's. */
export const briefBook = resource({
	type: 'BriefBook',
	table: null,
	id: 'id',
	see: 'command.brief-book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

export const briefResource = resource({
	type: 'Brief',
	table: 'command.brief',
	id: 'id',
	see: 'command.brief.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		/** Who made it: somebody else takes it over. */
		maker: { is: 'String', column: 'made_by' },
	},
})

export const briefKind = z.enum(['shift', 'morning'])
export type BriefKind = z.output<typeof briefKind>

const agency = z.strictObject({ id, en: z.string(), zh: z.string() })

export const briefLine = z.strictObject({
	en: z.string(),
	zh: z.string(),
	at: instant,
	due: instant.nullable(),
	/** The row it opens into. */
	opens: z.strictObject({ type: z.string(), id }).nullable(),
	/** Number of the entry it rests on; null: the row came with the first data, before the ledger began. */
	entry: z.int().nullable(),
})
export type BriefLineShape = z.output<typeof briefLine>

export const briefSection = z.strictObject({
	key: z.string(),
	about: z.enum(['waits', 'changed']),
	en: z.string(),
	zh: z.string(),
	/** How many there were; the page may hold fewer. */
	total: z.int(),
	lines: z.array(briefLine),
})
export type BriefSectionShape = z.output<typeof briefSection>

const head = {
	id,
	kind: briefKind,
	agency,
	/** It tells what came after `from`, up to `until`, and what falls due before `next`. */
	from: instant,
	until: instant,
	next: instant,
	madeAt: instant,
	madePost: z.string(),
	acknowledged: z.strictObject({ at: instant, post: z.string() }).nullable(),
	version,
}

export const brief = z.strictObject({
	...head,
	/** Entries of the ledger it was made at: entry numbers below it. */
	size: z.int(),
	/** Of the text as it was made. */
	sha256: z.string(),
	sections: z.array(briefSection),
})
export type BriefShape = z.output<typeof brief>

const example = {
	id: '019ab5a0-0000-7000-8000-0000000000b1',
	kind: 'shift' as const,
	agency: { id: '019ab5a0-0000-7000-8000-000000000001', en: 'Xigang Bureau', zh: '汐港县公安局' },
	from: '2026-11-23T12:00:00.000Z',
	until: '2026-11-24T00:00:00.000Z',
	next: '2026-11-24T12:00:00.000Z',
	madeAt: '2026-11-24T00:00:03.000Z',
	madePost: 'shift_leader',
	acknowledged: null,
	version: 1,
}

export const makeBrief = act({
	name: 'command.brief.make',
	summary: { en: 'Make the briefing of a shift or of the morning meeting', zh: '生成交接班简报或早会简报' },
	resource: briefBook,
	input: z.strictObject({ kind: briefKind }),
	output: z.strictObject({ brief: id, version }),
	purpose: 'none',
	personal: [],
	example: { input: { kind: 'shift' }, output: { brief: example.id, version: 1 } },
})

export const acknowledgeBrief = act({
	name: 'command.brief.acknowledge',
	summary: { en: 'Take over by a briefing: I have read it', zh: '接班确认：已阅简报' },
	resource: briefResource,
	input: z.strictObject({ brief: id, version }),
	output: z.strictObject({ brief: id, version, at: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { brief: example.id, version: 1 },
		output: { brief: example.id, version: 2, at: '2026-11-24T00:10:00.000Z' },
	},
})

export const listBriefs = view({
	name: 'command.brief.list',
	summary: { en: 'Briefings of my agency, newest first', zh: '本单位简报，新者在前' },
	resource: briefBook,
	input: z.strictObject({
		limit: z.coerce.number().int().min(1).max(100).default(50),
		after: z.string().max(200).optional(),
	}),
	output: z.strictObject({ rows: z.array(z.strictObject(head)), next: z.string().nullable() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [example], next: null } },
})

export const showBrief = view({
	name: 'command.brief.show',
	summary: { en: 'One briefing, as it was made', zh: '查看一份简报原文' },
	resource: briefResource,
	input: z.strictObject({ brief: id }),
	output: brief,
	purpose: 'none',
	looks: 'open',
	example: { input: { brief: example.id }, output: { ...example, size: 1204, sha256: '0'.repeat(64), sections: [] } },
})

export const checkBrief = view({
	name: 'command.brief.check',
	summary: {
		en: 'Make a briefing again from the record and lay it beside what was said',
		zh: '按存证重新生成简报并与原文比对',
	},
	resource: briefResource,
	input: z.strictObject({ brief: id }),
	output: z.strictObject({
		same: z.boolean(),
		/** Lines compared: those the asker may see. */
		lines: z.int(),
		/** What was said and does not come out again, and what comes out and was not said. */
		differing: z.array(z.strictObject({ said: z.boolean(), en: z.string(), zh: z.string() })),
	}),
	purpose: 'none',
	looks: 'open',
	example: { input: { brief: example.id }, output: { same: true, lines: 12, differing: [] } },
})

export const printBrief = view({
	name: 'command.brief.print',
	summary: { en: 'A briefing as one page of PDF', zh: '简报的 PDF（一页）' },
	resource: briefResource,
	input: z.strictObject({
		brief: id,
		language: z.enum(['en', 'zh']),
		/** Where its links lead while the organisation has named no address of its own. */
		origin: z
			.string()
			.regex(/^https?:\/\/[a-z0-9.-]{1,200}(:[0-9]{1,5})?$/)
			.optional(),
	}),
	output: z.strictObject({ name: z.string(), base64: z.string() }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { brief: example.id, language: 'zh' },
		output: { name: 'brief-2026-11-24-0800.pdf', base64: 'JVBERi0x' },
	},
})
