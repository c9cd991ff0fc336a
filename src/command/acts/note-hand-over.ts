import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { handOverNoted, noteHandOver } from '../contract/hand-over.ts'
import { loadHandOver } from '../store/hand-over.ts'
import { entryOf } from '../store/hand-over-entries.ts'

/** K47. The offerer's own line, which names the line that moved the owner as that one names the offer. */
export const performNoteHandOver = performs(noteHandOver, {
	load: async (tx, input) => ({ ...(await loadHandOver(tx, input.handOver)), version: null }),
	run: async ({ tx }, row, input) => {
		const moved = await entryOf(tx, { handOver: row.id, matter: row.matter, state: row.state })
		if ((row.state !== 'accepted' && row.state !== 'ordered') || moved === null || moved.n !== input.entry)
			throw new Refusal(
				'wrong_state',
				{ en: 'That entry did not move the owner.', zh: '该存证记录未变更负责单位。' },
				{ rule: 'K47' },
			)
		await sql`update command.hand_over set seen_entry = ${input.entry} where id = ${row.id}`.execute(tx)
		return {
			output: { handOver: row.id, entry: input.entry },
			fact: { handOver: row.id, from: row.agency, to: row.to, passed: moved.hash, entry: input.entry },
			matter: row.matter,
			messages: [{ topic: handOverNoted, resource: { type: 'HandOver', id: row.id }, body: { entry: input.entry } }],
		}
	},
})
