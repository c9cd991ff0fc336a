import { z } from 'zod'
import { parseDuration, parseMoment } from './time.ts'

const moment = z
	.string()
	.refine((text) => parseMoment(text) !== null, 'an ISO 8601 moment such as 2026-01-01T08:00:00Z')
const duration = z.string().refine((text) => parseDuration(text) !== null, 'an ISO 8601 duration such as PT1H')
const when = z
	.string()
	.refine((text) => parseMoment(text) !== null || parseDuration(text) !== null, 'an ISO 8601 moment or duration')
const data = z.record(z.string(), z.unknown())
const names = z.union([z.string().transform((name) => [name]), z.array(z.string())])

/** How one task, service or call is answered: with data, a choice, an error, an escalation, a failure, or never. */
const wholeAnswer = z.strictObject({
	data: data.optional(),
	choose: names.optional(),
	/** Code of the error it ends with. */
	error: z.string().optional(),
	/** Code it escalates with; the task goes on. */
	escalate: z.string().optional(),
	/** Why the service could not be reached: a fault. */
	fail: z.string().optional(),
	/** How long after it was asked; at once when left out. */
	after: duration.optional(),
	/** It is left lying. */
	never: z.boolean().optional(),
})
export type Answer = z.infer<typeof wholeAnswer>

/** An object with none of these keys is the data itself. */
const answer = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
	const keys = Object.keys(given)
	return keys.length > 0 && keys.every((key) => !(key in wholeAnswer.shape)) ? { data: given } : given
}, wholeAnswer)

/** When something comes from outside: at a moment (or some time after the start), or, without either, once it is waited for. */
const coming = { at: when.optional(), after: duration.optional(), name: z.string(), data: data.optional() }

/**
 * M36. What a simulation is told to happen. `answers` are by element id or name: an object answers every time, a list its
 * answers in order; whatever has none is completed at once, in the order of asking.
 */
export const script = z.strictObject({
	/** The clock's beginning. */
	now: moment.optional(),
	/** Start event, or instantiating element, to begin on. */
	start: z.string().optional(),
	answers: z.record(z.string(), z.union([answer, z.array(answer)])).optional(),
	/** How long each takes that has no `after`, by element id or name. */
	times: z.record(z.string(), duration).optional(),
	messages: z.array(z.strictObject({ ...coming, key: z.string().optional() })).optional(),
	signals: z.array(z.strictObject(coming)).optional(),
})
export type Script = z.infer<typeof script>

/** Reads a script. The error names what is wrong in it. */
export function readScript(json: unknown): Script {
	const read = script.safeParse(json)
	if (read.success) return read.data
	const [issue] = read.error.issues
	throw new Error(`The script is wrong at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? ''}.`)
}
