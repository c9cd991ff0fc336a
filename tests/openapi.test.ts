import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { slices } from '#app/slices.ts'
import { apiPage } from '#kernel/http/api-page.ts'
import { openapi } from '#kernel/http/openapi.ts'

const declarations = slices.flatMap((slice) => [...slice.acts, ...slice.views].map((one) => one.declaration))

it('H6 the document is valid OpenAPI 3.1 and holds every act and view', async () => {
	const document = openapi(declarations)
	const result = await new Validator().validate(structuredClone(document))
	expect(result.errors ?? []).toEqual([])
	expect(result.valid).toBe(true)
	expect(Object.keys(document['paths'] ?? {})).toHaveLength(declarations.length)
})

it('H6 every example fits its own schema', () => {
	const faults: string[] = []
	for (const one of declarations) {
		const input = one.input.strict().safeParse(one.example.input)
		const output = one.output.safeParse(one.example.output)
		if (!input.success) faults.push(`${one.name} input: ${input.error.message}`)
		if (!output.success) faults.push(`${one.name} output: ${output.error.message}`)
	}
	expect(faults).toEqual([])
})

it('H6 the readable page names every act and view and lets no text become markup', () => {
	const page = apiPage(declarations, 'nonce')
	for (const { name } of declarations) expect(page).toContain(`id="${name}"`)
	expect(page).not.toMatch(/<script/)
})
