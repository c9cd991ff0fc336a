import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { faultChanges, faultParts } from './fault-rows.ts'
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

/** An instance with its matter locked, and what powers ask about that. */
export type Taken = { readonly instance: Instance; readonly agency: string; readonly kind: string }

type Row = {
	id: string
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

/**
 * Locks the matter an instance belongs to, so that its instances move one after the other, and reads the instance: two
 * statements on their way together, since only a statement begun after the lock sees what the last holder wrote.
 * @param isHeldLeft leaves a matter that another act holds alone instead of waiting for it
 * @returns null when there is no such instance, or it is held and left
 */
export async function takeInstance(tx: Tx, id: string, isHeldLeft = false): Promise<Taken | null> {
	const [locked, instance] = await Promise.all([lockMatter(tx, id, isHeldLeft), findInstance(tx, id)])
	return locked === null || instance === null ? null : { instance, ...locked }
}

async function lockMatter(
	tx: Tx,
	instance: string,
	isHeldLeft: boolean,
): Promise<{ agency: string; kind: string } | null> {
	const { rows } = await sql<{ agency: string; kind: string }>`select agency_id as agency, kind from matters.matter
		where id = (select matter_id from matters.instance where id = ${instance}::uuid)
		for update ${isHeldLeft ? sql`skip locked` : sql``}`.execute(tx)
	return rows[0] ?? null
}

/** Reads an instance; null when there is none. Take it first to move it. */
export async function findInstance(tx: Tx, id: string): Promise<Instance | null> {
	// One id, compared as one: the plan is made once. A list of one is planned anew each time.
	const [row] = (await readRows(tx, sql`i.id = ${id}::uuid`)).rows
	return row === undefined ? null : instanceOf(tx, row)
}

/** Reads instances, in no order; those that are not there are left out. */
export async function findInstances(tx: Tx, ids: readonly string[]): Promise<readonly Instance[]> {
	const { rows } = await readRows(tx, sql`i.id = any(${ids}::uuid[])`)
	return Promise.all(rows.map((row) => instanceOf(tx, row)))
}

function readRows(tx: Tx, which: RawBuilder<boolean>): Promise<{ readonly rows: readonly Row[] }> {
	return sql<Row>`
		select i.id, i.matter_id, i.drawing_id, i.process, i.caller_id, i.caller_wait, i.rest, i.version, i.ended_how, i.ended_code,
			coalesce((select json_agg(json_build_object('n', n, 'element', element, 'scope', scope, 'state', state, 'rest', rest))
				from matters.process_token where instance_id = i.id), '[]') as tokens,
			coalesce((select json_agg(json_build_object('n', n, 'kind', kind, 'element', element, 'token', token,
				'scope', scope, 'name', name, 'key', key, 'due_at', due_at, 'cycle', cycle))
				from matters.process_wait where instance_id = i.id), '[]') as waits
		from matters.instance i where ${which}`.execute(tx)
}

async function instanceOf(tx: Tx, row: Row): Promise<Instance> {
	const published = await needDrawing(tx, row.drawing_id)
	const model = published.models.get(row.process)
	if (model === undefined) throw new Error(`drawing ${row.drawing_id} holds no process ${row.process}`)
	const state = stateOf(row.process, row.rest, row.tokens.toSorted(byNumber), row.waits.toSorted(byNumber))
	if (row.ended_how !== null)
		state.ended = { how: row.ended_how, ...(row.ended_code === null ? {} : { code: row.ended_code }) }
	const caller = row.caller_id === null ? null : { instance: row.caller_id, wait: row.caller_wait ?? 0 }
	return { id: row.id, matter: row.matter_id, published, model, caller, version: row.version, state }
}

function byNumber(a: { readonly n: number }, b: { readonly n: number }): number {
	return a.n - b.n
}

/** What one advance left behind. */
type Left = {
	readonly state: State
	readonly happening: Happening['is'] | 'migrate'
	readonly steps: readonly Step[]
	readonly now: Date
	/** The token that was resumed. */
	readonly resumed?: number
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
	await sql`with ${head} ${rowChanges(instance, nothing, left, 1, { owner: opens })} ${tail}`.execute(tx)
}

/** Writes what an advance changed, and nothing else: one statement. */
export async function updateInstance(
	tx: Tx,
	instance: Instance,
	left: Left,
	was: Model = instance.model,
): Promise<void> {
	const { ended } = left.state
	const head = sql`instance_row as (
		update matters.instance set rest = ${json(restOf(left.state))}::text::jsonb, version = version + 1,
			ended_how = ${ended?.how ?? null}::text, ended_code = ${ended?.code ?? null}::text,
			ended_at = ${ended === undefined ? null : left.now}::timestamptz
		where id = ${instance.id}::uuid
	)`
	const changed = rowChanges(instance, instance.state, left, instance.version + 1, { was })
	await sql`with ${head} ${changed} ${matterUpdate(instance, left)}`.execute(tx)
}

/** M41. Writes an instance onto another drawing, and its matter when it is the matter's own. */
export async function moveInstance(
	tx: Tx,
	instance: Instance,
	to: Pick<Instance, 'published' | 'model'>,
	left: Left,
): Promise<void> {
	await updateInstance(tx, { ...instance, ...to }, left, instance.model)
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
function rowChanges(
	instance: NewInstance,
	before: State,
	left: Left,
	version: number,
	of: { readonly owner?: NewMatter | null; readonly was?: Model },
): RawBuilder<unknown> {
	const { id, matter, model } = instance
	const { state, happening, steps, now } = left
	const tokens = changes(before.tokens.map(tokenRow), state.tokens.map(tokenRow))
	const waits = changes(
		before.waits.map((wait) => waitRow(of.was ?? model, wait)),
		state.waits.map((wait) => waitRow(model, wait)),
	)
	const faults = faultChanges(before, state)
	const parts = [
		tokens.gone.length > 0 ? goneRows('process_token', id, tokens.gone) : null,
		tokens.put.length > 0 ? putTokens(id, tokens.put, now) : null,
		waits.gone.length > 0 ? goneRows('process_wait', id, waits.gone) : null,
		waits.put.length > 0 ? putWaits(id, waits.put, left) : null,
		...faultParts(faults, { instance: id, matter, now }, of.owner ?? null, left.resumed ?? null),
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

/** Only a move to another drawing changes a wait that stands (M41). */
function putWaits(id: string, put: readonly WaitRow[], { happening, now }: Left): RawBuilder<unknown> {
	const again = sql`on conflict (instance_id, n) do update set element = excluded.element, name = excluded.name,
		key = excluded.key, lane = excluded.lane, asks = excluded.asks`
	return sql`wait_put as (
		insert into matters.process_wait (instance_id, n, kind, element, token, scope, name, key, due_at, cycle, lane, asks,
			asked_at, try_at)
		select ${id}::uuid, n, kind, element, token, scope, name, key, due_at, cycle, lane, asks, ${now}::timestamptz,
			case when kind = 'service' then ${now}::timestamptz end
		from jsonb_to_recordset(${json(put)}::text::jsonb) as w (n integer, kind text, element text, token integer,
			scope integer, name text, key text, due_at timestamptz, cycle jsonb, lane text, asks text)
		${happening === 'migrate' ? again : sql``}
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
