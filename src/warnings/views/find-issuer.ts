import { shows } from '#kernel/view.ts'
import { findIssuer } from '../contract.ts'
import { extentFault, extentOf } from '../rules/extent.ts'
import { issuingOf } from '../rules/issuer.ts'
import { issuerAbove } from '../store/issuer.ts'
import { bookSubject } from '../store/warning.ts'

/** V1, V4. */
export const showIssuer = shows(findIssuer, {
	subject: async (_tx, _input, who) => bookSubject(who.bureau),
	async show({ tx, who }, { kind, area }) {
		const squareKilometres = extentOf(area).squareMetres / 1e6
		const { post: issuerPost, tier, rule, answerMinutes, mostHours } = issuingOf(kind, squareKilometres)
		const issuer = await issuerAbove(tx, who.bureau, tier)
		return {
			output: { squareKilometres, fault: extentFault(area), issuer, issuerPost, rule, answerMinutes, mostHours },
		}
	},
})
