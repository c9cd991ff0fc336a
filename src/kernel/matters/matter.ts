import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import { type Drawing, readDrawing, type Way } from './drawing.ts'
import { wordsOf } from '#kernel/contract/drawn-name.ts'
import { currentDrawings, drawingsWith, findDrawing, keepDrawing, needProcess, wholeDrawings } from './processes.ts'
import { publishProcess } from './process/published.ts'
import { drawingFor } from './publishing/in-force.ts'
import { shipDrawing } from './publishing/ship.ts'
import { mustRelease } from './hold/release.ts'
import './schema.ts'

/** Where a matter stands. `state` is the element its token rests on. */
export type MatterState = {
	readonly matter: string
	readonly kind: string
	readonly agency: string
	/** Id of the drawing it follows. */
	readonly drawing: string
	readonly state: string
	readonly version: number
	readonly since: Date
	readonly closedAt: Date | null
	/** Elements a step may go to now; empty when closed. */
	readonly next: readonly string[]
	/** The task drawn in between at which it waits; who asked for it may not make the step out of it (M103). */
	readonly held: Held | null
}

export type Held = { readonly element: string; readonly since: Date; readonly by: string }

/**
 * Opens a matter on the first resting element of the drawing of `process` in force at its agency (M7, M84): one statement.
 * @param open.at names the element when the drawing opens on several
 * @throws Refusal `wrong_state` when `at` is no opening of the drawing
 */
export async function openMatter(
	tx: Tx,
	open: {
		readonly kind: string
		/** `slice.process`, e.g. `dispatch.incident`. */
		readonly process: string
		/** The agency that owns it. */
		readonly agency: string
		readonly now: Date
		readonly id?: string
		readonly at?: string
		/** Why the matter exists, in words, naming no person. */
		readonly purpose?: string
	},
): Promise<{ matter: string; state: string; drawing: string }> {
	const drawing = drawingFor(open.process, open.agency, open.now)
	const way = openingOf(drawing, open.at)
	const matter = open.id ?? newId(open.now.getTime())
	const token = newId(open.now.getTime())
	const write = () =>
		sql<{ id: string }>`
			with d as (select id from matters.drawing where id = ${drawing.id}),
			m as (
				insert into matters.matter (id, kind, agency_id, drawing_id, purpose, opened_at)
				select ${matter}::uuid, ${open.kind}::text, ${open.agency}::uuid, d.id, ${open.purpose ?? null}::text, ${open.now}::timestamptz from d
				returning id
			),
			t as (
				insert into matters.token (id, matter_id, element, arrived_at)
				select ${token}::uuid, m.id, ${way.to}::text, ${open.now}::timestamptz from m
			),
			s as (
				insert into matters.step (matter_id, n, token_id, source, target, flows, at)
				select m.id, 1, ${token}::uuid, null, ${way.to}::text,
					array(select jsonb_array_elements_text(${JSON.stringify(way.flows)}::text::jsonb)), ${open.now}::timestamptz
				from m
			)
			select id from m`.execute(tx)
	if ((await write()).rows.length === 0) {
		await publishDrawing(tx, drawing, open.now)
		if ((await write()).rows.length === 0) throw new Error(`drawing ${drawing.process} could not be published`)
	}
	return { matter, state: way.to, drawing: drawing.id }
}

function openingOf(drawing: Drawing, at: string | undefined): Way {
	const ways = drawing.ways.get('') ?? []
	const way = at === undefined ? ways[0] : ways.find((w) => w.to === at)
	if (way === undefined || (at === undefined && ways.length > 1)) {
		const next = ways.map((w) => w.to)
		throw new Refusal(
			'wrong_state',
			{ en: `A matter of this kind opens on: ${next.join(', ')}.`, zh: `此类事项的起始环节为：${next.join('、')}。` },
			{
				rule: 'M7',
				extra: { next },
			},
		)
	}
	return way
}

/** Writes a shipped drawing as the next version of its process, unless the same text already stands (M11). */
export async function publishDrawing(tx: Tx, drawing: Drawing, now: Date): Promise<void> {
	await shipDrawing({ ...drawing, now }).execute(tx)
}

/** Writes every drawing that was loaded and is new to this database. For the start of the program. */
export async function publishDrawings(tx: Tx, now: Date): Promise<void> {
	for (const drawing of currentDrawings()) await publishDrawing(tx, drawing, now)
	for (const { process, bpmn } of wholeDrawings()) await publishProcess(tx, { process, bpmn, now })
}

export type Step = {
	readonly from: string
	readonly to: string
	/** The matter's version after the step. */
	readonly version: number
	/** True when `to` is an end: the matter is closed. */
	readonly closed: boolean
}

/**
 * Moves the matter's token along drawn flows to `target` (M8): one statement. Out of a task drawn in between only by who may
 * (M102, M103).
 * @throws Refusal `wrong_state` naming the drawn next elements, `not_permitted` out of a held task, `not_found`
 */
export async function stepMatter(
	tx: Tx,
	matter: string,
	target: string,
	by: { readonly now: Date; readonly who?: Who },
): Promise<Step> {
	const [row] = (await moveToken(tx, matter, target, by.now, 'element')).rows
	if (row?.version != null) return { from: row.source, to: target, version: row.version, closed: row.ended }
	if (row !== undefined && findDrawing(row.drawing_id) === null) {
		await fetchDrawing(tx, row.drawing_id)
		return stepMatter(tx, matter, target, by)
	}
	const state = await stateOf(tx, matter)
	if (state.held !== null && state.next.includes(target)) {
		const task = (await needDrawingOf(tx, state.drawing)).elements.get(state.held.element)
		if (task !== undefined) await mustRelease(tx, { agency: state.agency, task, held: state.held }, by.who)
		const [freed] = (await moveToken(tx, matter, target, by.now, 'held')).rows
		if (freed?.version != null) return { from: freed.source, to: target, version: freed.version, closed: freed.ended }
	}
	const drawing = await needDrawingOf(tx, state.drawing)
	const named = (id: string) => wordsOf(drawing.elements.get(id)?.name ?? id)
	const next = state.next.map(named)
	const words =
		state.next.length === 0
			? { en: 'The matter is closed; no step follows.', zh: '该事项已办结，不能再变更。' }
			: {
					en: `The matter stands at “${named(state.state).en}” and cannot go to “${named(target).en}”. From here the drawing leads to: ${next.map(({ en }) => en).join(', ')}.`,
					zh: `该事项处于“${named(state.state).zh}”，不能转到“${named(target).zh}”。按流程图下一步为：${next.map(({ zh }) => zh).join('、')}。`,
				}
	throw new Refusal('wrong_state', words, {
		rule: 'M8',
		extra: { state: state.state, next: state.next },
	})
}

type Moved = { source: string; drawing_id: string; version: number | null; ended: boolean }

/** One row when the matter is open; its `version` is null when no way leads to the target. */
function moveToken(tx: Tx, matter: string, target: string, now: Date, place: 'element' | 'held') {
	const ways = drawingsWith(target).flatMap((drawing) =>
		[...drawing.ways].flatMap(([source, list]) =>
			list
				.filter((way) => way.to === target && source !== '')
				.map(({ flows }) => ({
					drawing: drawing.id,
					source,
					flows,
					ends: drawing.elements.get(target)?.role === 'end',
				})),
		),
	)
	return sql<Moved>`
		with way as (
			select * from jsonb_to_recordset(${JSON.stringify(ways)}::text::jsonb)
				as w (drawing uuid, source text, flows jsonb, ends boolean)
		),
		here as (
			select m.id, m.drawing_id, t.id as token_id, ${sql.ref(`t.${place}`)} as element, greatest(t.arrived_at, ${now}::timestamptz) as at
			from matters.matter m join matters.token t on t.matter_id = m.id and t.ended_at is null
			where m.id = ${matter}::uuid and m.closed_at is null
			for update of m
		),
		hit as (
			select here.*, way.flows, way.ends from here join way on way.drawing = here.drawing_id and way.source = here.element
		),
		moved as (
			update matters.token t set element = ${target}::text, arrived_at = hit.at, held = null, held_since = null, held_by = null, ended_at = case when hit.ends then hit.at end
			from hit where t.id = hit.token_id
		),
		grown as (
			update matters.matter m set version = m.version + 1, closed_at = case when hit.ends then hit.at end
			from hit where m.id = hit.id returning m.version
		),
		kept as (
			insert into matters.step (matter_id, n, token_id, source, target, flows, at)
			select hit.id, grown.version, hit.token_id, hit.element, ${target}::text,
				array(select jsonb_array_elements_text(hit.flows)), hit.at
			from hit, grown
		),
		dropped as (
			update matters.timer r set dropped_at = hit.at
			from hit where hit.ends and r.matter_id = hit.id and r.met_at is null and r.dropped_at is null
		)
		select here.element as source, here.drawing_id, (select version from grown) as version,
			coalesce((select ends from hit), false) as ended
		from here`.execute(tx)
}

/** Where a matter stands and where it may go. @throws Refusal `not_found` */
export async function stateOf(tx: Tx, matter: string): Promise<MatterState> {
	const row = await tx
		.selectFrom('matters.matter as m')
		.innerJoin('matters.token as t', 't.matter_id', 'm.id')
		.select(['m.id', 'm.kind', 'm.agency_id', 'm.drawing_id', 'm.version', 'm.closed_at', 't.element', 't.arrived_at'])
		.select(['t.held', 't.held_since', 't.held_by'])
		.where('m.id', '=', matter)
		.orderBy('t.arrived_at', 'desc')
		.limit(1)
		.executeTakeFirst()
	if (row === undefined) throw notFound(`matter ${matter}`)
	if (findDrawing(row.drawing_id) === null) await fetchDrawing(tx, row.drawing_id)
	return {
		matter: row.id,
		kind: row.kind,
		agency: row.agency_id,
		drawing: row.drawing_id,
		state: row.element,
		version: row.version,
		since: row.arrived_at,
		closedAt: row.closed_at,
		next: row.closed_at === null ? nextOf(row.drawing_id, row.element, row.held) : [],
		held:
			row.held === null || row.held_since === null || row.held_by === null
				? null
				: { element: row.held, since: row.held_since, by: row.held_by },
	}
}

/** M104. What is drawn from the state stays open while a task in between waits. */
function nextOf(drawing: string, state: string, held: string | null): readonly string[] {
	const open = drawnNext({ drawing, state })
	return held === null
		? open
		: [...new Set([...drawnNext({ drawing, state: held }), ...open])].filter((to) => to !== held)
}

/** The elements a step may go to from `state`, as drawn; by drawing id, or by process name for its current drawing. */
export function drawnNext(from: { readonly drawing: string; readonly state: string }): readonly string[] {
	const drawing = from.drawing.includes('.') ? needProcess(from.drawing) : findDrawing(from.drawing)
	return (drawing?.ways.get(from.state) ?? []).map((way) => way.to)
}

/** The drawing a matter follows, from memory or the database. */
export async function needDrawingOf(tx: Tx, id: string): Promise<Drawing> {
	if (findDrawing(id) === null) await fetchDrawing(tx, id)
	const drawing = findDrawing(id)
	if (drawing === null) throw new Error(`drawing ${id} could not be read`)
	return drawing
}

/** Reads the drawing of a running matter that an earlier version of the program published. */
async function fetchDrawing(tx: Tx, id: string): Promise<void> {
	const row = await tx
		.selectFrom('matters.drawing')
		.select(['process', 'bpmn'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow()
	const drawing = await readDrawing(row.process, row.bpmn)
	if (drawing.id !== id) throw new Error(`drawing ${id} is not the text it was published as`)
	keepDrawing(drawing)
}
