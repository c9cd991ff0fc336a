import { z } from 'zod'
import type { ActDeclaration, Declaration, FeedDeclaration, ViewDeclaration } from '../contract/declare.ts'
import { type ProblemCode, problemStatus } from '../refusal.ts'

type Json = { readonly [key: string]: unknown }

/** The OpenAPI 3.1 document of all declared acts, views and feeds, with their examples. Written from the contracts alone. */
export function openapi(declarations: readonly Declaration[], feeds: readonly FeedDeclaration[] = []): Json {
	const schemas = new Schemas()
	const acts = declarations.filter((one) => one.kind === 'act')
	const views = declarations.filter((one) => one.kind === 'view')
	return {
		openapi: '3.1.0',
		info: {
			title: 'Seawall',
			version: '0.2.0',
			summary: 'Acts change, views show. Every act rests on a written rule and stands in the ledger.',
			license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
		},
		servers: [{ url: '/' }],
		tags: [
			{ name: 'acts', description: 'The only way to change anything.' },
			{
				name: 'views',
				description:
					'The only way to show anything. Where the input is too long for an address, POST it to the same path as {"input", "purpose"}.',
			},
			{
				name: 'feeds',
				description: 'What machines send: each with a key of its own, opened by an act or by the operator.',
			},
		],
		paths: Object.fromEntries([
			...acts.map((one) => actPath(one, schemas)),
			...views.map((one) => viewPath(one, schemas)),
			...feeds.map((one) => feedPath(one, schemas)),
		]),
		components: {
			// Read after the paths above, which fill it.
			schemas: { Problem: problemSchema, Purpose: purposeSchema, ...schemas.shared },
			securitySchemes: {
				session: { type: 'apiKey', in: 'cookie', name: 'seawall_session' },
				feedKey: { type: 'http', scheme: 'bearer', description: 'The key of one feed.' },
			},
			parameters: {
				IdempotencyKey: {
					name: 'Idempotency-Key',
					in: 'header',
					required: true,
					description:
						'One key for one intent: asked again with the same key, the act happens once and is answered alike.',
					schema: { type: 'string', pattern: '^[!-~]{8,64}$' },
					example: '0f6c1c1e-2f7b-4d0a-9a55-0d1c52c4f6de',
				},
			},
		},
		security: [{ session: [] }],
	}
}

function actPath(act: ActDeclaration, schemas: Schemas): [string, Json] {
	const body = {
		type: 'object',
		additionalProperties: false,
		required: act.purpose === 'required' ? ['input', 'purpose'] : ['input'],
		properties: { input: schemas.of(act.input, 'input'), purpose: { $ref: '#/components/schemas/Purpose' } },
	}
	const purpose = act.purpose === 'required' ? { purpose: { reason: 'follow-up of the call' } } : {}
	return [
		`/api/acts/${act.name}`,
		{
			post: {
				operationId: act.name,
				tags: ['acts'],
				summary: act.summary.en,
				description: act.summary.zh,
				...(act.anonymous === true ? { security: [] } : {}),
				parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
				requestBody: {
					required: true,
					content: { 'application/json': { schema: body, example: { input: act.example.input, ...purpose } } },
				},
				responses: {
					200: answer(
						{
							output: schemas.of(act.output, 'output'),
							receipt: { type: 'string', pattern: '^[0-9a-f]{64}$' },
							at: instantSchema,
						},
						{ output: act.example.output, receipt: exampleReceipt, at: exampleAt },
					),
					...problems,
				},
			},
		},
	]
}

function viewPath(view: ViewDeclaration, schemas: Schemas): [string, Json] {
	const { properties, required } = propertiesOf(schemas.of(view.input, 'input'))
	const example: Json = isRecord(view.example.input) ? view.example.input : {}
	const parameters = Object.entries(properties).map(([name, schema]) => ({
		name,
		in: 'query',
		required: required.includes(name),
		schema,
		...(name in example ? { example: example[name] } : {}),
	}))
	const purpose = view.purpose === 'required'
	return [
		`/api/views/${view.name}`,
		{
			get: {
				operationId: view.name,
				tags: ['views'],
				summary: view.summary.en,
				description: `${view.summary.zh}${view.looks === 'entered' ? ' Opening it is entered in the ledger.' : ''}`,
				...(view.anonymous === true ? { security: [] } : {}),
				parameters: [
					...parameters,
					{ name: 'purposeReason', in: 'query', required: purpose, schema: { type: 'string', maxLength: 300 } },
					{ name: 'purposeMatter', in: 'query', required: false, schema: { type: 'string', format: 'uuid' } },
				],
				responses: {
					200: answer(
						{ output: schemas.of(view.output, 'output'), at: instantSchema },
						{ output: view.example.output, at: exampleAt },
					),
					...problems,
				},
			},
		},
	]
}

function feedPath(feed: FeedDeclaration, schemas: Schemas): [string, Json] {
	return [
		feed.path,
		{
			post: {
				operationId: feed.name,
				tags: ['feeds'],
				summary: feed.summary.en,
				description: `${feed.summary.zh} ${feed.key.en} ${feed.key.zh}`,
				security: [{ feedKey: [] }],
				requestBody: {
					required: true,
					content: { 'application/json': { schema: schemas.of(feed.input, 'input'), example: feed.example.input } },
				},
				responses: {
					200: {
						description: 'Taken',
						content: {
							'application/json': { schema: schemas.of(feed.output, 'output'), example: feed.example.output },
						},
					},
					...problems,
				},
			},
		},
	]
}

const exampleAt = '2026-11-24T02:47:22.000Z'
const exampleReceipt = 'b7c14e09a2d577f06e340b9cffb37a989ca544e6bb780a2c78901d3fb3373844'
const instantSchema = { type: 'string', format: 'date-time' }

const purposeSchema = {
	type: 'object',
	additionalProperties: false,
	required: ['reason'],
	properties: { matter: { type: 'string', format: 'uuid' }, reason: { type: 'string', minLength: 1, maxLength: 300 } },
}

const problemSchema = {
	type: 'object',
	required: ['type', 'title', 'status', 'code', 'detail'],
	properties: {
		type: { type: 'string', format: 'uri-reference' },
		title: { type: 'string' },
		status: { type: 'integer' },
		code: { type: 'string', enum: Object.keys(problemStatus) },
		detail: { type: 'string', description: 'What happened and what to do, in the language asked for.' },
		rule: { type: 'string', description: 'Id of the rule that refused.' },
		field: { type: 'string', description: 'Input field the refusal is about.' },
	},
}

function answer(properties: Json, example: Json): Json {
	const schema = { type: 'object', required: Object.keys(properties), properties }
	return { description: 'Done', content: { 'application/json': { schema, example } } }
}

/** One response per status, naming the codes it may carry. */
const problems: Json = Object.fromEntries(
	[...new Set(Object.values(problemStatus))].map((status) => [
		status,
		{
			description: codesOf(status).join(', '),
			content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
		},
	]),
)

function codesOf(status: number): ProblemCode[] {
	const codes: ProblemCode[] = []
	for (const [code, its] of Object.entries(problemStatus)) {
		// Object.entries widens the key; the record's own keys are the codes.
		if (its === status) codes.push(code as ProblemCode)
	}
	return codes
}

/** JSON Schemas 2020-12 of contracts' schemas; what JSON cannot say (refinements) is left out. */
class Schemas {
	/** Schemas that refer to themselves stand once, under the document's components. */
	readonly shared: Record<string, unknown> = {}
	#count = 0

	of(schema: z.ZodType, io: 'input' | 'output'): Json {
		const { $schema: _dialect, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
		if (!isRecord($defs)) return rest
		this.#count += 1
		const name = (local: string) => `Shared${this.#count}${local.replaceAll(/[^A-Za-z0-9]/g, '')}`
		const moved = (value: unknown): unknown => {
			if (Array.isArray(value)) return value.map(moved)
			if (!isRecord(value)) return value
			return Object.fromEntries(
				Object.entries(value).map(([key, its]) => [
					key,
					key === '$ref' && typeof its === 'string'
						? its.replace(/^#\/\$defs\/(.+)$/, (_all, local: string) => `#/components/schemas/${name(local)}`)
						: moved(its),
				]),
			)
		}
		for (const [local, its] of Object.entries($defs)) this.shared[name(local)] = moved(its)
		const result = moved(rest)
		return isRecord(result) ? result : {}
	}
}

function propertiesOf(schema: Json): { properties: Json; required: readonly string[] } {
	const { properties, required } = schema
	return {
		properties: isRecord(properties) ? properties : {},
		required: Array.isArray(required) ? required.map(String) : [],
	}
}

function isRecord(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
