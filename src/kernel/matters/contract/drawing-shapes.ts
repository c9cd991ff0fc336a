import { z } from 'zod'
import { resource } from '../../contract/declare.ts'
import { id, instant } from '../../contract/scalars.ts'

/** Shapes that the acts and views of publishing speak in. */

export const whatIs = z.enum(['drawing', 'table'])
export type WhatIs = z.output<typeof whatIs>

/** `slice.file-name`, e.g. `dispatch.incident`; a process of a bureau's own begins with `own.`. */
export const name = z
	.string()
	.max(100)
	.regex(/^[a-z]+\.[a-z0-9-]+$/, 'is not the name of a process or table')

/** First 12 hex digits of the text's SHA-256. */
export const versionMark = z.string().regex(/^[0-9a-f]{12}$/, 'is not a version')

/** A bureau's book of drawings: what is in force there and what it drafts. Its id is the bureau's. */
export const bookResource = resource({
	type: 'DrawingBook',
	table: null,
	id: 'id',
	see: 'matters.book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

/** A draft of a drawing or a table, from the first line to what became of it. */
export const draftResource = resource({
	type: 'Draft',
	table: 'matters.draft',
	id: 'id',
	see: 'matters.draft.see',
	ended: 'decided',
	attributes: {
		/** The bureau that draws it. */
		agency: { is: 'Agency', column: 'bureau_id' },
		/** Where it would apply, with all below: of a drawing the bureau, of a table the top of the deployment. */
		scope: { is: 'Agency', column: 'scope_id' },
		proposer: { is: 'String', column: 'opened_by' },
		decided: { is: 'Bool', column: 'decided' },
	},
})

export const namedAgency = z.strictObject({ agency: id, en: z.string(), zh: z.string() })

/** Why a text may not be published. `line` from 1, `element` the id in the drawing or `row 3` of a table, where known. */
export const fault = z.strictObject({
	element: z.string().nullable(),
	line: z.int().nullable(),
	rule: z.string(),
	en: z.string(),
	zh: z.string(),
})
export type FaultShape = z.output<typeof fault>

/** A version as lists show it. */
export const edition = z.strictObject({
	version: versionMark,
	/** From 1, in the order they were first published here. */
	number: z.int(),
	/** Shipped with the program, or published by a bureau, or both. */
	shipped: z.boolean(),
	/** The agency it applies to, with all below; null: shipped, for everybody. */
	scope: namedAgency.nullable(),
	at: instant,
	/** M86. An exception's end; null: without end. */
	until: instant.nullable(),
	/** In force at my bureau now. */
	inForce: z.boolean(),
	/** The draft it was published from. */
	draft: id.nullable(),
})
export type Edition = z.output<typeof edition>

const step = z
	.strictObject({
		at: instant,
		post: z.string(),
		agency: id,
		en: z.string(),
		zh: z.string(),
		person: id,
		ground: z.string(),
	})
	.nullable()

export const draftState = z.enum(['draft', 'proposed', 'reviewed', 'published', 'refused', 'withdrawn'])
export type DraftState = z.output<typeof draftState>

export const draftShape = z.strictObject({
	id,
	what: whatIs,
	name,
	title: z.string(),
	state: draftState,
	/** For saves and the proposal. */
	version: z.int(),
	/** What the text would be known by. */
	mark: versionMark,
	bureau: namedAgency,
	scope: namedAgency,
	/** Kind of post it was begun from. */
	post: z.string(),
	openedAt: instant,
	savedAt: instant,
	reason: z.string().nullable(),
	until: instant.nullable(),
	proposed: step,
	reviewed: step,
	published: step,
	refused: step,
	withdrawn: step,
})
export type DraftShape = z.output<typeof draftShape>

/** One act that decides on a draft: may I, and who could. */
export const signature = z.strictObject({
	act: z.enum(['matters.draft.review', 'matters.draft.publish', 'matters.draft.refuse']),
	allowed: z.boolean(),
	/** Ids of the rules that allow or refuse; empty: none grants it. */
	rules: z.array(z.string()),
	/** Posts held today whose holders could, by agency. */
	could: z.array(z.strictObject({ post: z.string(), agency: id, en: z.string(), zh: z.string(), holders: z.int() })),
})
export type SignatureShape = z.output<typeof signature>

const region = z.strictObject({ cells: z.array(z.string()), example: z.record(z.string(), z.json()) })

/** T19, of one decision table. Cells stand in the order of `columns`. */
export const analysis = z.strictObject({
	/** The decision; empty when the file holds one table only. */
	decision: z.string(),
	columns: z.array(z.string()),
	gaps: z.array(region),
	overlaps: z.array(z.strictObject({ rows: z.tuple([z.int(), z.int()]), region })),
	/** Rows that never decide, and those that always come first. */
	never: z.array(z.strictObject({ row: z.int(), because: z.array(z.int()) })),
	/** Row null: the list of values of the column. */
	notAnalysed: z.array(z.strictObject({ row: z.int().nullable(), column: z.string(), cell: z.string() })),
	/** False: stopped at its bound; what was found till then holds. */
	finished: z.boolean(),
})
export type AnalysisShape = z.output<typeof analysis>

/** One element of two versions. `moved`: only its place in the picture, or a row's place in the order. */
export const differenceShape = z.strictObject({
	/** Id in the drawing; of a table the id of the row or column, else `row 3`. */
	element: z.string(),
	/** BPMN or DMN type without prefix: `UserTask`, `SequenceFlow`, `rule`, `input`, `output`, `decisionTable`. */
	type: z.string(),
	name: z.string(),
	change: z.enum(['added', 'removed', 'changed', 'moved']),
	/** What about it; empty for added and removed. */
	fields: z.array(z.strictObject({ field: z.string(), was: z.string().nullable(), is: z.string().nullable() })),
})
export type DifferenceShape = z.output<typeof differenceShape>

/** Live matters of one agency at one element of one version. Ids only of matters the viewer may see, oldest first, at most 5. */
export const stand = z.strictObject({
	version: versionMark,
	number: z.int(),
	element: z.string(),
	name: z.string(),
	...namedAgency.shape,
	count: z.int(),
	sample: z.array(id),
})
export type Stand = z.output<typeof stand>

/** One element of a drawing and who stands there: all that the viewer may see counted to 10,000, the oldest 5 named. */
export const placed = z.strictObject({
	element: z.string(),
	name: z.string(),
	count: z.int(),
	more: z.boolean(),
	oldest: z.array(
		z.strictObject({
			matter: id,
			/** Kind of matter, e.g. `incident`: says which screen opens it. */
			kind: z.string(),
			...namedAgency.shape,
			since: instant,
		}),
	),
})
export type Placed = z.output<typeof placed>

const bureau = '019ab5a0-0000-7000-8000-000000000001'
const draft = '019ab5a0-0000-7000-8000-000000000021'
const version = '5feceb66ffc8'
const xigang = { agency: bureau, en: 'Xigang Bureau', zh: '汐港县公安局' }
const exampleEdition: Edition = {
	version,
	number: 2,
	shipped: false,
	scope: xigang,
	at: '2026-11-24T09:00:00.000Z',
	until: null,
	inForce: true,
	draft,
}
const draftRow: DraftShape = {
	id: draft,
	what: 'drawing',
	name: 'dispatch.incident',
	title: 'Approval before closing',
	state: 'draft',
	version: 2,
	mark: version,
	bureau: xigang,
	scope: xigang,
	post: 'commander',
	openedAt: '2026-11-24T09:00:00.000Z',
	savedAt: '2026-11-24T09:20:00.000Z',
	reason: null,
	until: null,
	proposed: null,
	reviewed: null,
	published: null,
	refused: null,
	withdrawn: null,
}
const difference: DifferenceShape = {
	element: 'approval',
	type: 'UserTask',
	name: 'Approve closing / 审批办结',
	change: 'changed',
	fields: [{ field: 'name', was: 'Approve', is: 'Approve closing / 审批办结' }],
}
const exampleStand: Stand = {
	version,
	number: 1,
	element: 'cleared',
	name: 'To close / 待办结',
	...xigang,
	count: 17,
	sample: ['019ab5a0-0000-7000-8000-000000000031'],
}
const examplePlaced: Placed = {
	element: 'cleared',
	name: 'To close / 待办结',
	count: 1,
	more: false,
	oldest: [
		{
			matter: '019ab5a0-0000-7000-8000-000000000031',
			kind: 'incident',
			...xigang,
			since: '2026-11-24T09:00:00.000Z',
		},
	],
}
const exampleAnalysis: AnalysisShape = {
	decision: '',
	columns: ['type', 'weapon'],
	gaps: [{ cells: ['"noise"', '"blade"'], example: { type: 'noise', weapon: 'blade' } }],
	overlaps: [],
	never: [{ row: 4, because: [1] }],
	notAnalysed: [],
	finished: true,
}

/** What examples speak of. */
export const example = {
	bureau,
	draft,
	version,
	edition: exampleEdition,
	draftRow,
	difference,
	stand: exampleStand,
	placed: examplePlaced,
	analysis: exampleAnalysis,
}
