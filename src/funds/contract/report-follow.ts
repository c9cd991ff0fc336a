import { z } from 'zod'
import { view } from '#kernel/contract/declare.ts'
import { instant } from '#kernel/contract/scalars.ts'
import { reportState } from './lists.ts'
import { currency, minor } from './money.ts'
import { both } from './report-shapes.ts'
import { reportResource } from './resources.ts'

/** F39, F40. What a victim reads by their own link. */

/** Twelve letters and digits without look-alikes; dashes and case free. */
const followLink = z
	.string()
	.max(24)
	.transform((s) => s.toUpperCase().replace(/[^0-9A-Z]/g, ''))
	.pipe(z.string().regex(/^[2-9A-HJ-NP-Z]{12}$/, 'is not a code'))

/** One request to a bank, as the victim may know of it: no account, no name, no bank but the one they told us. */
const followedStop = z.object({
	/** The bank they paid to, as they told it; null further on. */
	bank: z.string().nullable(),
	is: z.enum(['sent', 'held', 'frozen', 'asked_again', 'refused', 'released']),
	currency,
	askedMinor: minor,
	heldMinor: minor.nullable(),
	sentAt: instant,
	answeredAt: instant.nullable(),
	until: instant.nullable(),
	endedAt: instant.nullable(),
})
export type FollowedStop = z.output<typeof followedStop>

export const followReport = view({
	name: 'funds.follow.show',
	summary: { en: 'How far a report of fraud is, by the victim’s link', zh: '凭链接查看报案进度' },
	resource: reportResource,
	input: z.strictObject({ link: followLink }),
	output: z.object({
		number: z.string(),
		/** The first sentence: what is being done. */
		sentence: both,
		/** What happens next. */
		next: both,
		/** What nobody will ever ask for. */
		never: both,
		state: reportState,
		reportedAt: instant,
		signedAt: instant.nullable(),
		decidedAt: instant.nullable(),
		/** By when it is decided whether it becomes a case. */
		decideBy: instant.nullable(),
		currency,
		lossMinor: minor,
		heldMinor: minor,
		/** In order of sending. */
		stops: z.array(followedStop),
		/** F299. What comes back, as approved rounds say it; newest first. */
		letters: z.array(z.object({ en: z.array(z.string()), zh: z.array(z.string()) })),
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: { link: '4K7P-92MX-TQ7B' },
		output: {
			number: 'F-2611-00118',
			sentence: { en: 'A bank holds part of your money.', zh: '银行已留住你的一部分钱。' },
			next: {
				en: 'An officer decides whether this becomes a case.',
				zh: '接下来由民警决定是否立案。',
			},
			never: {
				en: 'Nobody will ever ask you for a fee, a code or a transfer to get it back.',
				zh: '任何人都不会为退钱向你收费、要验证码或让你转账。',
			},
			state: 'signed',
			reportedAt: '2026-11-22T13:58:00.000Z',
			signedAt: '2026-11-22T14:02:00.000Z',
			decidedAt: null,
			decideBy: '2026-11-25T14:02:00.000Z',
			currency: 'CNY',
			lossMinor: 5000000,
			heldMinor: 4200000,
			stops: [
				{
					bank: '港湾银行',
					is: 'held',
					currency: 'CNY',
					askedMinor: 5000000,
					heldMinor: 4200000,
					sentAt: '2026-11-22T14:04:00.000Z',
					answeredAt: '2026-11-22T14:07:00.000Z',
					until: '2026-11-24T14:04:00.000Z',
					endedAt: null,
				},
			],
			letters: [
				{
					en: ['CNY 46,200.00 is to be given back to you (B-2611-00001).'],
					zh: ['拟返还你 46,200.00 元（B-2611-00001）。'],
				},
			],
		},
	},
})
