import { evaluateTable } from '#kernel/tables/api.ts'
import { type Facts, type IncidentType, type MajorTier, majorTier } from '../contract.ts'
import { typeFacts } from './tables.ts'

/** D205, D206. Which incident is handed up, to which tier and by when, by the table `major`. */

export type Major = {
	readonly tier: MajorTier
	readonly seconds: number
	/** Kinds of post that are told at each tier. */
	readonly tells: readonly string[]
	readonly why: { readonly en: string; readonly zh: string }
	readonly rule: string
	readonly version: string
}

type Asked = { readonly type: IncidentType; readonly priority: number; readonly facts: Facts }

/** What the table is asked. */
export const majorAsked = ({ type, priority, facts }: Asked) => ({
	...facts,
	type,
	priority,
	protected: typeFacts(type).protectedAddress,
})

/** Null: it stays where it is. */
export function majorOf(asked: Asked): Major | null {
	const { output, rule, version, en, zh } = evaluateTable('dispatch.major', majorAsked(asked))
	const tier = majorTier.safeParse(output['tier'])
	const { minutes, tells } = { minutes: output['minutes'], tells: output['tells'] }
	if (!tier.success || typeof minutes !== 'number') return null
	return {
		tier: tier.data,
		seconds: Math.round(minutes * 60),
		tells: Array.isArray(tells) ? tells.filter((one): one is string => typeof one === 'string') : [],
		why: { en: wordsOf(en, rule), zh: wordsOf(zh, rule) },
		rule,
		version,
	}
}

/** A row that says nothing is named by its number. */
const wordsOf = (words: string, rule: string): string => (words === '' ? rule : words).slice(0, 300)

const clocks: Readonly<Record<MajorTier, string>> = {
	county: 'major_county',
	city: 'major_city',
	province: 'major_province',
}

/** The clock at whose end a tier is told. */
export const majorClock = (tier: MajorTier): string => clocks[tier]
export const majorClocks: readonly string[] = Object.values(clocks)

/** The tier a passed clock leads to; null when it is no clock of a major incident. */
export const majorAfter = (kind: string): MajorTier | null =>
	majorTier.options.find((tier) => clocks[tier] === kind) ?? null

/** Tiers up to one, lowest first: nobody in between is passed over. */
export const tiersUpTo = (tier: MajorTier): readonly MajorTier[] =>
	majorTier.options.slice(0, majorTier.options.indexOf(tier) + 1)
