import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { acknowledgeBrief } from '../contract/brief.ts'
import { briefSubject, needBrief } from '../store/brief.ts'

/** K76. Once, by another leader than the one who made it. */
export const performAcknowledgeBrief = performs(acknowledgeBrief, {
	load: async (tx, input) => {
		const row = await needBrief(tx, input.brief, 'lock')
		return { subject: briefSubject(row), row, version: row.version }
	},
	run: async ({ tx, who, now }, row) => {
		if (row.acknowledged_at !== null)
			throw new Refusal('already', { en: 'It was taken over by before.', zh: '已经接班确认过。' }, { rule: 'K76' })
		await sql`update command.brief set acknowledged_at = ${now}, acknowledged_by = ${who.person}, acknowledged_post = ${who.postKind},
			version = version + 1 where id = ${row.id}`.execute(tx)
		return {
			output: { brief: row.id, version: row.version + 1, at: now.toISOString() },
			fact: { brief: row.id, sha256: row.sha256 },
			messages: [{ topic: 'command.brief.acknowledged', resource: { type: 'Brief', id: row.id }, body: {} }],
		}
	},
})
