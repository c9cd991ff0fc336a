import type { z } from 'zod'
import type { Words } from '../contract/declare.ts'
import { purpose as purposeSchema, type Purpose } from '../contract/scalars.ts'
import { Refusal } from '../refusal.ts'

/** Reads `value` by `schema`, refusing unknown fields; the refusal names the first field that is wrong. */
export function parseInput<I extends z.ZodObject>(schema: I, value: unknown): z.output<I> {
	const result = strictOf(schema).safeParse(value ?? {})
	if (result.success) return result.data as z.output<I>
	throw fieldRefusal(result.error.issues[0])
}

const strict = new WeakMap<z.ZodObject, z.ZodObject>()

/** The schema refusing unknown fields; made once, since a new schema is compiled anew. */
function strictOf(schema: z.ZodObject): z.ZodObject {
	let made = strict.get(schema)
	if (made === undefined) {
		made = schema.strict()
		strict.set(schema, made)
	}
	return made
}

/** Reads a purpose; null when none was given. */
export function parsePurpose(value: unknown): Purpose | null {
	if (value === undefined || value === null) return null
	const result = purposeSchema.safeParse(value)
	if (result.success) return result.data
	throw fieldRefusal(result.error.issues[0], 'purpose')
}

function fieldRefusal(issue: z.core.$ZodIssue | undefined, under?: string): Refusal {
	const path = [...(under === undefined ? [] : [under]), ...(issue?.path ?? [])].map(String)
	if (issue?.code === 'unrecognized_keys') path.push(issue.keys[0] ?? '')
	const field = path.join('/').slice(0, 200)
	return new Refusal('invalid', sentence(issue, field), { field })
}

function sentence(issue: z.core.$ZodIssue | undefined, field: string): Words {
	if (issue?.code === 'unrecognized_keys') {
		return { en: `The field ${field} is not known here.`, zh: `这里没有字段 ${field}。` }
	}
	const name = field === '' ? { en: 'The input', zh: '输入内容' } : { en: `The field ${field}`, zh: `字段 ${field}` }
	const reason = issue?.message ?? 'cannot be read'
	return { en: `${name.en} is not right: ${reason}.`, zh: `${name.zh} 不对：${reason}。` }
}

const keyShape = /^[\x21-\x7e]{8,64}$/

/** An idempotency key: 8 to 64 visible ASCII characters. */
export function parseKey(value: unknown): string {
	if (typeof value === 'string' && keyShape.test(value)) return value
	throw new Refusal(
		'invalid',
		{
			en: 'Send an Idempotency-Key of 8 to 64 visible characters with every act.',
			zh: '每个操作都要带 8 到 64 个可见字符的 Idempotency-Key。',
		},
		{ field: 'Idempotency-Key' },
	)
}
