import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'
import { deskResource, reliefResource, watchResource } from '../resources.ts'
import { shown } from './examples.ts'
import { agencyRef, both } from './shapes.ts'

/** Watches at a desk, and how one relieves another. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256')

/** D214. One thing a watch answers for. Names no person. */
export const reliefLine = z.strictObject({
	/** The source it comes from, e.g. `incident`. */
	kind: z.string(),
	id,
	...both.shape,
	opens: z.strictObject({ type: z.string(), id }).nullable(),
	since: instant,
	/** Null: it has no time of its own. */
	due: instant.nullable(),
})
export type ReliefLine = z.output<typeof reliefLine>

const ids = { watch: shown.assignment, relief: shown.card, post: shown.unit }
const hash = 'b'.repeat(64)

/** D210. */
export const beginWatch = act({
	name: 'dispatch.watch.begin',
	summary: { en: 'Begin a watch at the desk', zh: '席位上岗' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({ watch: id, version }),
	purpose: 'none',
	personal: [],
	example: { input: {}, output: { watch: ids.watch, version: 1 } },
})

/** D212. Only while the watch holds no open incident. */
export const endWatch = act({
	name: 'dispatch.watch.end',
	summary: { en: 'Sign off from the desk', zh: '席位离岗' },
	resource: watchResource,
	input: z.strictObject({ watch: id, version }),
	output: z.object({ watch: id, version }),
	purpose: 'none',
	personal: [],
	example: { input: { watch: ids.watch, version: 1 }, output: { watch: ids.watch, version: 2 } },
})

/** D213, D217. */
export const offerRelief = act({
	name: 'dispatch.relief.offer',
	summary: { en: 'Hand a watch to a successor', zh: '提出席位交接' },
	resource: watchResource,
	input: z.strictObject({
		watch: id,
		version,
		/** The post of the successor. */
		to: id,
	}),
	output: z.object({ relief: id, version, watch: id }),
	purpose: 'none',
	personal: [],
	example: {
		input: { watch: ids.watch, version: 1, to: ids.post },
		output: { relief: ids.relief, version: 1, watch: ids.watch },
	},
})

/** D213. */
export const withdrawRelief = act({
	name: 'dispatch.relief.withdraw',
	summary: { en: 'Take back a relief', zh: '撤回席位交接' },
	resource: reliefResource,
	input: z.strictObject({ relief: id, version }),
	output: z.object({ relief: id, version }),
	purpose: 'none',
	personal: [],
	example: { input: { relief: ids.relief, version: 1 }, output: { relief: ids.relief, version: 2 } },
})

/** D215. `seen` is the hash the list was shown with. */
export const countersignRelief = act({
	name: 'dispatch.relief.countersign',
	summary: { en: 'Countersign a relief and take the watch', zh: '签字接岗' },
	resource: reliefResource,
	input: z.strictObject({
		relief: id,
		version,
		seen: sha256,
		/** When the list was shown: what only fell due since makes no other list. Now when left out; five minutes back at most. */
		at: instant.optional(),
	}),
	output: z.object({ relief: id, version, watch: id, items: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { relief: ids.relief, version: 1, seen: hash },
		output: { relief: ids.relief, version: 2, watch: ids.watch, items: 7 },
	},
})

const list = { lines: z.array(reliefLine), sha256 }

/** D214. My watch and what it answers for, reliefs open at this desk that concern me, and who could take over. */
export const showWatch = view({
	name: 'dispatch.watch.show',
	summary: { en: 'My watch, and reliefs at my desk', zh: '我的在岗与席位交接' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		at: instant,
		agency: agencyRef,
		watch: z.object({ id, version, since: instant, ...list }).nullable(),
		reliefs: z.array(
			z.object({
				id,
				version,
				watch: id,
				at: instant,
				leaver: both,
				successor: both,
				/** On which side I stand. */
				side: z.enum(['leaver', 'successor', 'leader']),
				...list,
			}),
		),
		/** Others on watch at this desk whose relief I may start, by name. */
		others: z.array(z.object({ id, version, name: both })),
		/** Posts that may stand watch here, by name. */
		successors: z.array(z.object({ post: id, kind: z.string(), name: both })),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: {},
		output: {
			at: shown.at,
			agency: shown.bureauRef,
			watch: {
				id: ids.watch,
				version: 1,
				since: shown.at,
				sha256: hash,
				lines: [
					{
						kind: 'incident',
						id: shown.incident,
						en: 'X2611-0447 Assault with a weapon, priority 1, Old Town Station',
						zh: 'X2611-0447 持械伤人，1 级，老城所',
						opens: { type: 'Incident', id: shown.incident },
						since: shown.at,
						due: null,
					},
				],
			},
			reliefs: [],
			others: [],
			successors: [{ post: ids.post, kind: 'dispatcher', name: { en: 'Lin Hai', zh: '林海' } }],
		},
	},
})
