import { evaluateTable } from '#kernel/tables/api.ts'
import type { StopChance } from '../contract/trace-shapes.ts'
import type { PayeeKind } from '../contract.ts'

/** F246 to F248. What the next stop is worth. */

/** Answered stops that a row needs before they stand in the place of its assumption. */
export const casesNeeded = 20

/** What a row of `process/stop-chance.dmn` says, and which row it is. */
export function assumedChance(
	kind: PayeeKind,
	minutes: number,
): { readonly hundredths: number; readonly rule: string } {
	const { output, rule } = evaluateTable('funds.stop-chance', { kind, minutes })
	const { hundredths } = output
	if (typeof hundredths !== 'number') throw new Error('table stop-chance gave no hundredths')
	return { hundredths, rule }
}

/** Answered stops by row of the table: how many, and how many of them held. */
export type Measured = ReadonlyMap<string, { readonly cases: number; readonly held: number }>

/** F246, F247. */
export function chanceOf(kind: PayeeKind, minutes: number, measured: Measured): StopChance {
	const { hundredths, rule } = assumedChance(kind, minutes)
	const { cases, held } = measured.get(rule) ?? { cases: 0, held: 0 }
	const enough = cases >= casesNeeded
	return {
		hundredths: enough ? Math.floor((held * 100) / cases) : hundredths,
		rule,
		minutes,
		cases,
		held,
		from: enough ? 'measured' : 'assumed',
	}
}

/** A hundred yuan in fen: what an expectation is rounded down to. */
const hundredYuan = 10_000

/** F248. */
export function recoverable(estimateMinor: number, { hundredths }: Pick<StopChance, 'hundredths'>): number {
	const exact = (BigInt(estimateMinor) * BigInt(hundredths)) / 100n
	return Number(exact - (exact % BigInt(hundredYuan)))
}

export const minutesBetween = (from: Date, to: Date): number =>
	Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))
