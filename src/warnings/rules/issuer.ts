import { evaluateTable } from '#kernel/tables/api.ts'
import { issuerPost, type IssuerPost, type WarningKind } from '../contract.ts'

/** V1, V3, V7. What `process/issuer.dmn` says of a kind and a size. */
export type Issuing = {
	readonly post: IssuerPost
	readonly tier: 'county' | 'city' | 'province'
	readonly answerMinutes: number
	readonly mostHours: number
	readonly rule: string
}

export function issuingOf(kind: WarningKind, squareKilometres: number): Issuing {
	const { output, rule } = evaluateTable('warnings.issuer', { kind, squareKilometres })
	const { tier, answerMinutes, mostHours } = output
	if ((tier !== 'county' && tier !== 'city' && tier !== 'province') || typeof answerMinutes !== 'number')
		throw new Error('table issuer gave no tier or no minutes')
	if (typeof mostHours !== 'number') throw new Error('table issuer gave no hours')
	return { post: issuerPost.parse(output['post']), tier, answerMinutes, mostHours, rule }
}

/** V6. Runs of figures that name a person: a telephone or an identity number. Null when there are none. */
export function namingNumber(words: readonly string[]): string | null {
	for (const text of words) {
		const found = /(?<![\d.])(?:\d[ -]?){10,17}[\dXx](?!\d|\.\d)/.exec(text)
		if (found !== null) return found[0]
	}
	return null
}
