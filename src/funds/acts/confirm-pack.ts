import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { confirmPack, rulePack } from '../contract.ts'
import { packSubject } from '../store/pack.ts'

/** F68. From its confirmation it is what the bureau works by; measures signed before keep what they were signed under. */
export const performConfirmPack = performs(confirmPack, {
	load: async (tx, { choice }) => {
		const { rows } = await sql<{ agency: string; proposer: string; pack: string; confirmed: boolean }>`
			select agency_id as agency, proposed_by as proposer, pack, confirmed_at is not null as confirmed
			from funds.pack_choice where id = ${choice} for update`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`choice ${choice}`)
		return { subject: packSubject(choice, row.agency, row.proposer), row, version: null }
	},
	run: async ({ tx, now, who }, row, { choice }) => {
		if (row.confirmed)
			throw new Refusal('already', { en: 'It was confirmed already.', zh: '该规则包已确认。' }, { rule: 'F68' })
		await sql`update funds.pack_choice set confirmed_by = ${who.person}, confirmed_at = ${now} where id = ${choice}`.execute(
			tx,
		)
		return { output: { choice, pack: rulePack.parse(row.pack) }, fact: { choice, pack: row.pack, agency: row.agency } }
	},
})
