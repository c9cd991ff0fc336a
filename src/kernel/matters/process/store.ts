import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Happening, Step } from './happening.ts'
import type { Model } from './model.ts'
import { needDrawing, type Published } from './published.ts'
import { changes, type Rest, restOf, stateOf, type TokenRow, tokenRow, type WaitRow, waitRow } from './rows.ts'
import type { State } from './state.ts'
import './tables.ts'

/** An instance as it stands in the database. */
export type Instance = {
	readonly id: string
	readonly matter: string
	readonly published: Published
	readonly model: Model
	readonly caller: { readonly instance: string; readonly wait: number } | null
	readonly version: number
	readonly state: State
}

type Row = {
	matter_id: string
	drawing_id: string
	process: string
	caller_id: string | null
	caller_wait: number | null
	rest: Rest
	version: number
	ended_how: 'completed' | 'failed' | 'cancelled' | null
	ended_code: string | null
	tokens: TokenRow[]
	waits: WaitRow[]
}

/** Locks the matter an instance belongs to, so that its instances move one after the other; false when there is none. */
export async function lockMatter(tx: Tx, instance: string): Promise<boolean> {
	const { rows } = await sql`select id from matters.matter
		where id = (select matter_id from matters.instance where id = ${instance}::uuid) for update`.execute(tx)
	return rows.length > 0
}

/** Reads an instance; null when there is none. Lock its matter first. */
export async function findInstance(tx: Tx, id: string): Promise<Instance | null> {
	const { rows } = await sql<Row>`
		select i.matter_id, i.drawing_id, i.process, i.caller_id, i.caller_wait, i.rest, i.version, i.ended_how, i.ended_code,
			coalesce((select jsonb_agg(jsonb_build_object('n', n, 'element', element, 'scope', scope, 'state', state, 'rest', rest)
				order by n) from matters.process_token where instance_id = i.id), '[]') as tokens,
			coalesce((select jsonb_agg(jsonb_build_object('n', n, 'kind', kind, 'element', element, 'token', token,
				'scope', scope, 'name', name, 'key', key, 'due_at', due_at, 'cycle', cycle, 'lane', lane)
				order by n) from matters.process_wait where instance_id = i.id), '[]') as waits
		from matters.instance i where i.id = ${id}::uuid`.execute(tx)
	const [row] = rows
	if (row === undefined) return null
	const published = await needDrawing(tx, row.drawing_id)
	const model = published.models.get(row.process)
	if (model === undefined) throw new Error(`drawing ${row.drawing_id} holds no process ${row.process}`)
	const state = stateOf(row.process, row.rest, row.tokens, row.waits)
	if (row.ended_how !== null)
		state.ended = { how: row.ended_how, ...(row.ended_code === null ? {} : { code: row.ended_code }) }
	const caller = row.caller_id === null ? null : { instance: row.caller_id, wait: row.caller_wait ?? 0 }
	return { id, matter: row.matter_id, published, model, caller, version: row.version, state }
}

/** What one advance left behind. */
type Left = {
	readonly state: State
	readonly happening: Happening['is']
	readonly steps: readonly Step[]
	readonly now: Date
}

/** Writes a new instance with its rows. */
export async function insertInstance(tx: Tx, instance: Omit<Instance, 'state' | 'version'>, left: Left): Promise<void> {
	const { id, matter, published, model, caller } = instance
	const { ended } = left.state
	await sql`
		insert into matters.instance (id, matter_id, drawing_id, process, caller_id, caller_wait, rest, ended_how, ended_code,
			opened_at, ended_at)
		values (${id}::uuid, ${matter}::uuid, ${published.drawing}::uuid, ${model.id}::text,
			${caller?.instance ?? null}::uuid, ${caller?.wait ?? null}::integer, ${json(restOf(left.state))}::text::jsonb,
			${ended?.how ?? null}::text, ${ended?.code ?? null}::text, ${left.now}::timestamptz,
			${ended === undefined ? null : left.now}::timestamptz)`.execute(tx)
	await writeRows(tx, instance, { process: model.id, last: 0, scopes: [], undos: [], tokens: [], waits: [] }, left, 1)
}

/** Writes what an advance changed, and nothing else. */
export async function updateInstance(tx: Tx, instance: Instance, left: Left): Promise<void> {
	const { ended } = left.state
	await sql`
		update matters.instance set rest = ${json(restOf(left.state))}::text::jsonb, version = version + 1,
			ended_how = ${ended?.how ?? null}::text, ended_code = ${ended?.code ?? null}::text,
			ended_at = ${ended === undefined ? null : left.now}::timestamptz
		where id = ${instance.id}::uuid`.execute(tx)
	await writeRows(tx, instance, instance.state, left, instance.version + 1)
}

function json(value: unknown): string {
	return JSON.stringify(value)
}

/** Tokens, waits, the step, and the matter's version: one statement. */
async function writeRows(
	tx: Tx,
	{ id, matter, model, caller }: Omit<Instance, 'state' | 'version'>,
	before: State,
	{ state, happening, steps, now }: Left,
	version: number,
): Promise<void> {
	const tokens = changes(before.tokens.map(tokenRow), state.tokens.map(tokenRow))
	const row = (wait: State['waits'][number]) => waitRow(model, wait)
	const waits = changes(before.waits.map(row), state.waits.map(row))
	const isClosed = caller === null && state.ended !== undefined
	await sql`
		with token_gone as (
			delete from matters.process_token where instance_id = ${id}::uuid
				and n in (select jsonb_array_elements_text(${json(tokens.gone)}::text::jsonb)::integer)
		),
		token_put as (
			insert into matters.process_token (instance_id, n, element, scope, state, rest, arrived_at)
			select ${id}::uuid, n, element, scope, state, rest, ${now}::timestamptz
			from jsonb_to_recordset(${json(tokens.put)}::text::jsonb)
				as t (n integer, element text, scope integer, state text, rest jsonb)
			on conflict (instance_id, n) do update set element = excluded.element, scope = excluded.scope,
				state = excluded.state, rest = excluded.rest, arrived_at = excluded.arrived_at
		),
		wait_gone as (
			delete from matters.process_wait where instance_id = ${id}::uuid
				and n in (select jsonb_array_elements_text(${json(waits.gone)}::text::jsonb)::integer)
		),
		wait_put as (
			insert into matters.process_wait (instance_id, n, kind, element, token, scope, name, key, due_at, cycle, lane, asked_at)
			select ${id}::uuid, n, kind, element, token, scope, name, key, due_at, cycle, lane, ${now}::timestamptz
			from jsonb_to_recordset(${json(waits.put)}::text::jsonb) as w (n integer, kind text, element text, token integer,
				scope integer, name text, key text, due_at timestamptz, cycle jsonb, lane text)
		),
		step as (
			insert into matters.process_step (instance_id, n, happening, steps, at)
			values (${id}::uuid, ${version}::integer, ${happening}::text, ${json(kept(steps))}::text::jsonb, ${now}::timestamptz)
		),
		dropped as (
			update matters.timer set dropped_at = ${now}::timestamptz
			where ${isClosed}::boolean and matter_id = ${matter}::uuid and met_at is null and dropped_at is null
		)
		update matters.matter set version = version + ${version === 1 && caller === null ? 0 : 1}::integer,
			closed_at = case when ${isClosed}::boolean then greatest(opened_at, ${now}::timestamptz) else closed_at end
		where id = ${matter}::uuid`.execute(tx)
}

/** What history keeps: what was done, thrown, ended early or stopped; ways and waits follow from it. */
function kept(steps: readonly Step[]): unknown {
	return steps
		.filter(({ what }) => what !== 'enter' && what !== 'wait')
		.map(({ what, element, token, flow, thrown }) => [what, element, token, flow ?? thrown ?? null])
}
