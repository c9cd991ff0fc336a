import { shows } from '../../view.ts'
import { agencyTree } from '../contract/organisation.ts'
import { agenciesOf, needOrganisation, organisationSubject } from '../store.ts'

/** The agencies above one's own, and all of one's bureau. Names of agencies are public; people are not here. */
export const showAgencyTree = shows(agencyTree, {
	async subject(tx) {
		return organisationSubject(await needOrganisation(tx))
	},
	async show({ tx, who }) {
		const ids = [...new Set([...who.above, ...who.below])]
		const rows = ids.length === 0 ? [] : await agenciesOf(tx).where('id', 'in', ids).execute()
		const depth = new Map(who.above.map((id, at) => [id, -at]))
		const place = new Map(who.below.map((id, at) => [id, at + 1]))
		const order = (id: string) => (id === who.bureau ? 0.5 : (place.get(id) ?? depth.get(id) ?? 0))
		return { output: { agencies: rows.sort((one, other) => order(one.id) - order(other.id)) } }
	},
})
