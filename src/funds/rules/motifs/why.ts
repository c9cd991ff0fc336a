import type { MotifKind } from '../../contract/motif-lists.ts'
import { hoursOf, type Thresholds } from './thresholds.ts'

type Why = { readonly en: string; readonly zh: string }

/** Why a shape is a finding: what was counted, and from what number on it counts. */
export function reasonsBy(by: Thresholds) {
	const { many } = by
	const hours = hoursOf(by.within)
	const days = hoursOf(by.cycle.within) / 24
	const lost = 100 / by.lostOnTheWay
	const scattered = 100 - 100 / by.keptOfGathered
	const passed = 100 - 100 / by.keptInPassing
	const passing = hoursOf(by.passing)
	return {
		fan_in: (senders: number): Why => ({
			en: `${senders} accounts paid one account within ${hours} hours; counted from ${many} accounts on.`,
			zh: `${hours} 小时内有 ${senders} 个账户转入同一账户；达到 ${many} 个账户即列出。`,
		}),
		fan_out: (receivers: number): Why => ({
			en: `One account paid ${receivers} accounts within ${hours} hours; counted from ${many} accounts on.`,
			zh: `一个账户在 ${hours} 小时内转给 ${receivers} 个账户；达到 ${many} 个账户即列出。`,
		}),
		cycle: (accounts: number): Why => ({
			en: `The money came back to where it began over ${accounts} accounts within ${days} days; each transfer is later than the one before and carries at most ${lost} % less.`,
			zh: `资金经 ${accounts} 个账户后回到起点，全程不超过 ${days} 天；每笔晚于上一笔，金额至多减少 ${lost}%。`,
		}),
		scatter_gather: (middles: number): Why => ({
			en: `One account paid ${middles} accounts, and each of them then paid the same account, within ${hours} hours in all; counted from ${many} accounts between on.`,
			zh: `一个账户转给 ${middles} 个账户，这些账户随后都转入同一账户，全程不超过 ${hours} 小时；中间达到 ${many} 个账户即列出。`,
		}),
		gather_scatter: (senders: number, receivers: number): Why => ({
			en: `${senders} accounts paid one account, which then paid ${receivers} others at least ${scattered} % of it, within ${hours} hours in all; counted from ${many} accounts on each side on.`,
			zh: `${senders} 个账户转入同一账户，该账户随后把其中至少 ${scattered}% 转给 ${receivers} 个其他账户，全程不超过 ${hours} 小时；两侧各达到 ${many} 个账户即列出。`,
		}),
		bipartite: (senders: number, receivers: number): Why => ({
			en: `${senders} accounts each paid the same ${receivers} accounts within ${hours} hours; counted from ${many} accounts on each side on.`,
			zh: `${hours} 小时内 ${senders} 个账户都转给了同样的 ${receivers} 个账户；两侧各达到 ${many} 个账户即列出。`,
		}),
		stack: (senders: number, middles: number, receivers: number): Why => ({
			en: `${senders} accounts each paid the same ${middles} accounts, which then each paid the same ${receivers}, each step within ${hours} hours; counted from ${many} accounts in each row on.`,
			zh: `${senders} 个账户都转给同样的 ${middles} 个账户，后者随后又都转给同样的 ${receivers} 个账户，每步不超过 ${hours} 小时；每层达到 ${many} 个账户即列出。`,
		}),
		pass_through: (share: number): Why => ({
			en: `The account handed on ${share} % of what came, each sum within ${passing} hours; counted from ${passed} % on.`,
			zh: `该账户把转入资金的 ${share}% 在 ${passing} 小时内逐笔转出；达到 ${passed}% 即列出。`,
		}),
	} as const satisfies Record<MotifKind, (...counts: number[]) => Why>
}

export type Reasons = ReturnType<typeof reasonsBy>
