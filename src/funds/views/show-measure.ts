import { shows } from '#kernel/view.ts'
import { showMeasure } from '../contract.ts'
import { loadMeasure } from '../store/measure.ts'
import { measureSheetOf } from '../store/measure-sheet.ts'

/** F77. The holder and the whole number: with a purpose, and each look entered. */
export const showMeasureView = shows(showMeasure, {
	subject: async (tx, { measure }) => (await loadMeasure(tx, measure)).subject,
	async show({ tx, who, now }, { measure }) {
		const output = await measureSheetOf(tx, who, now, measure)
		return { output, records: [{ type: 'FundsMeasure', id: measure }], matter: measure }
	},
})
