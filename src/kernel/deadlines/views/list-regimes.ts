import { sql } from 'kysely'
import { shows } from '../../view.ts'
import { deadlineBookSubject } from '../book.ts'
import { listRegimes } from '../contract.ts'
import { regimeOf, shippedRegime } from '../editions.ts'
import { shownEdition } from './edition.ts'

/** Every regime that applies at my agency, by key. */
export const listRegimesView = shows(listRegimes, {
	subject: async (_tx, _input, who) => deadlineBookSubject(who.bureau),
	async show({ tx, who }) {
		const { rows } = await sql<{ key: string }>`select distinct e.key
			from deadlines.edition e join deadlines.publication p on p.edition_id = e.id where e.kind = 'regime' order by e.key`.execute(
			tx,
		)
		const regimes = []
		for (const { key } of rows) {
			const found = await regimeOf(tx, key, who.agency)
			if (found === null) continue
			const { body, ...edition } = found
			const ships = edition.agency === null ? null : await shippedRegime(tx, key)
			regimes.push({ key, edition: await shownEdition(tx, edition), body, ships })
		}
		return { output: { regimes } }
	},
})
