import { sql } from 'kysely'
import type { Fact, FactValue, Message } from '../../act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Who } from '#kernel/who.ts'
import { migrateInstance, type Told } from '../process/api.ts'
import { processMoved } from '../process/drive.ts'
import { sendOut } from '../process/outward.ts'
import { keepTasks } from '../task/keep.ts'
import { redrawTasks, type Redrawn } from '../task/redraw.ts'
import { moveStepped } from './move-stepped.ts'
import { candidates, type Moving, tryMatters, type TriedMatter } from './plan-trial.ts'
import './plan-tables.ts'

export type Portion = {
	readonly moved: number
	readonly stayed: number
	readonly messages: readonly Message[]
	/** For the ledger: matter by matter, where it stood before and after, or what it would have lost. */
	readonly entered: readonly Fact[]
}

/**
 * M94. Moves the next matters, oldest first: each whole or not at all. One that another act holds is left for the next portion,
 * and one that would lose something stays as it is and is listed.
 */
export async function runPortion(tx: Tx, plan: string, moving: Moving, most: number, who: Who): Promise<Portion> {
	const list = await candidates(tx, moving, { plan, limit: most })
	const tried = await tryMatters(tx, moving, list)
	const ids = list.map((one) => one.matter)
	const before = await placesOf(tx, ids)
	const messages: Message[] = []
	const tasks = new Map<string, readonly Fact[]>()
	for (const one of tried.filter(isWhole)) {
		const { messages: sent, entered } = await moveMatter(tx, one, moving, who)
		messages.push(...sent)
		tasks.set(one.matter, entered)
	}
	const after = await placesOf(tx, ids)
	await keepOutcomes(tx, plan, tried, moving.now)
	const moved = tried.filter(isWhole).length
	const entered = tried.map(({ matter, ...one }) => {
		const stood = { before: before.get(matter) ?? [], after: after.get(matter) ?? [], tasks: tasks.get(matter) ?? [] }
		return entry({ ...one, matter }, stood)
	})
	return { moved, stayed: tried.length - moved, messages, entered }
}

const isWhole = (one: TriedMatter): boolean => one.losses.length === 0

type Stood = { readonly before: readonly string[]; readonly after: readonly string[]; readonly tasks: readonly Fact[] }

function entry(one: TriedMatter, { before, after, tasks }: Stood): Fact {
	const { matter, losses } = one
	if (isWhole(one)) return { matter, before, after, ...(tasks.length > 0 ? { tasks } : {}) }
	const stays: FactValue = losses.slice(0, 20).map(({ element, why }) => `${element}: ${why.en}`)
	return { matter, before, stays }
}

async function moveMatter(tx: Tx, one: TriedMatter, moving: Moving, who: Who): Promise<Redrawn> {
	const { matter } = one
	const { to, elements, now } = moving
	const changed: Message = {
		topic: processMoved,
		resource: { type: 'Matter', id: matter },
		body: { matter, ended: null },
	}
	if (one.resting !== null) {
		await moveStepped(tx, { matter, at: one.resting, to, elements, now })
		return { messages: [changed], entered: [] }
	}
	const told: Told[] = []
	for (const instance of one.instances) told.push(...(await migrateInstance(tx, instance, { to, elements, now })))
	const tasks = await keepTasks(tx, { matter, told, now, who })
	const moved = { matter, taken: true, told, ended: null, decided: [] }
	const sent = await sendOut(tx, moved, now)
	const redrawn = await redrawTasks(tx, { matter, instances: one.instances, elements, now })
	return { messages: [changed, ...tasks, ...redrawn.messages, ...sent], entered: redrawn.entered }
}

/** Where the tokens of matters stand, by element. */
async function placesOf(tx: Tx, matters: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
	const ids = sql`select jsonb_array_elements_text(${JSON.stringify(matters)}::text::jsonb)::uuid`
	const { rows } = await sql<{ matter: string; places: string[] }>`
		select p.matter, json_agg(p.element order by p.element) as places from (
			select t.matter_id as matter, t.element from matters.token t where t.ended_at is null and t.matter_id in (${ids})
			union
			select i.matter_id, p.element from matters.instance i join matters.process_token p on p.instance_id = i.id
			where i.ended_at is null and i.matter_id in (${ids})
		) p group by p.matter`.execute(tx)
	return new Map(rows.map(({ matter, places }) => [matter, places]))
}

async function keepOutcomes(tx: Tx, plan: string, tried: readonly TriedMatter[], now: Date): Promise<void> {
	const rows = tried.map((one) => ({
		matter: one.matter,
		outcome: isWhole(one) ? 'moved' : 'stayed',
		losses: one.losses.slice(0, 20).map(({ element, why }) => ({ element, ...why })),
	}))
	await sql`insert into matters.plan_matter (plan_id, matter_id, outcome, losses, at)
		select ${plan}::uuid, r.matter, r.outcome, r.losses, ${now}::timestamptz
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (matter uuid, outcome text, losses jsonb)`.execute(
		tx,
	)
}
