import { shows } from '#kernel/view.ts'
import { draftReport } from '../contract/report.ts'
import { above, fillReport, reportBookSubject } from '../store/report.ts'

/** K80, K82. */
export const draftReportView = shows(draftReport, {
	subject: async (_tx, _input, who) => reportBookSubject(who.bureau),
	show: async ({ tx, who, now }, input) => {
		const { form, name, fields, matter } = await fillReport(tx, who, now, input)
		return {
			output: {
				form: input.form,
				words: { ...form.words },
				about: { type: form.about, id: input.about, name: { ...name } },
				fields: [...fields],
				to: await above(tx, who.bureau),
			},
			matter,
		}
	},
})
