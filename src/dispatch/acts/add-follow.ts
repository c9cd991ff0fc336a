import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound } from '#kernel/refusal.ts'
import { addFollow } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { incidentChanged, story, writeAll, type Write } from '../store/write.ts'

/** D33. Whoever holds the code may add; the incident's people hear of it. A wrong code and none are the same answer. */
export const performAddFollow = performs(addFollow, {
	load: async (tx, input) => {
		const { rows } = await sql<{ id: string; desk_id: string; version: number; state: string }>`
			select i.id, i.desk_id, i.version, (select t.element from matters.token t where t.matter_id = i.id limit 1) as state
			from dispatch.incident i where i.follow_code = ${input.code}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound()
		return { subject: deskSubject(row.desk_id), row, version: null }
	},
	run: async (context, incident, input) => {
		const writes: Write[] = [story(context, { act: addFollow.name, incident: incident.id, text: input.text })]
		if (input.safeToCall !== undefined) {
			writes.push(sql`update dispatch.call set safe_to_call = ${input.safeToCall}, version = version + 1
				where id = (select c.id from dispatch.call c where c.incident_id = ${incident.id} order by c.rang_at limit 1)`)
		}
		await writeAll(context.tx, writes)
		return {
			output: { at: context.now.toISOString() },
			fact: { incident: incident.id },
			personal: { text: input.text },
			messages: [incidentChanged(incident.id, incident.state, incident.version)],
			matter: incident.id,
		}
	},
})
