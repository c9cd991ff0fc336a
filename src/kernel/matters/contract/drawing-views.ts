import { z } from 'zod'
import { view } from '../../contract/declare.ts'
import { id, instant, text } from '../../contract/scalars.ts'
import {
	analysis,
	bookResource,
	differenceShape,
	draftResource,
	draftShape,
	edition,
	example,
	fault,
	name,
	namedAgency,
	placed,
	signature,
	stand,
	versionMark,
	whatIs,
} from './drawing-shapes.ts'

/** What publishing shows (M85 to M91). */

const source = text(1_000_000)
const named = { what: whatIs, name }

/** Drafts of my bureau, of those below it and above it, newest first. */
export const listDrafts = view({
	name: 'matters.draft.list',
	summary: { en: 'Drafts and what became of them', zh: '草稿及其办理情况' },
	resource: bookResource,
	input: z.strictObject({
		what: whatIs.optional(),
		name: name.optional(),
		/** Open: drawn, proposed or reviewed. */
		open: z.enum(['yes', 'no']).optional(),
		after: id.optional(),
	}),
	output: z.strictObject({ rows: z.array(draftShape), next: id.nullable() }),
	purpose: 'none',
	looks: 'open',
	example: { input: { open: 'yes' }, output: { rows: [example.draftRow], next: null } },
})

/** A draft with its text and who may sign it. */
export const showDraft = view({
	name: 'matters.draft.show',
	summary: { en: 'One draft: text, steps, who may sign', zh: '草稿内容、办理步骤和可签署岗位' },
	resource: draftResource,
	input: z.strictObject({ id }),
	output: z.strictObject({
		draft: draftShape,
		text: z.string(),
		/** The one in force that it would take the place of, at its scope. */
		replaces: edition.nullable(),
		/** Mine to save and withdraw now. */
		mine: z.boolean(),
		/** Empty once it is decided on. */
		signatures: z.array(signature),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { id: example.draft },
		output: {
			draft: example.draftRow,
			text: '<bpmn:definitions/>',
			replaces: example.edition,
			mine: true,
			signatures: [
				{
					act: 'matters.draft.review',
					allowed: false,
					rules: ['M154'],
					could: [{ post: 'legal_reviewer', agency: example.bureau, en: 'Legal Review', zh: '法制大队', holders: 1 }],
				},
			],
		},
	},
})

/** M85. A text not yet kept, or a draft: faults by element, and for a table what analysis finds. Nothing is kept. POST it when long. */
export const checkText = view({
	name: 'matters.text.check',
	summary: { en: 'What is wrong with a drawing or a table, before it is proposed', zh: '提请前检查流程图或决策表' },
	resource: bookResource,
	input: z.strictObject({ ...named, text: source }),
	output: z.strictObject({
		faults: z.array(fault),
		/** Of every decision table in the text. Null for a drawing, and for a table that cannot be read. */
		analysis: z.array(analysis).nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	long: true,
	example: {
		input: { what: 'table', name: 'dispatch.priority', text: '<definitions/>' },
		output: { faults: [], analysis: [example.analysis] },
	},
})

/** M87. What publishing it would change, shown before. */
export const draftEffects = view({
	name: 'matters.draft.effects',
	summary: {
		en: 'What a draft would change: matters, tasks of posts, deadlines, element by element',
		zh: '草稿发布后的影响：事项、岗位任务、时限和逐项差异',
	},
	resource: draftResource,
	input: z.strictObject({ id }),
	output: z.strictObject({
		/** The version in force now at the scope; null: nothing is. */
		replaces: edition.nullable(),
		/** Where it would apply: this agency and those below. */
		scope: namedAgency,
		/** Live matters in the scope that keep the version they began with: every one. Empty for a table. */
		keeps: z.array(stand),
		/** Live matters in the scope, counted to 10,000. Of a table: those of the slice it belongs to, which it decides from then on. */
		live: z.strictObject({ count: z.int(), more: z.boolean(), follow: z.enum(['keep', 'new']) }),
		/** Tasks a lane gains and loses. `post` is the kind of post the lane names, when it names one. */
		tasks: z.array(
			z.strictObject({
				lane: z.string(),
				post: z.string().nullable(),
				side: z.enum(['gains', 'loses']),
				element: z.string(),
				name: z.string(),
			}),
		),
		/** Drawn targets and what a table's rows say of them: what was and what would be; null: none. */
		deadlines: z.array(
			z.strictObject({ element: z.string(), name: z.string(), was: z.string().nullable(), is: z.string().nullable() }),
		),
		differences: z.array(differenceShape),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { id: example.draft },
		output: {
			replaces: example.edition,
			scope: { agency: example.bureau, en: 'Xigang Bureau', zh: '汐港县公安局' },
			keeps: [example.stand],
			live: { count: 17, more: false, follow: 'keep' },
			tasks: [
				{
					lane: 'shift_leader',
					post: 'shift_leader',
					side: 'gains',
					element: 'approval',
					name: 'Approve closing / 审批办结',
				},
			],
			deadlines: [{ element: 'late', name: 'Late / 超时', was: 'PT4H', is: 'PT2H' }],
			differences: [example.difference],
		},
	},
})

/**
 * M88. Puts what was really decided in the last year to the table in force and to the draft; those that come out otherwise. A
 * page is at most 2,000 cases, oldest first; ask again with `next` until it is null.
 */
export const replayDraft = view({
	name: 'matters.draft.replay',
	summary: {
		en: 'Last year’s decisions that a drafted table would make otherwise',
		zh: '按草稿重算上一年的决定，列出不同者',
	},
	resource: draftResource,
	input: z.strictObject({ id, after: z.string().max(80).optional() }),
	output: z.strictObject({
		/** `none`: nobody keeps what this table was asked. `shape`: the draft is no single table, or takes other inputs. */
		source: z.enum(['recorded', 'none', 'shape']),
		/** Cases of the year, counted to 100,000, and how many stand before the end of this page. */
		of: z.int(),
		done: z.int(),
		next: z.string().nullable(),
		/** Of this page; at most 200, all counted in `differs`. */
		differs: z.int(),
		differing: z.array(
			z.strictObject({
				at: instant,
				/** The matter, when the viewer may see it. */
				matter: id.nullable(),
				live: z.boolean(),
				facts: z.record(z.string(), z.json()),
				was: z.strictObject({
					output: z.record(z.string(), z.json()).nullable(),
					rows: z.array(z.int()),
					why: z.string().nullable(),
				}),
				is: z.strictObject({
					output: z.record(z.string(), z.json()).nullable(),
					rows: z.array(z.int()),
					why: z.string().nullable(),
				}),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { id: example.draft },
		output: {
			source: 'recorded',
			of: 812,
			done: 812,
			next: null,
			differs: 1,
			differing: [
				{
					at: '2026-05-03T10:00:00.000Z',
					matter: null,
					live: false,
					facts: { type: 'noise', weapon: 'none' },
					was: { output: { priority: 4 }, rows: [19], why: null },
					is: { output: { priority: 3 }, rows: [18], why: null },
				},
			],
		},
	},
})

/** M89. Every process and table there is at my bureau, the version in force first. */
export const listDrawings = view({
	name: 'matters.drawing.list',
	summary: { en: 'Processes and rule tables with their versions', zh: '流程和决策表及其版本' },
	resource: bookResource,
	input: z.strictObject({ what: whatIs.optional() }),
	output: z.strictObject({
		rows: z.array(
			z.strictObject({
				...named,
				/** As the text in force calls it, often in both languages: `Incident / 警情`. */
				title: z.string(),
				/** `steps`: acts of the program move it (M101). `engine`: the process engine runs it. */
				runs: z.enum(['steps', 'engine', 'table', 'model']),
				current: edition,
				/** A release brought a version newer than the bureau's own: it may be copied, and changes nothing by itself. */
				available: edition.nullable(),
				/** All of them that stood here, newest first. */
				versions: z.array(edition),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { what: 'drawing' },
		output: {
			rows: [
				{
					what: 'drawing',
					name: 'dispatch.incident',
					title: 'Incident / 警情',
					runs: 'steps',
					current: example.edition,
					available: null,
					versions: [example.edition],
				},
			],
		},
	},
})

export const showVersion = view({
	name: 'matters.version.show',
	summary: { en: 'The text of one version', zh: '某一版本的内容' },
	resource: bookResource,
	input: z.strictObject({ ...named, version: versionMark }),
	output: z.strictObject({ edition, text: z.string() }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { what: 'drawing', name: 'dispatch.incident', version: example.version },
		output: { edition: example.edition, text: '<bpmn:definitions/>' },
	},
})

/** M90. Two versions side by side: both texts, and what differs element by element. A draft is named by its id. */
export const compareVersions = view({
	name: 'matters.version.compare',
	summary: { en: 'Two versions compared, element by element', zh: '两个版本逐项对比' },
	resource: bookResource,
	input: z.strictObject({
		...named,
		from: z.union([versionMark, id]),
		to: z.union([versionMark, id]),
	}),
	output: z.strictObject({
		from: z.string(),
		to: z.string(),
		differences: z.array(differenceShape),
		/** What made the two incomparable, when a text cannot be read. */
		why: z.strictObject({ en: z.string(), zh: z.string() }).nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { what: 'drawing', name: 'dispatch.incident', from: example.version, to: example.draft },
		output: { from: '<bpmn:definitions/>', to: '<bpmn:definitions/>', differences: [example.difference], why: null },
	},
})

/** M91. Where live matters stand on a drawing, those that the viewer may see: counts by element, and the oldest few of each. */
export const standOn = view({
	name: 'matters.drawing.stand',
	summary: { en: 'Where live matters stand on their drawing', zh: '在办事项在流程图上的位置' },
	resource: bookResource,
	input: z.strictObject({ name, version: versionMark.optional() }),
	output: z.strictObject({
		edition,
		text: z.string(),
		/** Versions that live matters follow, with how many do (counted to 10,000). */
		followed: z.array(z.strictObject({ edition, count: z.int() })),
		elements: z.array(placed),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { name: 'dispatch.incident' },
		output: {
			edition: example.edition,
			text: '<bpmn:definitions/>',
			followed: [{ edition: example.edition, count: 17 }],
			elements: [example.placed],
		},
	},
})
