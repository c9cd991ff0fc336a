import type { RegimeBody, Unit } from '../../../../deadlines/contract/bodies.ts'
import { keyTaken, noBasis, noGround, noKey, noNumber, unnamed } from '../../../../deadlines/contract/draft-faults.ts'
import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { isOwnKey, regimeFaults, widerThan } from '../../../../deadlines/contract/regime-faults.ts'

/** A regime as it is being written: numbers as text, so that what cannot be read yet stands. Pure. */

export const tiers = ['station', 'county', 'city', 'province'] as const
type Tier = (typeof tiers)[number]

type BasisDraft = {
	readonly nameEn: string
	readonly nameZh: string
	readonly basisEn: string
	readonly basisZh: string
	readonly confirmed: boolean
}
/** `most`: minutes of a pause, or of an extension the whole in the regime's unit. */
export type GroundDraft = BasisDraft & { readonly ground: string; readonly most: string }

export type RegimeDraft = BasisDraft & {
	/** Of the one in force, or the one a new rule is given. */
	readonly key: string
	readonly unit: Unit
	readonly amount: string
	readonly countsStart: boolean
	readonly atHoliday: RegimeBody['atHoliday']
	readonly dayEnds: RegimeBody['dayEnds']
	readonly liberty: boolean
	readonly warnMinutes: string
	readonly pauses: readonly GroundDraft[]
	readonly extensions: readonly GroundDraft[]
	/** Minutes after the breach; empty: the tier is left out. */
	readonly ladder: Readonly<Record<Tier, string>>
}

type Based = Pick<RegimeBody, 'name' | 'basis'>
const based = ({ name, basis }: Based): BasisDraft => ({
	nameEn: name.en,
	nameZh: name.zh,
	basisEn: basis.en,
	basisZh: basis.zh,
	confirmed: basis.confirmed,
})

/** The draft that begins with an edition, word for word. */
export function regimeDraft(key: string, body: RegimeBody): RegimeDraft {
	const minutes = (tier: Tier) => String(body.ladder.find((rung) => rung.tier === tier)?.afterMinutes ?? '')
	return {
		key,
		...based(body),
		unit: body.unit,
		amount: String(body.amount),
		countsStart: body.countsStart,
		atHoliday: body.atHoliday,
		dayEnds: body.dayEnds,
		liberty: body.liberty,
		warnMinutes: String(body.warnMinutes),
		pauses: body.pauses.map((one) => ({ ...based(one), ground: one.ground, most: String(one.mostMinutes) })),
		extensions: body.extensions.map((one) => ({ ...based(one), ground: one.ground, most: String(one.most) })),
		ladder: {
			station: minutes('station'),
			county: minutes('county'),
			city: minutes('city'),
			province: minutes('province'),
		},
	}
}

const unsaid: BasisDraft = { nameEn: '', nameZh: '', basisEn: '', basisZh: '', confirmed: false }

export const emptyGround: GroundDraft = { ...unsaid, ground: '', most: '' }

/** The draft of a rule that does not stand yet: what must be said is empty. */
export const emptyRegime: RegimeDraft = {
	...unsaid,
	key: 'own.',
	unit: 'working_days',
	amount: '',
	countsStart: false,
	atHoliday: 'next_working_day',
	dayEnds: 'midnight',
	liberty: false,
	warnMinutes: '',
	pauses: [],
	extensions: [],
	ladder: { station: '', county: '', city: '', province: '' },
}

/** C42. What stands against the key of a new rule. */
export function keyFaults(key: string, taken: readonly string[]): readonly BodyFault[] {
	if (!isOwnKey(key)) return [noKey()]
	return taken.includes(key) ? [keyTaken(key)] : []
}

/** W84. The regime a draft says and every fault of it at its place; `ships`: what a liberty clock may not be wider than. */
export function regimeOfDraft(
	draft: RegimeDraft,
	ships: RegimeBody | null,
): { readonly body: RegimeBody; readonly faults: readonly BodyFault[] } {
	const faults: BodyFault[] = []
	const number = (at: string, text: string, least: number, most: number): number => {
		const n = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN
		if (n >= least && n <= most) return n
		faults.push(noNumber(at, least, most))
		return least
	}
	const based = (at: string, one: BasisDraft): Based => {
		const [nameEn, nameZh, en, zh] = [one.nameEn, one.nameZh, one.basisEn, one.basisZh].map((text) => text.trim())
		if (nameEn === '' || nameZh === '')
			faults.push(
				unnamed('C41', at, at === 'name' ? { en: 'the rule', zh: '时限规则' } : { en: 'the ground', zh: '事由' }),
			)
		if (en === '' || zh === '') faults.push(noBasis(at === 'name' ? 'basis' : at))
		return {
			name: { en: nameEn ?? '', zh: nameZh ?? '' },
			basis: { en: en ?? '', zh: zh ?? '', confirmed: one.confirmed },
		}
	}
	const ground = (at: string, one: GroundDraft): string => {
		if (!/^[a-z][a-z0-9_]{1,59}$/.test(one.ground)) faults.push(noGround(at))
		return one.ground
	}
	const body: RegimeBody = {
		...based('name', draft),
		unit: draft.unit,
		amount: number('amount', draft.amount, 1, 26_297_280),
		countsStart: draft.countsStart,
		atHoliday: draft.atHoliday,
		dayEnds: draft.dayEnds,
		liberty: draft.liberty,
		warnMinutes: number('warnMinutes', draft.warnMinutes, 0, 525_600),
		pauses: draft.pauses.map((one, n) => ({
			ground: ground(`pauses.${n}`, one),
			...based(`pauses.${n}`, one),
			mostMinutes: number(`pauses.${n}`, one.most, 1, 1_051_200),
		})),
		extensions: draft.extensions.map((one, n) => ({
			ground: ground(`extensions.${n}`, one),
			...based(`extensions.${n}`, one),
			most: number(`extensions.${n}`, one.most, 1, 1_000_000),
		})),
		ladder: tiers
			.filter((tier) => draft.ladder[tier].trim() !== '')
			.map((tier) => ({ tier, afterMinutes: number(`ladder.${tier}`, draft.ladder[tier], 0, 525_600) })),
	}
	return { body, faults: [...faults, ...regimeFaults(body), ...(ships === null ? [] : widerThan(body, ships))] }
}

/** Terms of a regime, in the order they are read. */
const terms = [
	'name',
	'basis',
	'amount',
	'countsStart',
	'atHoliday',
	'dayEnds',
	'warnMinutes',
	'pauses',
	'extensions',
	'ladder',
] as const
export type Term = (typeof terms)[number]

/** W84. The terms in which two regimes differ; the unit stands with the length. */
export function changedTerms(before: RegimeBody, after: RegimeBody): readonly Term[] {
	return terms.filter((term) => {
		const say = (body: RegimeBody) => JSON.stringify(term === 'amount' ? [body.amount, body.unit] : body[term])
		return say(before) !== say(after)
	})
}
