import { z } from 'zod'
import { act, resource, view } from '../../contract/declare.ts'
import { id, instant, text } from '../../contract/scalars.ts'
import { bookResource, edition, example, name, namedAgency, signature, versionMark } from './drawing-shapes.ts'

/**
 * Moving live matters to another version of their drawing (M92 to M96). A plan is proposed with a dry run over every live
 * matter, signed by somebody from another chain of command, then run in portions. One that would lose a token, a wait or a
 * running deadline is left whole and listed.
 */

export const planResource = resource({
	type: 'MigrationPlan',
	table: 'matters.plan',
	id: 'id',
	see: 'matters.plan.see',
	ended: 'over',
	attributes: {
		agency: { is: 'Agency', column: 'scope_id' },
		proposer: { is: 'String', column: 'proposed_by' },
		over: { is: 'Bool', column: 'over' },
	},
})

export const planState = z.enum(['proposed', 'signed', 'running', 'done', 'refused'])

/** Which element of the new drawing stands for one of the old; what is not named keeps its id. */
const elements = z.record(z.string().max(100), z.string().max(100))

const loss = z.strictObject({ element: z.string(), en: z.string(), zh: z.string() })

/** One matter that cannot be moved. `matter` null: the viewer may not see it; it counts all the same. */
const kept = z.strictObject({ matter: id.nullable(), kind: z.string(), losses: z.array(loss) })

const trial = z.strictObject({
	/** Live matters in the scope that follow the old version. */
	of: z.int(),
	/** How many would be moved whole. */
	moves: z.int(),
	/** Those that would lose something, the oldest 200. */
	stays: z.array(kept),
})
export type Trial = z.output<typeof trial>

const fromTo = { name, from: versionMark, to: versionMark, elements }

const planStep = z
	.strictObject({ at: instant, post: z.string(), agency: id, person: id, ground: z.string() })
	.nullable()

export const planShape = z.strictObject({
	id,
	...fromTo,
	state: planState,
	scope: namedAgency,
	reason: z.string(),
	proposed: planStep,
	signed: planStep,
	refused: planStep,
	/** As tried when it was proposed. */
	tried: z.strictObject({ of: z.int(), moves: z.int() }),
	/** As tried again when it was signed; null until then. */
	triedAgain: z.strictObject({ of: z.int(), moves: z.int() }).nullable(),
	/** So far. `left`: still to try. */
	moved: z.int(),
	stayed: z.int(),
	left: z.int(),
})
export type PlanShape = z.output<typeof planShape>

const planId = '019ab5a0-0000-7000-8000-000000000041'
const to = 'a1b2c3d4e5f6'
const examplePlan: PlanShape = {
	id: planId,
	name: 'command.order',
	from: example.version,
	to,
	elements: { check: 'check_result' },
	state: 'proposed',
	scope: example.edition.scope ?? { agency: example.bureau, en: '', zh: '' },
	reason: 'The check has a new name.',
	proposed: {
		at: '2026-11-24T09:00:00.000Z',
		post: 'commander',
		agency: example.bureau,
		person: example.bureau,
		ground: 'The check has a new name.',
	},
	signed: null,
	refused: null,
	tried: { of: 12, moves: 11 },
	triedAgain: null,
	moved: 0,
	stayed: 0,
	left: 12,
}

/** M92. Nothing is written by looking. */
export const tryPlan = view({
	name: 'matters.plan.try',
	summary: { en: 'Try a plan on every live matter', zh: '对全部在办事项试行迁移方案' },
	resource: bookResource,
	input: z.strictObject({ ...fromTo, elements: elements.optional() }),
	output: trial,
	purpose: 'none',
	looks: 'open',
	example: {
		input: { name: 'command.order', from: example.version, to },
		output: {
			of: 12,
			moves: 11,
			stays: [
				{
					matter: null,
					kind: 'order',
					losses: [{ element: 'check', en: 'nothing stands for it in the new drawing', zh: '新流程图中没有对应元素' }],
				},
			],
		},
	},
})

export const proposePlan = act({
	name: 'matters.plan.propose',
	summary: { en: 'Propose moving live matters to another version', zh: '提请将在办事项迁移到另一版本' },
	resource: bookResource,
	input: z.strictObject({ ...fromTo, reason: text(1000) }),
	output: z.strictObject({ id, of: z.int(), moves: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: {
			name: 'command.order',
			from: example.version,
			to,
			elements: { check: 'check_result' },
			reason: 'The check has a new name.',
		},
		output: { id: planId, of: 12, moves: 11 },
	},
})

/** M93. The second person, from another chain of command. */
export const signPlan = act({
	name: 'matters.plan.sign',
	summary: { en: 'Sign a plan, from another chain of command', zh: '另一指挥链签署迁移方案' },
	resource: planResource,
	input: z.strictObject({ id, ground: text(1000) }),
	output: z.strictObject({ id }),
	purpose: 'none',
	personal: [],
	context: { otherChain: 'Bool' },
	example: { input: { id: planId, ground: 'Tried; nothing is lost.' }, output: { id: planId } },
})

export const refusePlan = act({
	name: 'matters.plan.refuse',
	summary: { en: 'Refuse a plan, or take it back', zh: '不予通过或撤回迁移方案' },
	resource: planResource,
	input: z.strictObject({ id, ground: text(1000) }),
	output: z.strictObject({ id }),
	purpose: 'none',
	personal: [],
	example: { input: { id: planId, ground: 'Not now.' }, output: { id: planId } },
})

/** M94. One portion; asked again until `left` is 0. What is moved is entered matter by matter, before and after. */
export const runPlan = act({
	name: 'matters.plan.run',
	summary: { en: 'Move the next portion of live matters', zh: '迁移下一批在办事项' },
	resource: planResource,
	input: z.strictObject({ id, most: z.int().min(1).max(500).optional() }),
	output: z.strictObject({ id, moved: z.int(), stayed: z.int(), left: z.int() }),
	purpose: 'none',
	personal: [],
	context: { signed: 'Bool' },
	example: { input: { id: planId }, output: { id: planId, moved: 11, stayed: 1, left: 0 } },
})

export const listPlans = view({
	name: 'matters.plan.list',
	summary: { en: 'Plans to move live matters', zh: '在办事项迁移方案' },
	resource: bookResource,
	input: z.strictObject({ name: name.optional() }),
	output: z.strictObject({ rows: z.array(planShape) }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [examplePlan] } },
})

export const showPlan = view({
	name: 'matters.plan.show',
	summary: { en: 'One plan: how far it is, and what stayed', zh: '迁移方案的进度和未迁移事项' },
	resource: planResource,
	input: z.strictObject({ id }),
	output: z.strictObject({
		plan: planShape,
		fromEdition: edition,
		toEdition: edition,
		/** Matters left whole on the old version, at most 200; before it runs, those that would stay as it was tried last. */
		stays: z.array(kept),
		mayRun: z.boolean(),
		signatures: z.array(
			signature.extend({ act: z.enum(['matters.plan.sign', 'matters.plan.refuse', 'matters.plan.run']) }),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { id: planId },
		output: {
			plan: examplePlan,
			fromEdition: example.edition,
			toEdition: example.edition,
			stays: [],
			mayRun: false,
			signatures: [],
		},
	},
})
