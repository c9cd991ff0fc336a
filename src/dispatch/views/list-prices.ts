import { shows } from '#kernel/view.ts'
import { listPrices } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { readPrices } from '../store/price.ts'

/** Rows of the list. */
const most = 50

/** D268. Of the viewer's own bureau. */
export const showPriceList = shows(listPrices, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who }, input) => {
		const rows = await readPrices(tx, { agency: who.bureau, draft: input.draft, most })
		return { output: { rows: rows.map(({ result: _result, ...row }) => row) } }
	},
})
