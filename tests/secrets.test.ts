import { expect, it } from 'vitest'
import { z } from 'zod'
import { slices } from '#app/slices.ts'

/** What a person or a machine shows to be let in. */
const secretName = /pass(word|phrase)|secret|pin$|otp$|token|assertion|registration|firstKeys|^keys$|privateKey/i

type Shape = {
	readonly properties?: Readonly<Record<string, Shape>>
	readonly items?: Shape
	readonly anyOf?: readonly Shape[]
	readonly oneOf?: readonly Shape[]
}

const shapeOf = (schema: z.ZodType, io: 'input' | 'output'): Shape =>
	z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape

/** The topmost fields under which a secret's name stands, however deep. */
function secretFields(shape: Shape): readonly string[] {
	return Object.entries(shape.properties ?? {})
		.filter(([name, inner]) => secretName.test(name) || holdsSecret(inner))
		.map(([name]) => name)
}

function holdsSecret(shape: Shape): boolean {
	const inner = [shape.items, ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].filter((one) => one !== undefined)
	return secretFields(shape).length > 0 || inner.some(holdsSecret)
}

const acts = slices.flatMap((slice) => slice.acts.map((one) => one.declaration))

it('S3 every act of every slice says which of its fields are secrets', () => {
	const takes = acts.flatMap(({ name, input, secret }) =>
		secretFields(shapeOf(input, 'input')).map((field) => ({ name, field, said: secret?.includes(field) === true })),
	)
	expect(takes.length).toBeGreaterThan(8)
	expect(takes.filter(({ said }) => !said)).toEqual([])
})

it('S3 every act whose answer is a key says so, or answers a session', () => {
	const answers = /^(key|code|token|secret|password)$/
	const gives = acts.filter(({ output }) =>
		Object.keys(shapeOf(output, 'output').properties ?? {}).some((name) => answers.test(name)),
	)
	expect(gives.map(({ name }) => name)).toContain('identity.enrolment.open')
	expect(gives.filter(({ secret }) => secret === undefined).map(({ name }) => name)).toEqual([])
})
