import { z } from 'zod'
import { text } from '../../contract/scalars.ts'

/** The form of a task, as its drawing holds it. Closed: a field is one of these kinds and nothing else (M73). */

const said = z.strictObject({ en: text(120), zh: text(120) })
const key = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, 'is not the name of a value')

const field = <Is extends string, More extends z.ZodRawShape>(is: Is, more: More) =>
	z.strictObject({
		key,
		is: z.literal(is),
		label: said,
		/** A second line below the field. */
		hint: said.optional(),
		required: z.boolean().default(false),
		...more,
	})

const whole = z.int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)

export const formField = z.discriminatedUnion('is', [
	/** `lines`: how high the field is drawn. */
	field('text', {
		max: z.int().min(1).max(4000).default(500),
		min: z.int().min(1).max(4000).optional(),
		lines: z.int().min(1).max(20).default(1),
	}),
	/** `decimals`: how many places are kept; none: a whole number. */
	field('number', {
		min: z.number().optional(),
		max: z.number().optional(),
		decimals: z.int().min(0).max(6).default(0),
	}),
	/** Integer minor units of the currency. */
	field('money', {
		currency: z.enum(['CNY', 'HKD', 'USD', 'EUR']).default('CNY'),
		min: whole.default(0),
		max: whole.optional(),
	}),
	field('date', {}),
	/** A moment, with its zone. */
	field('time', {}),
	field('yes_no', {}),
	field('choice', {
		of: z
			.array(z.strictObject({ value: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), label: said }))
			.min(2)
			.max(50),
	}),
	/** A document by its number. */
	field('document', {}),
])
export type FormField = z.output<typeof formField>

export const taskForm = z.strictObject({
	title: said.optional(),
	fields: z
		.array(formField)
		.max(40)
		.refine((fields) => new Set(fields.map((one) => one.key)).size === fields.length, 'names a value twice')
		.refine(
			(fields) =>
				fields.every((one) => !('min' in one && 'max' in one) || (one.min ?? -Infinity) <= (one.max ?? Infinity)),
			'has a least above its most',
		),
})
export type TaskForm = z.output<typeof taskForm>

/** What a form is answered with: names and JSON values. Money: integer minor units; moments RFC 3339; dates `2026-11-30`. */
export const formAnswer = z.record(key, z.union([z.string().max(8000), z.number(), z.boolean(), z.null()]))
export type FormAnswer = z.output<typeof formAnswer>
