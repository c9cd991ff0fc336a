import { type RawBuilder, sql } from 'kysely'
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
	readonly happening: Happening['is'] | 'migrate'
	readonly steps: readonly Step[]
	readonly now: Date
}
type NewInstance = Omit<Instance, 'state' | 'version'>
/** The matter that a new instance opens. */
export type NewMatter = { readonly kind: string; readonly agency: string; readonly purpose: string | null }

/** Writes a new instance with its rows, and its matter when it opens one: one statement. */
export async function insertInstance(
	tx: Tx,
	instance: NewInstance,
	left: Left,
	opens: NewMatter | null,
): Promise<void> {
	const { id, matter, published, model, caller } = instance
	const { ended } = left.state
	const closed = ended === undefined ? null : left.now
	const matterRow =
		opens === null
			? sql``
			: sql`matter_row as (
				insert into matters.matter (id, kind, agency_id, drawing_id, purpose, opened_at, closed_at)
				values (${matter}::uuid, ${opens.kind}::text, ${opens.agency}::uuid, ${published.drawing}::uuid,
					${opens.purpose}::text, ${left.now}::timestamptz, ${closed}::timestamptz)
			),`
	const head = sql`${matterRow} instance_row as (
		insert into matters.instance (id, matter_id, drawing_id, process, caller_id, caller_wait, rest, ended_how, ended_code,
			opened_at, ended_at)
		values (${id}::uuid, ${matter}::uuid, ${published.drawing}::uuid, ${model.id}::text,
			${caller?.instance ?? null}::uuid, ${caller?.wait ?? null}::integer, ${json(restOf(left.state))}::text::jsonb,
			${ended?.how ?? null}::text, ${ended?.code ?? null}::text, ${left.now}::timestamptz, ${closed}::timestamptz)
	)`
	const nothing: State = { process: model.id, last: 0, scopes: [], undos: [], tokens: [], waits: [] }
	const tail = opens === null ? matterUpdate(instance, left) : sql`select 1`
	await sql`with ${head} ${rowChanges(instance, nothing, left, 1)} ${tail}`.execute(tx)
}

/** Writes what an advance changed, and nothing else: one statement. */
export async function updateInstance(tx: Tx, instance: Instance, left: Left): Promise<void> {
	const { ended } = left.state
	const head = sql`instance_row as (
		update matters.instance set rest = ${json(restOf(left.state))}::text::jsonb, version = version + 1,
			ended_how = ${ended?.how ?? null}::text, ended_code = ${ended?.code ?? null}::text,
			ended_at = ${ended === undefined ? null : left.now}::timestamptz
		where id = ${instance.id}::uuid
	)`
	const changed = rowChanges(instance, instance.state, left, instance.version + 1)
	await sql`with ${head} ${changed} ${matterUpdate(instance, left)}`.execute(tx)
}

/** M41. Writes an instance onto another drawing, and its matter when it is the matter's own. */
export async function moveInstance(
	tx: Tx,
	instance: Instance,
	to: Pick<Instance, 'published' | 'model'>,
	left: Left,
): Promise<void> {
	await updateInstance(tx, { ...instance, ...to }, left)
	const { drawing } = to.published
	await sql`
		with own as (
			update matters.instance set drawing_id = ${drawing}::uuid, process = ${to.model.id}::text
			where id = ${instance.id}::uuid
		)
		update matters.matter set drawing_id = ${drawing}::uuid
		where id = ${instance.matter}::uuid and ${instance.caller === null}::boolean`.execute(tx)
}

function json(value: unknown): string {
	return JSON.stringify(value)
}

function isClosed({ caller }: NewInstance, { state }: Left): boolean {
	return caller === null && state.ended !== undefined
}

/** A step of any of its instances is one of the matter; the end of its own closes it (M10). */
function matterUpdate(instance: NewInstance, left: Left): RawBuilder<unknown> {
	return sql`update matters.matter set version = version + 1,
			closed_at = case when ${isClosed(instance, left)}::boolean then greatest(opened_at, ${left.now}::timestamptz)
				else closed_at end
		where id = ${instance.matter}::uuid`
}

/** The parts of the statement that write tokens, waits, targets and the step; a part with nothing to write is left out. */
function rowChanges(instance: NewInstance, before: State, left: Left, version: number): RawBuilder<unknown> {
	const { id, matter, model } = instance
	const { state, happening, steps, now } = left
	const tokens = changes(before.tokens.map(tokenRow), state.tokens.map(tokenRow))
	const row = (wait: State['waits'][number]) => waitRow(model, wait)
	const waits = changes(before.waits.map(row), state.waits.map(row))
	const parts = [
		tokens.gone.length > 0 ? goneRows('process_token', id, tokens.gone) : null,
		tokens.put.length > 0 ? putTokens(id, tokens.put, now) : null,
		waits.gone.length > 0 ? goneRows('process_wait', id, waits.gone) : null,
		waits.put.length > 0 ? putWaits(id, waits.put, now) : null,
		isClosed(instance, left) ? dropTargets(matter, now) : null,
		sql`step as (
			insert into matters.process_step (instance_id, n, happening, steps, at)
			values (${id}::uuid, ${version}::integer, ${happening}::text, ${json(kept(steps))}::text::jsonb, ${now}::timestamptz)
		)`,
	]
	return sql`, ${sql.join(parts.filter((part) => part !== null))}`
}

function goneRows(table: 'process_token' | 'process_wait', id: string, gone: readonly number[]): RawBuilder<unknown> {
	return sql`${sql.ref(`${table}_gone`)} as (
		delete from ${sql.table(`matters.${table}`)} where instance_id = ${id}::uuid
			and n in (select jsonb_array_elements_text(${json(gone)}::text::jsonb)::integer)
	)`
}

function putTokens(id: string, put: readonly TokenRow[], now: Date): RawBuilder<unknown> {
	return sql`token_put as (
		insert into matters.process_token (instance_id, n, element, scope, state, rest, arrived_at)
		select ${id}::uuid, n, element, scope, state, rest, ${now}::timestamptz
		from jsonb_to_recordset(${json(put)}::text::jsonb)
			as t (n integer, element text, scope integer, state text, rest jsonb)
		on conflict (instance_id, n) do update set element = excluded.element, scope = excluded.scope,
			state = excluded.state, rest = excluded.rest, arrived_at = excluded.arrived_at
	)`
}

function putWaits(id: string, put: readonly WaitRow[], now: Date): RawBuilder<unknown> {
	return sql`wait_put as (
		insert into matters.process_wait (instance_id, n, kind, element, token, scope, name, key, due_at, cycle, lane, asked_at)
		select ${id}::uuid, n, kind, element, token, scope, name, key, due_at, cycle, lane, ${now}::timestamptz
		from jsonb_to_recordset(${json(put)}::text::jsonb) as w (n integer, kind text, element text, token integer,
			scope integer, name text, key text, due_at timestamptz, cycle jsonb, lane text)
	)`
}

/** M10. Open targets of a matter that is closed are dropped. */
function dropTargets(matter: string, now: Date): RawBuilder<unknown> {
	return sql`dropped as (
		update matters.timer set dropped_at = ${now}::timestamptz
		where matter_id = ${matter}::uuid and met_at is null and dropped_at is null
	)`
}

/** What history keeps: what was done, thrown, ended early or stopped; ways and waits follow from it. */
function kept(steps: readonly Step[]): unknown {
	return steps
		.filter(({ what }) => what !== 'enter' && what !== 'wait')
		.map(({ what, element, token, flow, thrown }) => [what, element, token, flow ?? thrown ?? null])
}
