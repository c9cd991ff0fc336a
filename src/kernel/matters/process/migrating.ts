import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Told } from './engine.ts'
import type { Model } from './model.ts'
import { type Loss, type Migrated, migrate, type Plan } from './migrate.ts'
import { needDrawing, type Published } from './published.ts'
import { findInstance, type Instance, lockMatter, moveInstance } from './store.ts'
import './tables.ts'

/** What a plan would do to one live instance. */
export type Tried = { readonly instance: string; readonly matter: string; readonly lost: readonly Loss[] }

/** M41. Tries a plan on every live instance of a drawing and writes nothing. */
export async function tryMigration(
	tx: Tx,
	plan: { readonly from: string; readonly to: string; readonly elements: Plan; readonly now: Date },
): Promise<readonly Tried[]> {
	const { rows } = await sql<{ id: string }>`select id from matters.instance
		where drawing_id = ${plan.from}::uuid and ended_at is null order by opened_at, id`.execute(tx)
	const to = await needDrawing(tx, plan.to)
	const tried: Tried[] = []
	for (const { id } of rows) {
		const instance = await findInstance(tx, id)
		if (instance === null) continue
		const { migrated } = attempt(instance, to, plan.elements, plan.now)
		tried.push({ instance: id, matter: instance.matter, lost: migrated.lost })
	}
	return tried
}

/**
 * M41. Moves one instance to another drawing, in the act's transaction. What newly waits is told as after any advance.
 * @throws Refusal `not_found`, `wrong_state` naming all that would be lost
 */
export async function migrateInstance(
	tx: Tx,
	id: string,
	plan: { readonly to: string; readonly elements: Plan; readonly now: Date },
): Promise<readonly Told[]> {
	if (!(await lockMatter(tx, id))) throw notFound(`instance ${id}`)
	const instance = await findInstance(tx, id)
	if (instance === null) throw notFound(`instance ${id}`)
	const to = await needDrawing(tx, plan.to)
	const { migrated, model } = attempt(instance, to, plan.elements, plan.now)
	if (!('state' in migrated)) throw refused(migrated.lost)
	const { state, effects } = migrated
	await moveInstance(tx, instance, { published: to, model }, { state, happening: 'migrate', steps: [], now: plan.now })
	return effects.map((effect) => ({ instance: id, effect }))
}

function attempt(instance: Instance, to: Published, plan: Plan, now: Date): { migrated: Migrated; model: Model } {
	const { model: from, state } = instance
	const called = instance.caller === null ? to.main : from.id
	const model = to.models.get(plan[from.id] ?? called)
	if (model === undefined) {
		const why = { en: 'the new drawing has no such process', zh: '新流程图中没有此流程' }
		return { migrated: { lost: [{ element: from.id, why }] }, model: from }
	}
	return { migrated: migrate(from, model, state, plan, now.getTime()), model }
}

function refused(lost: readonly Loss[]): Refusal {
	const first = lost[0]
	return new Refusal(
		'wrong_state',
		{
			en: `Something would be lost: ${first?.element}: ${first?.why.en}.`,
			zh: `迁移会丢失内容：${first?.element}：${first?.why.zh}。`,
		},
		{ rule: 'M41', extra: { lost } },
	)
}
