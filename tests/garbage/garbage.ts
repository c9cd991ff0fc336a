import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { z } from 'zod'
import type { Declaration } from '#kernel/contract/declare.ts'

/**
 * One hostile input, with what was done to it. `wrong`: the schema refuses it, as another reader of JSON Schema says, and
 * `field` is what the refusal must name. `senseless`: the shape is right, but no rule may take it.
 */
export type Garbage = {
	readonly input: unknown
	readonly what: string
	readonly wrong: boolean
	readonly field?: string
	readonly senseless?: boolean
}

type Schema = {
	readonly type?: string
	readonly properties?: Readonly<Record<string, Schema>>
	readonly required?: readonly string[]
	readonly items?: Schema | false
	readonly prefixItems?: readonly Schema[]
	readonly enum?: readonly unknown[]
	readonly anyOf?: readonly Schema[]
	readonly oneOf?: readonly Schema[]
	readonly const?: unknown
	readonly pattern?: string
	readonly format?: string
	readonly minimum?: number
	readonly maximum?: number
	readonly $defs?: Readonly<Record<string, Schema>>
}

const hostileTexts = [
	'',
	' ',
	'\u0000',
	'a\u0007b',
	'\ud800',
	'\udc00x',
	'\u202etxt',
	"'; drop table dispatch.incident; --",
	'<script>alert(1)</script>',
	'../../etc/passwd',
	'x'.repeat(100_000),
	'null',
	'1e309',
	'２０２６年',
	'汐'.repeat(5_000),
]
const hostileTimes = [
	'2026-11-24',
	'2026-11-24T00:00:00',
	'2999-01-01T00:00:00Z',
	'1899-12-31T23:59:60Z',
	'2026-13-40T25:61:00+99:00',
	'now',
]
const hostileNumbers = [-1, 0, 1.5, 2 ** 31, 2 ** 53, 2 ** 64, -(2 ** 63), 1e308, -0]
const hostilePoints = [
	[29.9, 121.9],
	[181, 0],
	[0, 91],
	[0],
	[],
	[null, null],
	['121', '29'],
	[1e308, 1e308],
	[0, 0, 0],
]
const hostileAnything: readonly unknown[] = [
	null,
	true,
	[],
	{},
	[[[[]]]],
	{ __proto__: { admin: true } },
	{ constructor: 1 },
	Number.NaN,
]

/**
 * Hostile inputs for an act or a view: its example with one field after another dropped, swapped, lengthened or broken,
 * fields nobody knows, and values drawn from its schema. `seed` makes the drawn part repeatable.
 */
export function garbageFor(declaration: Declaration, seed: number): readonly Garbage[] {
	const schema: Schema = z.toJSONSchema(declaration.input, { io: 'input', unrepresentable: 'any' }) as Schema
	const example = { ...declaration.example.input }
	const out: Garbage[] = [
		...[null, 7, 'text', [], [example], true].map((input) => ({
			input,
			what: 'not an object',
			wrong: input !== null || (schema.required ?? []).length > 0,
		})),
		{ input: { ...example, rank_of_officer: 1 }, what: 'unknown field', wrong: true },
		{ input: JSON.parse('{"__proto__":{"a":1},"constructor":{"b":2}}'), what: 'prototype fields', wrong: true },
		{ input: example, what: 'the example', wrong: false },
	]
	for (const [field, its] of Object.entries(schema.properties ?? {})) {
		const { [field]: _dropped, ...without } = example
		const required = (schema.required ?? []).includes(field)
		out.push({ input: without, what: `${field} dropped`, wrong: required })
		for (const value of hostileFor(its)) {
			const wrong = declaration.kind === 'act' && (!fits(schema, field, value) || isBrokenText(value))
			const senseless = declaration.kind === 'act' && (isFarFuture(its, value) || isElsewhere(its, value))
			out.push({ input: { ...example, [field]: value }, what: `${field} = ${shown(value)}`, wrong, field, senseless })
		}
	}
	const drawn = fc.sample(arbitraryOf(schema), { numRuns: 6, seed })
	for (const input of drawn) out.push({ input, what: 'drawn from the schema', wrong: false })
	return out
}

const ajv = new Ajv2020({ strict: false, validateFormats: true })
addFormats.default(ajv)
const readers = new WeakMap<object, ValidateFunction>()

/** Whether the value fits the field's schema, by a reader that is not ours. Through JSON, as it would arrive. */
function fits(schema: Schema, field: string, value: unknown): boolean {
	const its = schema.properties?.[field]
	const text = JSON.stringify(value)
	if (its === undefined || text === undefined) return false
	let reader = readers.get(its)
	if (reader === undefined) {
		reader = ajv.compile({ ...its, $defs: schema.$defs })
		readers.set(its, reader)
	}
	return reader(JSON.parse(text))
}

/** Control characters and lone surrogates: no text of ours holds them, and JSON Schema cannot say so. */
function isBrokenText(value: unknown): boolean {
	return typeof value === 'string' && (/[\u0000-\u0008]/.test(value) || !value.isWellFormed())
}

function isFarFuture(schema: Schema, value: unknown): boolean {
	return schema.format === 'date-time' && typeof value === 'string' && value.startsWith('2999')
}

/** A point that is no place of the demo town. */
function isElsewhere(schema: Schema, value: unknown): boolean {
	return schema.prefixItems !== undefined && Array.isArray(value)
}

function hostileFor(schema: Schema): readonly unknown[] {
	const all = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
	const values: unknown[] = [...hostileAnything]
	if (all.some((one) => one.type === 'string')) values.push(...hostileTexts)
	if (all.some((one) => one.format === 'date-time')) values.push(...hostileTimes)
	if (all.some((one) => one.type === 'number' || one.type === 'integer')) values.push(...hostileNumbers, '1', 'x')
	if (all.some((one) => one.prefixItems !== undefined)) values.push(...hostilePoints)
	if (all.some((one) => one.type === 'array' && one.prefixItems === undefined))
		values.push([null], Array(10_000).fill('x'), {})
	return values
}

function shown(value: unknown): string {
	return (JSON.stringify(value) ?? String(value)).slice(0, 40)
}

/** Values of the right shape but with arbitrary contents. */
function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
	const options = schema.anyOf ?? schema.oneOf
	if (options !== undefined) return fc.oneof(...options.map(arbitraryOf))
	if (schema.const !== undefined) return fc.constant(schema.const)
	if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
	switch (schema.type) {
		case 'object': {
			const required = new Set(schema.required ?? [])
			const entries = Object.entries(schema.properties ?? {})
			return fc.record(Object.fromEntries(entries.map(([name, its]) => [name, arbitraryOf(its)])), {
				requiredKeys: entries.map(([name]) => name).filter((name) => required.has(name)),
			})
		}
		case 'array':
			if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map(arbitraryOf))
			return fc.array(schema.items ? arbitraryOf(schema.items) : fc.anything(), { maxLength: 4 })
		case 'integer':
			return fc.integer({
				min: Math.max(schema.minimum ?? -1000, -(2 ** 31)),
				max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1),
			})
		case 'number':
			return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
		case 'boolean':
			return fc.boolean()
		case 'null':
			return fc.constant(null)
		case 'string':
			return stringOf(schema)
		default:
			return fc.jsonValue()
	}
}

function stringOf(schema: Schema): fc.Arbitrary<string> {
	if (schema.format === 'date-time')
		return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString())
	if (schema.pattern?.includes('[0-9a-f]{8}-')) return fc.uuid({ version: 7 })
	if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern))
	return fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
}
