import { sql } from 'kysely'
import type { Words } from '#kernel/contract/declare.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { registerEraser, registerHold } from '#kernel/ledger/api.ts'

/** L11. An incident not closed or accepted for decision (a case) and a call not settled hold their fields; an erasure agreed clears dispatch's words too. */
export function answerForErasure(): void {
	registerHold({ name: 'dispatch.open', holds: heldBy })
	registerEraser({
		name: 'dispatch.words',
		erase: async (tx, { erasure }) => {
			const { rows } = await sql<{ n: number }>`select dispatch.erase_words(${erasure}) as n`.execute(tx)
			return rows[0]?.n ?? 0
		},
	})
}

/** The open incident or call of a matter. A settled call is held by the open incident it was attached to. */
async function heldBy(tx: Tx, { matter }: { readonly matter: string | null }): Promise<Words | null> {
	if (matter === null) return null
	const { rows } = await sql<{ kind: 'incident' | 'call'; number: string }>`
		select 'incident' as kind, i.number from dispatch.incident i where (not i.closed or exists (
				select from matters.token t where t.matter_id = i.id and t.element in ('accepted_for_decision', 'with_cases')))
			and (i.id = ${matter} or i.id = (select c.incident_id from dispatch.call c where c.id = ${matter}))
		union all
		select 'call', c.number from dispatch.call c where not c.settled and (c.id = ${matter} or c.incident_id = ${matter})
		limit 1`.execute(tx)
	const held = rows[0]
	if (held === undefined) return null
	return held.kind === 'incident'
		? { en: `incident ${held.number}`, zh: `警情 ${held.number}` }
		: { en: `call ${held.number}`, zh: `来电 ${held.number}` }
}
