import type { Tx } from '#kernel/db/schema.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Told } from './engine.ts'
import type { Model, Trigger } from './model.ts'
import { type Loss, type Migrated, migrate, type Plan } from './migrate.ts'
import { needDrawing, type Published } from './published.ts'
import { findInstances, type Instance, moveInstance, takeInstance } from './store.ts'
import './tables.ts'

/** M41. What each of these instances would lose by a plan; nothing is written. Those that are not there are left out. */
export async function lossesOf(
	tx: Tx,
	ids: readonly string[],
	plan: { readonly to: string; readonly elements: Plan; readonly now: Date },
): Promise<ReadonlyMap<string, readonly Loss[]>> {
	const to = await needDrawing(tx, plan.to)
	const losses = new Map<string, readonly Loss[]>()
	for (const instance of await findInstances(tx, ids))
		losses.set(instance.id, attempt(instance, to, plan.elements, plan.now).migrated.lost)
	return losses
}

/** M41. Whether events newly drawn set timers or keys reckoned from an instance's values: then no two surely fare alike. */
export async function armsByData(
	tx: Tx,
	plan: { readonly from: string; readonly to: string; readonly elements: Plan },
): Promise<boolean> {
	const [from, to] = [await needDrawing(tx, plan.from), await needDrawing(tx, plan.to)]
	const old = new Set([...from.models.values()].flatMap((model) => [...model.elements.keys()]))
	const kept = new Set([...old].map((id) => plan.elements[id] ?? id))
	return [...to.models.values()].some((model) =>
		[...model.elements.values()].some(({ id, trigger }) => !kept.has(id) && isReckoned(trigger)),
	)
}

function isReckoned(trigger: Trigger): boolean {
	if (trigger.on === 'timer') return typeof trigger.timing.of !== 'string'
	return trigger.on === 'message' && trigger.key !== null
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
	const taken = await takeInstance(tx, id)
	if (taken === null) throw notFound(`instance ${id}`)
	const { instance } = taken
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
