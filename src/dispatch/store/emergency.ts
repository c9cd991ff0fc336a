import { scrypt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'

/** D120 to D122. Presses of the emergency key as rows. */

export type EmergencyOf = {
	readonly incident: string
	readonly unit: string
	readonly person: string
	readonly tries: number
	readonly silenced: boolean
	readonly answers: readonly string[]
}

/** Wrong code words after which only two people end the alarm. */
export const mostTries = 5

/** The emergency of an incident, locked; null when it has none. */
export async function findEmergency(tx: Tx, incident: string): Promise<EmergencyOf | null> {
	const { rows } = await sql<{
		unit_id: string
		person_id: string
		tries: number
		silenced: boolean
		answers: readonly string[]
	}>`select e.unit_id, e.person_id, e.tries, e.silenced_at is not null as silenced,
			coalesce((select json_agg(a.person_id) from dispatch.emergency_answer a where a.incident_id = e.incident_id), '[]') as answers
		from dispatch.emergency e where e.incident_id = ${incident} for update of e`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	const { unit_id: unit, person_id: person, tries, silenced, answers } = row
	return { incident, unit, person, tries, silenced, answers }
}

/** Whether `word` is the one the officer chose; false when none was. */
export async function isCodeWord(
	tx: Tx,
	of: { readonly unit: string; readonly person: string },
	word: string,
): Promise<boolean> {
	const { rows } = await sql<{ salt: Uint8Array; hash: Uint8Array }>`
		select salt, hash from dispatch.code_word where unit_id = ${of.unit} and person_id = ${of.person}`.execute(tx)
	const kept = rows[0]
	if (kept === undefined) return false
	return timingSafeEqual(await hashOf(word, kept.salt), Buffer.from(kept.hash))
}

/** scrypt of the word as it is heard: in lower case, spaces alike. */
export function hashOf(word: string, salt: Uint8Array): Promise<Buffer> {
	const heard = word.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
	return new Promise((resolve, reject) => {
		scrypt(heard, salt, 32, (error, key) => (error === null ? resolve(key) : reject(error)))
	})
}
