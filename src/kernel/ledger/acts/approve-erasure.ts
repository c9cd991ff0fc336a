import { sql } from 'kysely'
import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { erasureApprove } from '../contract.ts'
import { needEntry } from '../entries.ts'
import { type ErasureOf, erasureSubject, needErasure } from '../erasures.ts'
import { eraseElsewhere } from '../also-erase.ts'
import { holdOn } from '../holds.ts'
import type { Who } from '../../who.ts'
import { heldBack } from './propose-erasure.ts'

/** L11. Second half: another person of another agency agrees, and the clear values are gone. The proofs stay. */
export const approveErasure = performs(erasureApprove, {
	async load(tx, { erasure }) {
		const row = await needErasure(tx, erasure)
		return { subject: erasureSubject(row), row, version: row.version }
	},
	async run({ tx, who, now }, row, _input) {
		mustBeOpen(row)
		mustBeAnother(row, who)
		const entry = await needEntry(tx, row.n)
		const held = await holdOn(tx, { matter: entry.matter, n: row.n })
		if (held !== null) throw heldBack(held)
		await sql`update ledger.erasure set state = 'approved', decided_by = ${who.person}, decided_agency = ${who.agency},
			decided_at = ${now}, version = version + 1 where id = ${row.id}`.execute(tx)
		const elsewhere = await eraseElsewhere(tx, { erasure: row.id, matter: entry.matter, n: row.n })
		const { rows } = await sql<{ erased: number }>`select ledger.erase(${row.id}, ${now}) as erased`.execute(tx)
		return {
			output: { erased: rows[0]?.erased ?? 0, version: row.version + 1 },
			fact: { erasure: row.id, n: row.n, erased: row.commitments, elsewhere },
			messages: [
				{
					topic: 'ledger.erasure.changed',
					resource: { type: 'Erasure', id: row.id },
					body: { n: row.n, state: 'approved' },
				},
			],
			matter: entry.matter,
		}
	},
})

export function mustBeOpen(row: ErasureOf): void {
	if (row.state === 'proposed') return
	throw new Refusal(
		'wrong_state',
		{ en: 'This proposal was already decided.', zh: '该申请已作出决定。' },
		{ rule: 'L11' },
	)
}

function mustBeAnother(row: ErasureOf, who: Who): void {
	if (row.proposed_by !== who.person && row.proposed_agency !== who.agency) return
	throw new Refusal(
		'not_permitted',
		{ en: 'Another person of another agency must agree to it.', zh: '须由其他单位的其他人员同意。' },
		{ rule: 'L11' },
	)
}
