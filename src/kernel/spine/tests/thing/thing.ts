import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { z } from 'zod'
import { performs } from '#kernel/act.ts'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, text, version } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Slice } from '#kernel/slice.ts'
import { shows } from '#kernel/view.ts'

/** The smallest slice that turns on everything the spine does: one table, two acts, one view. */
export const thingSql = `
create schema spine_test;
create table spine_test.thing (id uuid primary key, agency_id uuid not null, note text not null, version int not null);
grant usage on schema spine_test to seawall_app;
grant select, insert, update on spine_test.thing to seawall_app;`

const thing = resource({
	type: 'Thing',
	table: 'spine_test.thing',
	id: 'id',
	see: 'spine.thing.see',
	attributes: { agency: { is: 'Agency', column: 'agency_id' } },
})

const example = '01980000-0000-7000-8000-000000000001'

const noteThing = act({
	name: 'spine.thing.note',
	summary: { en: 'Write a note', zh: '写备注' },
	resource: thing,
	input: z.strictObject({ thing: id, version, note: text(200), refuse: z.boolean().optional() }),
	output: z.object({ version }),
	purpose: 'none',
	personal: ['note'],
	example: { input: { thing: example, version: 1, note: 'a' }, output: { version: 2 } },
})

const sealThing = act({
	name: 'spine.thing.seal',
	summary: { en: 'Seal', zh: '封存' },
	resource: thing,
	input: z.strictObject({ thing: id }),
	output: z.object({}),
	purpose: 'required',
	personal: [],
	example: { input: { thing: example }, output: {} },
})

const showThing = view({
	name: 'spine.thing.show',
	summary: { en: 'Show a thing', zh: '查看' },
	resource: thing,
	input: z.strictObject({ thing: id }),
	output: z.object({ note: z.string() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { thing: example }, output: { note: 'a' } },
})

type Row = { id: string; agency_id: string; note: string; version: number }

async function needThing(tx: Tx, wanted: string, lock: boolean): Promise<Row> {
	const { rows } =
		await sql<Row>`select * from spine_test.thing where id = ${wanted} ${lock ? sql`for update` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound()
	return row
}

const subjectOf = (row: Row): Subject => ({ resource: thing, id: row.id, attributes: { agency: row.agency_id } })

async function load(tx: Tx, input: { thing: string }) {
	const row = await needThing(tx, input.thing, true)
	return { subject: subjectOf(row), row, version: row.version }
}

export const thingSlice: Slice = {
	name: 'spine',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources: [thing],
	acts: [
		performs(noteThing, {
			load,
			async run({ tx }, row, input) {
				await sql`update spine_test.thing set note = ${input.note}, version = version + 1 where id = ${row.id}`.execute(
					tx,
				)
				if (input.refuse === true) throw new Refusal('wrong_state', 'It may not be changed now.', { rule: 'T9' })
				return {
					output: { version: row.version + 1 },
					fact: { version: row.version + 1 },
					personal: { note: input.note },
					messages: [
						{ topic: 'spine.thing.noted', resource: { type: 'Thing', id: row.id }, body: { version: row.version + 1 } },
					],
				}
			},
		}),
		performs(sealThing, { load, run: async () => ({ output: {}, fact: {} }) }),
	],
	views: [
		shows(showThing, {
			subject: async (tx, input) => subjectOf(await needThing(tx, input.thing, false)),
			async show({ tx }, input) {
				const row = await needThing(tx, input.thing, false)
				return { output: { note: row.note }, records: [{ type: 'Thing', id: row.id }] }
			},
		}),
	],
}
