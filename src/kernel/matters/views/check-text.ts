import { shows } from '../../view.ts'
import { checkText } from '../contract/drawings.ts'
import { faultsOf, mostFaults } from '../publishing/check.ts'
import { checkedTable } from '../publishing/check-table.ts'
import { drawingBookSubject } from '../publishing/store.ts'

/** M85. */
export const checkTextView = shows(checkText, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show({ tx, who, now }, { what, name, text }) {
		if (what === 'drawing')
			return {
				output: { faults: await faultsOf({ what, name, body: text }, { tx, agency: who.bureau, now }), analysis: null },
			}
		const { faults, analysis } = checkedTable(name, text)
		return { output: { faults: faults.slice(0, mostFaults), analysis } }
	},
})
