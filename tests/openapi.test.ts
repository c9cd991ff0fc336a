import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { slices } from '#app/slices.ts'
import { apiPage } from '#kernel/http/api-page.ts'
import { openapi } from '#kernel/http/openapi.ts'

const declarations = slices.flatMap((slice) => [...slice.acts, ...slice.views].map((one) => one.declaration))

const feeds = slices.flatMap((slice) => slice.feeds ?? [])

it('H6 the document is valid OpenAPI 3.1 and holds every act, view and feed', async () => {
	const document = openapi(declarations, feeds)
	const result = await new Validator().validate(structuredClone(document))
	expect(result.errors ?? []).toEqual([])
	expect(result.valid).toBe(true)
	expect(Object.keys(document['paths'] ?? {})).toHaveLength(declarations.length + feeds.length)
	for (const path of ['/calls/telephony', '/positions'])
		expect(document).toHaveProperty(['paths', path, 'post', 'security'], [{ feedKey: [] }])
})

it('H6 every example fits its own schema', () => {
	const faults: string[] = []
	for (const one of feeds) {
		const input = one.input.safeParse(one.example.input)
		const output = one.output.safeParse(one.example.output)
		if (!input.success) faults.push(`${one.name} input: ${input.error.message}`)
		if (!output.success) faults.push(`${one.name} output: ${output.error.message}`)
	}
	for (const one of declarations) {
		const input = one.input.strict().safeParse(one.example.input)
		const output = one.output.safeParse(one.example.output)
		if (!input.success) faults.push(`${one.name} input: ${input.error.message}`)
		if (!output.success) faults.push(`${one.name} output: ${output.error.message}`)
	}
	expect(faults).toEqual([])
})

it('H6 the readable page names every act, view and feed and lets no text become markup', () => {
	const page = apiPage(declarations, 'nonce', feeds)
	for (const { name } of [...declarations, ...feeds]) expect(page).toContain(`id="${name}"`)
	expect(page).not.toMatch(/<script/)
})
