import type { Both, FollowedStop, ReportState } from '../contract.ts'

/** F39, F40. What a victim is told on their own page. */

/** F40. The same on every page, whatever the state. */
export const neverAsked: Both = {
	en: 'Nobody will ever ask you for a fee, a code or a transfer to get it back. Whoever does is deceiving you again; ring us.',
	zh: '任何人都不会为退钱向你收费、要验证码或让你转账。这样做的就是再次行骗，请打电话告诉我们。',
}

type Told = { readonly state: ReportState; readonly paid: boolean; readonly stops: readonly FollowedStop[] }

const holds = (stop: FollowedStop) => (stop.is === 'held' || stop.is === 'frozen') && (stop.heldMinor ?? 0) > 0

/** F39. The first sentence: what is being done now. */
export function followSentence({ state, paid, stops }: Told): Both {
	if (state === 'withdrawn') return { en: 'You took this report back.', zh: '你已撤回这次报案。' }
	if (state === 'closed') return { en: 'This report is closed.', zh: '这次报案已办结。' }
	if (stops.some((stop) => stop.is === 'frozen' && holds(stop)))
		return { en: 'Money is frozen for you.', zh: '已有钱款被冻结。' }
	if (stops.some(holds)) return { en: 'A bank holds money for now.', zh: '银行已暂时留住一部分钱。' }
	if (stops.some((stop) => stop.is === 'sent'))
		return {
			en: 'We asked a bank to hold the money and wait for its answer.',
			zh: '我们已请银行止付，正在等银行答复。',
		}
	if (state === 'refused')
		return {
			en: 'It was decided not to open a case. You get the reason in writing.',
			zh: '决定不予立案，理由会书面告知你。',
		}
	if (!paid)
		return { en: 'Your report is with us. You have paid nothing so far.', zh: '我们已接到你的报案，目前你还没有付款。' }
	return { en: 'Your report is with us; we are following the money.', zh: '我们已接到你的报案，正在追查资金去向。' }
}

/** F39. What happens next, and what the victim can do. */
export function followNext({ state, paid, stops }: Told): Both {
	if (state === 'withdrawn' || state === 'closed')
		return { en: 'If something new happens, ring 110.', zh: '有新情况请拨打 110。' }
	if (state === 'refused')
		return {
			en: 'You may ask for a review; the letter says where and by when.',
			zh: '你可以申请复议，告知书写明向谁申请和期限。',
		}
	if (!paid)
		return {
			en: 'Do not pay and do not answer them. If they ring again, write down the number and tell us.',
			zh: '不要付款，也不要再理对方。对方再来电，请记下号码告诉我们。',
		}
	if (state === 'open')
		return {
			en: 'Sign your report: a bank holds money only on a signed one. Keep receipts and messages.',
			zh: '请签署报案，签署后银行才能止付。请保留凭证和聊天记录。',
		}
	if (state === 'signed')
		return {
			en: 'It is decided whether this becomes a case; only then is a stop turned into a freeze.',
			zh: '接下来决定是否立案，立案后止付才能转为冻结。',
		}
	if (stops.some(holds))
		return {
			en: 'When it is clear whose money is held, a plan of who gets what back is shown for 30 days before it is paid.',
			zh: '查清款项归属后，返还方案公示 30 天，再行发还。',
		}
	return { en: 'The case goes on. What we find is shown here.', zh: '案件正在办理，有结果会显示在这里。' }
}
