import { resource } from '../../contract/declare.ts'

/** A matter as powers see it. Its owner agency and kind decide who may know of it; the slice's record decides the rest. */
export const matter = resource({
	type: 'Matter',
	table: 'matters.matter',
	id: 'id',
	see: 'matters.matter.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		kind: { is: 'String', column: 'kind' },
	},
})
