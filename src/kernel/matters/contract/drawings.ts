import { z } from 'zod'
import { act } from '../../contract/declare.ts'
import { id, instant, text, version } from '../../contract/scalars.ts'
import { bookResource, draftResource, example, fault, name, versionMark, whatIs } from './drawing-shapes.ts'

/**
 * Publishing drawings and rule tables. A bureau draws (a draft), proposes; somebody from another chain of command reviews;
 * it is published, or refused, or withdrawn. A drawing applies to the bureau it is drawn for and those below, a table to the
 * whole deployment.
 *
 * A version is named by `{ what, name, version }`: `version` is the first 12 hex digits of the text's SHA-256.
 */

export * from './drawing-shapes.ts'
export * from './drawing-views.ts'

/** The text is BPMN 2.0 or DMN 1.5. */
const source = text(1_000_000)
const ground = text(1000)
const named = { what: whatIs, name }

/** M80. Begins a draft: of a text, or a copy of a version, or of the one in force when neither is given. */
export const openDraft = act({
	name: 'matters.draft.open',
	summary: { en: 'Begin a draft of a drawing or a rule table', zh: '新建流程图或决策表草稿' },
	resource: bookResource,
	input: z.strictObject({
		...named,
		/** What the draft is called in lists. */
		title: text(200),
		text: source.optional(),
		/** A version of the same or of another name to copy. */
		copy: z.strictObject({ name, version: versionMark }).optional(),
	}),
	output: z.strictObject({ id, version: z.int(), faults: z.array(fault) }),
	purpose: 'none',
	personal: [],
	long: true,
	example: {
		input: { what: 'drawing', name: 'dispatch.incident', title: 'Approval before closing' },
		output: { id: example.draft, version: 1, faults: [] },
	},
})

/** M80. Saves the draft as it is now, faults and all; they are told, and block the proposal only. */
export const saveDraft = act({
	name: 'matters.draft.save',
	summary: { en: 'Save a draft', zh: '保存草稿' },
	resource: draftResource,
	input: z.strictObject({ id, version, text: source, title: text(200).optional() }),
	output: z.strictObject({ id, version: z.int(), faults: z.array(fault) }),
	purpose: 'none',
	personal: [],
	long: true,
	example: {
		input: { id: example.draft, version: 1, text: '<bpmn:definitions/>' },
		output: {
			id: example.draft,
			version: 2,
			faults: [
				{
					element: 'approval',
					line: null,
					rule: 'M19',
					en: 'no way leads here from the start',
					zh: '从起点无法到达此处',
				},
			],
		},
	},
})

/** M81. From here on the text stands still. */
export const proposeDraft = act({
	name: 'matters.draft.propose',
	summary: { en: 'Propose a draft for publishing', zh: '提请发布' },
	resource: draftResource,
	input: z.strictObject({
		id,
		version,
		reason: text(1000),
		/** M86. It is an exception and ends then. */
		until: instant.optional(),
	}),
	output: z.strictObject({ id, version: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { id: example.draft, version: 2, reason: 'Order 2026-4: a shift leader approves closing.' },
		output: { id: example.draft, version: 3 },
	},
})

const step = { id, ground }
const stepped = z.strictObject({ id })
const stepExample = {
	input: { id: example.draft, ground: 'Within the order; checked.' },
	output: { id: example.draft },
}

/** M82. The second person, from another chain of command. */
export const reviewDraft = act({
	name: 'matters.draft.review',
	summary: { en: 'Review a proposed draft, from another chain of command', zh: '另一指挥链审核提请的草稿' },
	resource: draftResource,
	input: z.strictObject(step),
	output: stepped,
	purpose: 'none',
	personal: [],
	context: { otherChain: 'Bool', gains: 'Bool', hasDrawn: 'Bool' },
	example: stepExample,
})

/** M83, M84. */
export const publishDraft = act({
	name: 'matters.draft.publish',
	summary: { en: 'Publish a reviewed draft: new matters follow it', zh: '发布经审核的草稿：新事项按其办理' },
	resource: draftResource,
	input: z.strictObject(step),
	output: z.strictObject({ id, version: versionMark }),
	purpose: 'none',
	personal: [],
	context: { gains: 'Bool', reviewed: 'Bool', reviewer: 'String' },
	example: { ...stepExample, output: { id: example.draft, version: example.version } },
})

export const refuseDraft = act({
	name: 'matters.draft.refuse',
	summary: { en: 'Refuse a proposed draft', zh: '不予通过' },
	resource: draftResource,
	input: z.strictObject(step),
	output: stepped,
	purpose: 'none',
	personal: [],
	example: stepExample,
})

export const withdrawDraft = act({
	name: 'matters.draft.withdraw',
	summary: { en: 'Withdraw a draft that is not published', zh: '撤回未发布的草稿' },
	resource: draftResource,
	input: z.strictObject(step),
	output: stepped,
	purpose: 'none',
	personal: [],
	example: stepExample,
})
