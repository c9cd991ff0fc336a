import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { identitySlice } from '#kernel/identity/api.ts'
import {
	agencyBranch,
	credentialKind,
	holdReason,
	locale,
	organisationMode,
	postKind,
	revokedWhy,
	sessionMethod,
} from '#kernel/identity/contract.ts'
import { tier } from '#kernel/contract/scalars.ts'
import { inTx } from '#tests/database.ts'

const lists = [
	['organisation', 'mode', organisationMode],
	['agency', 'tier', tier],
	['agency', 'branch', agencyBranch],
	['post', 'kind', postKind],
	['credential', 'kind', credentialKind],
	['session', 'method', sessionMethod],
	['session', 'locale', locale],
	['session', 'revoked_why', revokedWhy],
	['session_hold', 'reason', holdReason],
] as const

it.each(lists)(
	'I30 the words of identity.%s.%s in the database are those of the contract',
	async (table, column, list) => {
		const { rows } = await inTx((tx) =>
			sql<{ text: string }>`select pg_get_constraintdef(c.oid) as text
			from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
			where c.contype = 'c' and c.conrelid = ${`identity.${table}`}::text::regclass and a.attname = ${column}`.execute(
				tx,
			),
		)
		const words = rows.flatMap(({ text }) => [...text.matchAll(/'([a-z_]+)'::text/g)].map((found) => found[1]))
		expect(new Set(words)).toEqual(new Set(list.options))
	},
)

const wordsOf = (language: 'en' | 'zh'): Record<string, string> =>
	JSON.parse(readFileSync(new URL(`../words/${language}.json`, import.meta.url), 'utf8'))

it('I30 every word of the lists has its text in both languages', () => {
	const en = wordsOf('en')
	const zh = wordsOf('zh')
	expect(Object.keys(en)).toEqual(Object.keys(zh))
	const named = [
		['tier', tier],
		['branch', agencyBranch],
		['credential', credentialKind],
		['post', postKind],
		['method', sessionMethod],
		['hold', holdReason],
		['mode', organisationMode],
	] as const
	for (const [list, { options }] of named) {
		for (const word of options) {
			expect(en[`identity.${list}.${word}`], word).toBeTruthy()
			expect(zh[`identity.${list}.${word}`], word).toMatch(/[\u4e00-\u9fff]/)
		}
	}
})

const declarations = [...identitySlice.acts, ...identitySlice.views].map((one) => one.declaration)

it.each(declarations.map((one) => [one.name, one] as const))(
	'I30 the example of %s fits its contract',
	(_name, one) => {
		expect(one.input.parse(one.example.input)).toBeTruthy()
		expect(one.output.parse(one.example.output)).toBeTruthy()
	},
)
