import { sql } from 'kysely'
import type { Tx } from '../../db/schema.ts'
import type { Worker } from '../../jobs/api.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { processThrown, type Thrown } from '../process/outward.ts'
import { startsFor } from './start.ts'
import '../process/tables.ts'
import type { Data } from '../process/state.ts'
import { waitingFor } from '../process/waiting.ts'

type ThrownRow = {
	kind: Thrown['kind']
	name: string
	key: string | null
	data: Data
	instance: string | null
	at: Date
}

/** A message or signal as it was kept on its way. */
type Kept = Thrown & { readonly at: Date }

/** A message or signal on its way. @throws Refusal `not_found` */
export async function needThrown(tx: Tx, id: string): Promise<Kept> {
	const { rows } = await sql<ThrownRow>`select kind, name, key, data, instance_id as instance, at
		from matters.process_thrown where id = ${id}::uuid`.execute(tx)
	const [row] = rows
	if (row === undefined) throw notFound(`thrown ${id}`)
	const { key, ...thrown } = row
	return key === null ? thrown : { ...thrown, key }
}

export function nobodyWaits(rule: 'M48' | 'M49' | 'M96'): Refusal {
	const words = { en: 'Nothing waits for this message there.', zh: '该处没有等待此消息的步骤。' }
	return new Refusal('wrong_state', words, { rule })
}

/**
 * M47, M48. Who is to get what was thrown: a message the one that has waited longest, the others standing by in case it has
 * gone on; a signal all that waited when it was thrown, but for the thrower, whom it has reached already.
 */
async function receivers(tx: Tx, { kind, name, key, instance, at }: Kept): Promise<readonly string[]> {
	const event = { kind, name, ...(key === undefined ? {} : { key }) }
	if (kind === 'message') return waitingFor(tx, event)
	const to = await waitingFor(tx, { ...event, since: at })
	return to.filter((one) => one !== instance)
}

/** M48. A message that is delivered again goes nowhere else: neither to a matter that waits now, nor to one it would begin. */
async function hasArrived(tx: Tx, thrown: string): Promise<boolean> {
	const { rows } =
		await sql`select 1 where exists (select from matters.process_delivered where thrown_id = ${thrown}::uuid)
		or exists (select from matters.process_begun where thrown_id = ${thrown}::uuid)`.execute(tx)
	return rows.length > 0
}

/** M48, M96. Delivers what processes throw, each once: to what waits, then to what it begins. */
export const deliverWorker: Worker = {
	queue: 'thrown',
	topics: [processThrown],
	async run({ body }, tools) {
		const { thrown } = body
		if (typeof thrown !== 'string') return
		const found = await tools.read(async (tx) => {
			const one = await needThrown(tx, thrown)
			if (one.kind === 'message' && (await hasArrived(tx, thrown))) return null
			return { one, to: await receivers(tx, one) }
		})
		if (found === null) return
		const { one, to } = found
		/** True when it has come to the only one it is for. */
		const reaches = async (act: string, input: Readonly<Record<string, string>>, part: string): Promise<boolean> => {
			const how = await tools
				.perform(act, { thrown, ...input }, part)
				.then(() => 'arrived')
				.catch(gone)
			return one.kind === 'message' && how !== 'gone on'
		}
		for (const instance of to) if (await reaches('matters.thrown.deliver', { instance }, instance)) return
		for (const { start, element } of await tools.read((tx) => startsFor(tx, one)))
			if (await reaches('matters.process.begin', { start, element }, start)) return
	},
}

/** An expected no: it went on meanwhile, or has it already. */
function gone(error: unknown): 'gone on' | 'arrived' {
	if (!(error instanceof Refusal)) throw error
	if (error.code === 'already') return 'arrived'
	if (error.code === 'wrong_state' || error.code === 'not_found') return 'gone on'
	throw error
}
