import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { type Drawing, readDrawing } from '../drawing.ts'
import { type Loss, lossesOf } from '../process/api.ts'
import { findDrawing, findShipped, keepDrawing } from '../processes.ts'
import { type Resting, restingOf, stepLosses } from './move-stepped.ts'

/** What a plan would do to live matters. Nothing is written here. */

export type Moving = {
	readonly name: string
	/** Rows of `matters.drawing`. */
	readonly from: string
	readonly to: string
	readonly elements: Readonly<Record<string, string>>
	readonly scope: string
	readonly now: Date
}

export type Candidate = { readonly matter: string; readonly kind: string }

/** One matter as it would fare: its instances on the old drawing, or where its token rests. */
export type TriedMatter = Candidate & {
	readonly instances: readonly string[]
	readonly resting: Resting | null
	readonly losses: readonly Loss[]
}

/** The next live matters in the scope on the old version that a plan has not dealt with, oldest first, locked. */
export async function candidates(
	tx: Tx,
	{ from, scope }: Pick<Moving, 'from' | 'scope'>,
	page: { readonly plan: string; readonly limit: number },
): Promise<readonly Candidate[]> {
	const { plan, limit } = page
	const { rows } = await sql<Candidate>`
		select m.id as matter, m.kind from matters.matter m
		where ${isLive({ from, scope })}
			and not exists (select from matters.plan_matter p where p.plan_id = ${plan}::uuid and p.matter_id = m.id)
		order by m.id limit ${limit} for update of m skip locked`.execute(tx)
	return rows
}

/** Of `m`, a matter: it lives in the scope and follows the old version, itself or with an instance it called. */
export function isLive({ from, scope }: Pick<Moving, 'from' | 'scope'>): RawBuilder<boolean> {
	return sql<boolean>`m.closed_at is null and (m.drawing_id = ${from}::uuid or exists (
			select from matters.instance i where i.matter_id = m.id and i.drawing_id = ${from}::uuid and i.ended_at is null))
		and m.agency_id in (select descendant from identity.agency_closure where ancestor = ${scope}::uuid)`
}

/** How many there are, counted to 100,000. */
export async function countCandidates(
	tx: Tx,
	{ from, scope }: Pick<Moving, 'from' | 'scope'>,
	plan: string,
): Promise<number> {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
			select m.id from matters.matter m
			where ${isLive({ from, scope })}
				and not exists (select from matters.plan_matter p where p.plan_id = ${plan}::uuid and p.matter_id = m.id)
			limit 100000
		) c`.execute(tx)
	return rows[0]?.n ?? 0
}

/** How each of these matters would fare. */
export async function tryMatters(tx: Tx, moving: Moving, list: readonly Candidate[]): Promise<readonly TriedMatter[]> {
	if (list.length === 0) return []
	return findShipped(moving.name) === null ? tryEngine(tx, moving, list) : tryStepped(tx, moving, list)
}

async function tryStepped(tx: Tx, moving: Moving, list: readonly Candidate[]): Promise<readonly TriedMatter[]> {
	const to = await steppedDrawing(tx, moving.name, moving.to)
	const at = await restingOf(
		tx,
		list.map((one) => one.matter),
	)
	return list.map((one) => {
		const resting = at.get(one.matter) ?? null
		const losses = resting === null ? [noToken] : stepLosses(to, resting, moving.elements)
		return { ...one, instances: [], resting, losses }
	})
}

const noToken: Loss = { element: '', why: { en: 'it has no open token', zh: '没有在办令牌' } }

/** The drawing as acts move it, read once. */
async function steppedDrawing(tx: Tx, name: string, id: string): Promise<Drawing> {
	const known = findDrawing(id)
	if (known !== null) return known
	const row = await tx.selectFrom('matters.drawing').select('bpmn').where('id', '=', id).executeTakeFirstOrThrow()
	const drawing = await readDrawing(name, row.bpmn)
	keepDrawing(drawing)
	return drawing
}

async function tryEngine(tx: Tx, moving: Moving, list: readonly Candidate[]): Promise<readonly TriedMatter[]> {
	const ids = JSON.stringify(list.map((one) => one.matter))
	const { rows } = await sql<{ id: string; matter: string }>`select id, matter_id as matter from matters.instance
		where drawing_id = ${moving.from}::uuid and ended_at is null
			and matter_id in (select jsonb_array_elements_text(${ids}::text::jsonb)::uuid) order by opened_at, id`.execute(tx)
	const tried = await lossesOf(
		tx,
		rows.map((row) => row.id),
		{ to: moving.to, elements: moving.elements, now: moving.now },
	)
	return list.map((one) => {
		const instances = rows.filter((row) => row.matter === one.matter).map((row) => row.id)
		return { ...one, instances, resting: null, losses: instances.flatMap((id) => tried.get(id) ?? []) }
	})
}
