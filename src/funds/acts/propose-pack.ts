import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { proposePack } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'

/** F68. A newer proposal takes the place of one that waits. */
export const performProposePack = performs(proposePack, {
	load: async (_tx, _input, who) => ({ subject: deskSubject(who.bureau), row: null, version: null }),
	run: async ({ tx, now, who }, _row, { pack, province, reason }) => {
		const choice = newId<'pack'>(now.getTime())
		await sql`insert into funds.pack_choice (id, agency_id, pack, province, reason, proposed_by, proposed_at)
			values (${choice}, ${who.bureau}, ${pack}, ${province ?? null}, ${reason}, ${who.person}, ${now})
			on conflict (agency_id) where confirmed_at is null do update set id = excluded.id, pack = excluded.pack,
				province = excluded.province, reason = excluded.reason, proposed_by = excluded.proposed_by,
				proposed_at = excluded.proposed_at`.execute(tx)
		return { output: { choice }, fact: { choice, pack, province: province ?? null, agency: who.bureau } }
	},
})
