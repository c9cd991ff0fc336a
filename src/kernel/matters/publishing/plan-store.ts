import { type Selectable, sql } from 'kysely'
import type { Tables, Tx } from '#kernel/db/schema.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Subject } from '#kernel/powers/api.ts'
import type { Who } from '#kernel/who.ts'
import { type PlanShape, planResource } from '../contract/plans.ts'
import { versionsAt } from './editions.ts'
import type { PlanState } from './plan-tables.ts'
import type { Moving } from './plan-trial.ts'

export type PlanRow = Selectable<Tables['matters.plan']>

/** Topic of the message that a plan changed, about the resource `MigrationPlan`. */
export const planChanged = 'matters.plan.changed'

export function planSubject(row: Pick<PlanRow, 'id' | 'scope_id' | 'proposed_by' | 'over'>): Subject {
	return {
		resource: planResource,
		id: row.id,
		attributes: { agency: row.scope_id, proposer: row.proposed_by, over: row.over },
	}
}

/** @throws Refusal `not_found` */
export async function needPlan(tx: Tx, id: string, lock: 'lock' | 'read' = 'read'): Promise<PlanRow> {
	const query = tx.selectFrom('matters.plan').selectAll().where('id', '=', id)
	const row = await (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst()
	if (row === undefined) throw notFound(`plan ${id}`)
	return row
}

export function movingOf(row: PlanRow, now: Date): Moving {
	const { name, from_id: from, to_id: to, elements, scope_id: scope } = row
	return { name, from, to, elements, scope, now }
}

/** The two versions of a plan not yet kept. @throws Refusal `not_found`, `invalid` when they are one */
export async function movingAsked(
	tx: Tx,
	asked: {
		readonly name: string
		readonly from: string
		readonly to: string
		readonly elements?: Readonly<Record<string, string>> | undefined
	},
	who: Who,
	now: Date,
): Promise<Moving> {
	const { name, from, to, elements = {} } = asked
	if (from === to)
		throw new Refusal(
			'invalid',
			{ en: 'Both are the same version.', zh: '两个版本相同。' },
			{ rule: 'M92', field: 'to' },
		)
	if (Object.keys(elements).length > 10_000)
		throw new Refusal(
			'invalid',
			{ en: 'The plan names too many elements.', zh: '方案中的元素过多。' },
			{ rule: 'M92', field: 'elements' },
		)
	const versions = (await versionsAt(tx, { what: 'drawing', name, agency: who.bureau, now })).get(name) ?? []
	const drawing = (mark: string) => {
		const found = versions.find(({ edition }) => edition.version === mark)?.drawing
		if (found == null) throw notFound(`drawing ${name} ${mark}`)
		return found
	}
	return { name, from: drawing(from), to: drawing(to), elements, scope: who.bureau, now }
}

/** @throws Refusal `wrong_state` when the plan is not in one of these states */
export function mustBe(row: PlanRow, states: readonly PlanState[]): void {
	if (states.includes(row.state)) return
	throw new Refusal(
		'wrong_state',
		{ en: `The plan is ${row.state}.`, zh: `方案当前状态为“${words[row.state]}”。` },
		{ rule: 'M93', extra: { state: row.state } },
	)
}

const words: Readonly<Record<PlanState, string>> = {
	proposed: '已提请',
	signed: '已签署',
	running: '迁移中',
	done: '已完成',
	refused: '未通过',
}

type Shown = PlanRow & {
	from_mark: string
	to_mark: string
	scope_en: string
	scope_zh: string
	steps: readonly {
		step: 'signed' | 'refused'
		person: string
		post: string
		agency: string
		at: string
		ground: string
		of: number | null
		moves: number | null
	}[]
	moved: number
	stayed: number
}

/** Plans as screens show them; those alone that `where` takes, newest first. `left` is filled in by the caller. */
export async function planShapes(tx: Tx, where: ReturnType<typeof sql>): Promise<(PlanShape & { row: PlanRow })[]> {
	const { rows } = await sql<Shown>`
		select t.*, left(f.sha256, 12) as from_mark, left(o.sha256, 12) as to_mark, a.name_en as scope_en, a.name_zh as scope_zh,
			coalesce((select json_agg(json_build_object('step', s.step, 'person', s.by_person, 'post', s.by_post,
				'agency', s.by_agency, 'at', s.at, 'ground', s.ground, 'of', s.tried_of, 'moves', s.tried_moves)) from matters.plan_step s where s.plan_id = t.id), '[]') as steps,
			(select count(*)::int from matters.plan_matter p where p.plan_id = t.id and p.outcome = 'moved') as moved,
			(select count(*)::int from matters.plan_matter p where p.plan_id = t.id and p.outcome = 'stayed') as stayed
		from matters.plan t join matters.drawing f on f.id = t.from_id join matters.drawing o on o.id = t.to_id
			join identity.agency a on a.id = t.scope_id
		where ${where} order by t.id desc limit 100`.execute(tx)
	return rows.map((row) => ({ ...shapeOf(row), row }))
}

function shapeOf(row: Shown): PlanShape {
	const step = (name: 'signed' | 'refused') => {
		const found = row.steps.find((one) => one.step === name)
		if (found === undefined) return null
		const { step: _step, of: _of, moves: _moves, at, ...rest } = found
		return { ...rest, at: new Date(at).toISOString() }
	}
	const again = row.steps.find((one) => one.step === 'signed')
	return {
		id: row.id,
		name: row.name,
		from: row.from_mark,
		to: row.to_mark,
		elements: { ...row.elements },
		state: row.state,
		scope: { agency: row.scope_id, en: row.scope_en, zh: row.scope_zh },
		reason: row.reason,
		proposed: {
			at: row.proposed_at.toISOString(),
			post: row.proposed_post,
			agency: row.proposed_agency,
			person: row.proposed_by,
			ground: row.reason,
		},
		signed: step('signed'),
		refused: step('refused'),
		tried: { of: row.tried_of, moves: row.tried_moves },
		triedAgain: again?.of == null || again.moves === null ? null : { of: again.of, moves: again.moves },
		moved: row.moved,
		stayed: row.stayed,
		left: 0,
	}
}
