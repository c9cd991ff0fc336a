import { sql } from 'kysely'
import type { Message } from '../../act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import type { Moved, Told } from './engine.ts'
import { isOwnService } from './services.ts'
import type { Data } from './state.ts'
import './tables.ts'

/** Topic of the message that tells that a token stands still: `{ matter, instance, token, element, rule }`. */
export const processFaulted = 'matters.process.faulted'
/** Topic of the message that sends a thrown message or signal on: `{ thrown }`. */
export const processThrown = 'matters.process.thrown'
/** Topic of the message that asks what no program of ours answers: `{ matter, instance, wait, service }`. */
export const serviceAsked = 'matters.service.asked'

/** A message or signal on its way (M47). */
export type Thrown = {
	readonly kind: 'message' | 'signal'
	readonly name: string
	readonly key?: string
	readonly data: Data
	/** The instance that threw it; null when it came from outside. */
	readonly instance: string | null
}

/** What a process asks of the world outside it, people left out: services, messages and signals thrown, faults. */
export async function sendOut(tx: Tx, moved: Moved, now: Date): Promise<readonly Message[]> {
	const resource = { type: 'Matter', id: moved.matter }
	const thrown = moved.told.flatMap(thrownOf)
	const sent = thrown.length === 0 ? [] : await keepThrown(tx, thrown, now)
	return [
		...moved.told.flatMap((told) => messageOf(moved.matter, told)),
		...sent.map((id) => ({ topic: processThrown, resource, body: { thrown: id } })),
	]
}

function thrownOf({ instance, effect }: Told): readonly Thrown[] {
	if (effect.is !== 'message' && effect.is !== 'signal') return []
	const key = effect.is === 'message' && effect.key !== undefined ? { key: effect.key } : {}
	return [{ kind: effect.is, name: effect.name, data: effect.data, instance, ...key }]
}

/** Writes what was thrown; gives the ids. */
export async function keepThrown(tx: Tx, thrown: readonly Thrown[], now: Date): Promise<readonly string[]> {
	const rows = thrown.map((one) => ({ id: newId(now.getTime()), ...one, key: one.key ?? null }))
	await sql`insert into matters.process_thrown (id, kind, name, key, data, instance_id, at)
		select t.id, t.kind, t.name, t.key, t.data, t.instance, ${now}::timestamptz
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
			as t (id uuid, kind text, name text, key text, data jsonb, instance uuid)`.execute(tx)
	return rows.map((row) => row.id)
}

function messageOf(matter: string, { instance, effect }: Told): readonly Message[] {
	const resource = { type: 'Matter', id: matter }
	if (effect.is === 'fault') {
		const { token, element, rule } = effect
		return [{ topic: processFaulted, resource, body: { matter, instance, token, element, rule } }]
	}
	if (effect.is !== 'asked' || effect.wait.kind !== 'service') return []
	const service = effect.asks ?? effect.wait.element
	if (isOwnService(service)) return []
	return [{ topic: serviceAsked, resource, body: { matter, instance, wait: effect.wait.id, service } }]
}
