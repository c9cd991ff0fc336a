import { evaluateTable } from '#kernel/tables/api.ts'
import type { Words } from '#kernel/contract/declare.ts'
import {
	approverPost,
	type ApproverPost,
	type HolderKind,
	type MatchField,
	type MeasureKind,
	type RulePack,
	type UseKind,
} from '../contract.ts'

/** Rules of measures: facts in, verdict out. */

/** F61. Which of the four that banks match on are not known. */
export function missingOf(known: {
	readonly holder: string | null
	readonly account: string | null
	readonly amountMinor: number | null
	readonly at: Date | null
}): MatchField[] {
	const has: Readonly<Record<MatchField, unknown>> = {
		holder: known.holder,
		number: known.account,
		amount: known.amountMinor,
		time: known.at,
	}
	return (['holder', 'number', 'amount', 'time'] as const).filter((field) => has[field] === null)
}

const fieldWords: Readonly<Record<MatchField, Words>> = {
	holder: { en: 'the holder’s name', zh: '户名' },
	number: { en: 'the account number', zh: '账号' },
	amount: { en: 'the amount', zh: '金额' },
	time: { en: 'the time', zh: '时间' },
}

/** F61. Names what is missing, in both languages. */
export function missingWords(missing: readonly MatchField[]): Words {
	return {
		en: `Banks match on four fields. Missing: ${missing.map((field) => fieldWords[field].en).join(', ')}. Ask the victim’s own bank for it.`,
		zh: `银行按四项要素核对，尚缺：${missing.map((field) => fieldWords[field].zh).join('、')}。请向受害人的付款银行查询。`,
	}
}

/** What `process/pack.dmn` says of a measure. */
export type PackTerms = {
	readonly regime: string
	readonly objection: string
	readonly atMost: number
	readonly renewals: number
	readonly alarmMinutes: number
	readonly answerMinutes: number
	readonly rule: string
}

/** F68. @throws Error when the table gives no such terms */
export function termsOf(pack: RulePack, kind: MeasureKind): PackTerms {
	const { output, rule } = evaluateTable('funds.pack', { pack, kind })
	const number = (name: string): number => {
		const value = output[name]
		if (typeof value !== 'number') throw new Error(`table pack gave no ${name}`)
		return value
	}
	return {
		regime: String(output['regime']),
		objection: String(output['objection']),
		atMost: number('atMost'),
		renewals: number('renewals'),
		alarmMinutes: number('alarmMinutes'),
		answerMinutes: number('answerMinutes'),
		rule,
	}
}

/** What is known of an account when somebody has to approve a measure on it. */
export type ApproverFacts = {
	readonly pack: RulePack
	readonly kind: MeasureKind
	readonly hops: number
	readonly holder: HolderKind
	/** Where it is held, seen from the bureau. */
	readonly province: 'same' | 'other' | 'unknown'
	readonly amountMinor: number
	readonly currency: string
}

export type Approver = {
	readonly post: ApproverPost
	readonly tier: 'county' | 'city' | 'province'
	readonly people: 1 | 2
	readonly rule: string
}

const businessOf: Readonly<Record<HolderKind, 'yes' | 'no' | 'unknown'>> = {
	business: 'yes',
	person: 'no',
	unknown: 'unknown',
}

/** F66, F82. The table knows amounts of CNY; another currency counts as above every amount. */
export function approverOf({ currency, amountMinor, holder, ...facts }: ApproverFacts): Approver {
	const amount = currency === 'CNY' ? amountMinor : Number.MAX_SAFE_INTEGER
	const { output, rule } = evaluateTable('funds.approver', { ...facts, business: businessOf[holder], amount })
	const { tier, people } = output
	if (tier !== 'county' && tier !== 'city' && tier !== 'province') throw new Error('table approver gave no tier')
	return { post: approverPost.parse(output['post']), tier, people: people === 1 ? 1 : 2, rule }
}

/** F82. Unknown on either side is unknown: the table decides what that means. */
export function heldWhere(account: string | null, bureau: string | null): 'same' | 'other' | 'unknown' {
	if (account === null || bureau === null) return 'unknown'
	return account === bureau ? 'same' : 'other'
}

/** F84. What is left free in an account of this use, in minor units. */
export function livingOf(pack: RulePack, use: UseKind): number {
	const { livingMinor } = evaluateTable('funds.living', { pack, use }).output
	if (typeof livingMinor !== 'number') throw new Error('table living gave no amount')
	return livingMinor
}
