import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Drawing } from '../drawing.ts'
import type { Loss } from '../process/api.ts'
import '../schema.ts'

/** Moving matters whose token acts move (M92): where the token rests, and the task in between it may wait at. */

export type Resting = { readonly element: string; readonly held: string | null }

type Elements = Readonly<Record<string, string>>

/** What a matter would lose: a place of its token for which no waiting element stands. */
export function stepLosses(to: Drawing, at: Resting, elements: Elements): readonly Loss[] {
	const places = at.held === null ? [at.element] : [at.element, at.held]
	return places.flatMap((old) => {
		const target = to.elements.get(elements[old] ?? old)
		if (target?.role === 'wait') return []
		const why =
			target === undefined
				? { en: 'nothing stands for it in the new drawing', zh: '新流程图中没有对应元素' }
				: { en: `${target.id} does not wait`, zh: `${target.id} 不是停留环节` }
		return [{ element: old, why }]
	})
}

/** Where the open tokens of matters rest. Closed matters and those of the process engine have none. */
export async function restingOf(tx: Tx, matters: readonly string[]): Promise<ReadonlyMap<string, Resting>> {
	const { rows } = await sql<Resting & { matter: string }>`
		select t.matter_id as matter, t.element, t.held from matters.token t where t.ended_at is null
			and t.matter_id in (select jsonb_array_elements_text(${JSON.stringify(matters)}::text::jsonb)::uuid)`.execute(tx)
	return new Map(rows.map(({ matter, ...rest }) => [matter, rest]))
}

/** Puts a matter onto another drawing, with a step that says so. The matter is locked by the caller. */
export async function moveStepped(
	tx: Tx,
	move: {
		readonly matter: string
		readonly at: Resting
		readonly to: string
		readonly elements: Elements
		readonly now: Date
	},
): Promise<void> {
	const { matter, at, to, elements, now } = move
	const mapped = (id: string) => elements[id] ?? id
	const target = mapped(at.element)
	await sql`
		with grown as (
			update matters.matter set version = version + 1, drawing_id = ${to}::uuid where id = ${matter}::uuid returning version
		),
		moved as (
			update matters.token set element = ${target}::text, held = ${at.held === null ? null : mapped(at.held)}::text
			where matter_id = ${matter}::uuid and ended_at is null returning id, arrived_at
		)
		insert into matters.step (matter_id, n, token_id, source, target, flows, at)
		select ${matter}::uuid, grown.version, moved.id, ${at.element}::text, ${target}::text, '{}',
			greatest(moved.arrived_at, ${now}::timestamptz)
		from grown, moved`.execute(tx)
}
