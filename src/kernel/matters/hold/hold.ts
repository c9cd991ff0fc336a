import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import type { Drawing } from '../drawing.ts'
import { wordsOf } from '#kernel/contract/drawn-name.ts'
import { needDrawingOf, stateOf } from '../matter.ts'
import { findShipped } from '../processes.ts'
import { fitsLane } from './lane.ts'
import { drawnBetween } from './redraw.ts'
import '../schema.ts'

/** Tasks a bureau drew in between that lead on from where the matter stands. */
export type Between = {
	readonly element: string
	readonly name: { readonly en: string; readonly zh: string }
	readonly lane: string
}

/** The tasks in between that could be asked for now. */
export function betweenNext(drawing: Drawing, next: readonly string[]): readonly Between[] {
	const shipped = findShipped(drawing.process)
	if (shipped === null) return []
	const between = drawnBetween(shipped.drawing, drawing)
	return next.filter((id) => between.has(id)).flatMap((id) => taskOf(drawing, id) ?? [])
}

export function taskOf(drawing: Drawing, id: string): Between | null {
	const element = drawing.elements.get(id)
	return element === undefined ? null : { element: id, name: wordsOf(element.name), lane: element.lane ?? '' }
}

type By = { readonly who: Pick<Who, 'person' | 'postKind' | 'agency' | 'bureau'>; readonly now: Date }

/**
 * M103. Asks for a task drawn in between: the token waits there, the slice's state stays. The matter is locked by the caller.
 * @throws Refusal `wrong_state` when it is not drawn from here, `not_found`
 */
export async function holdMatter(
	tx: Tx,
	matter: string,
	element: string,
	{ who, now }: By,
): Promise<{ version: number; task: Between }> {
	const state = await stateOf(tx, matter)
	const drawing = await needDrawingOf(tx, state.drawing)
	const task = betweenNext(drawing, state.next).find((one) => one.element === element)
	if (task === undefined) {
		const next = betweenNext(drawing, state.next).map((one) => one.element)
		throw new Refusal(
			'wrong_state',
			{ en: 'The drawing asks for no such task from here.', zh: '按流程图，此处无此环节。' },
			{ rule: 'M103', extra: { next } },
		)
	}
	const place = state.held?.element ?? state.state
	const { flows } = (drawing.ways.get(place) ?? []).find((way) => way.to === element) ?? { flows: [] }
	const version = await waitAt(tx, { matter, source: place, target: element, flows, now, by: who.person })
	return { version, task }
}

/**
 * M104. Takes back what was asked, or sends it back: the matter waits again where it was.
 * @throws Refusal `wrong_state` when nothing waits, `not_permitted` for who neither asked nor decides
 */
export async function returnMatter(
	tx: Tx,
	matter: string,
	{ who, now }: By,
): Promise<{ version: number; task: Between; withdrawn: boolean }> {
	const state = await stateOf(tx, matter)
	const drawing = await needDrawingOf(tx, state.drawing)
	const task = state.held === null ? null : taskOf(drawing, state.held.element)
	if (state.held === null || task === null)
		throw new Refusal(
			'wrong_state',
			{ en: 'Nothing was asked for here.', zh: '此处没有待办的提请。' },
			{ rule: 'M104' },
		)
	const withdrawn = state.held.by === who.person
	if (!withdrawn && !(await fitsLane(tx, state.agency, task.lane, who)))
		throw new Refusal(
			'not_permitted',
			{
				en: `Who asked takes it back; the post ${task.lane} sends it back.`,
				zh: `由提请人撤回，或由 ${task.lane} 岗位退回。`,
			},
			{ rule: 'M104', extra: { lane: task.lane } },
		)
	const version = await waitAt(tx, { matter, source: task.element, target: state.state, flows: [], now, by: null })
	return { version, task, withdrawn }
}

/** Writes where the token waits and the step to it; `by` null: at the slice's own state again. */
async function waitAt(
	tx: Tx,
	to: { matter: string; source: string; target: string; flows: readonly string[]; now: Date; by: string | null },
): Promise<number> {
	const { matter, source, target, flows, now, by } = to
	const { rows } = await sql<{ version: number }>`
		with grown as (
			update matters.matter set version = version + 1 where id = ${matter}::uuid and closed_at is null returning version
		),
		moved as (
			update matters.token set held = ${by === null ? null : target}::text, held_by = ${by}::text,
				held_since = ${by === null ? null : now}::timestamptz
			where matter_id = ${matter}::uuid and ended_at is null and exists (select from grown) returning id, arrived_at
		)
		insert into matters.step (matter_id, n, token_id, source, target, flows, at)
		select ${matter}::uuid, grown.version, moved.id, ${source}::text, ${target}::text,
			array(select jsonb_array_elements_text(${JSON.stringify(flows)}::text::jsonb)),
			greatest(moved.arrived_at, ${now}::timestamptz)
		from grown, moved returning n as version`.execute(tx)
	const [row] = rows
	if (row === undefined)
		throw new Refusal('wrong_state', { en: 'The matter is closed.', zh: '该事项已办结。' }, { rule: 'M10' })
	return row.version
}
