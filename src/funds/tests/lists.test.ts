import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { openFresh } from '#tests/database.ts'
import {
	answerIs,
	answerStanding,
	answerWay,
	approverPost,
	bankKind,
	endReason,
	matchField,
	measureKind,
	measureState,
	objectionAnswer,
	rulePack,
	fraudScheme,
	holderKind,
	payChannel,
	orderIs,
	orderWay,
	trayWhy,
	payeeKind,
	returnReading,
	returnRuling,
	returnState,
	returnWay,
	reportState,
	requestField,
	requestKind,
	requestState,
	signedWay,
	statementFormat,
	statementState,
	useKind,
} from '../contract.ts'

let store: Store
beforeAll(async () => {
	store = await openFresh()
}, 120_000)
afterAll(() => store?.close())

test('F13 closed word lists are CHECK constraints and equal the lists of the contract', async () => {
	const { rows } = await sql<{ definition: string }>`
		select pg_get_constraintdef(c.oid) as definition from pg_constraint c join pg_namespace n on n.oid = c.connamespace
		where n.nspname = 'funds' and c.contype = 'c'`.execute(store.db)
	const sets = rows.map(
		({ definition }) => new Set([...definition.matchAll(/'([a-z0-9_]+)'::text/g)].map((match) => match[1])),
	)
	const measures = [measureKind, measureState, matchField, endReason, rulePack, approverPost, objectionAnswer]
	const lists = [
		...measures,
		payeeKind,
		holderKind,
		useKind,
		payChannel,
		fraudScheme,
		reportState,
		signedWay,
		bankKind,
		answerIs,
		answerStanding,
		answerWay,
		orderIs,
		orderWay,
		trayWhy,
		requestField,
		requestKind,
		requestState,
		statementFormat,
		statementState,
	]
	const returns = [returnWay, returnReading, returnState, returnRuling]
	for (const list of [...lists, ...returns]) expect(sets).toContainEqual(new Set<string>(list.options))
})

test('F14 nothing of funds has a payee that is an agency: no column, in any table, points from money to one', async () => {
	const { rows } = await sql<{ name: string }>`
		select c.table_name || '.' || c.column_name as name from information_schema.columns c
		where c.table_schema = 'funds' and c.column_name ~ '(payee|to|beneficiary|recipient)_agency'`.execute(store.db)
	expect(rows).toEqual([])
})
