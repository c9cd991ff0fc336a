import { z } from 'zod'
import { act } from '../../contract/declare.ts'
import { id, instant } from '../../contract/scalars.ts'
import { matter } from './matter.ts'

/** M15. Only the clock performs it. */
export const breachTimer = act({
	name: 'matters.timer.breach',
	summary: { en: 'A target passed without being met', zh: '时限届满未完成' },
	resource: matter,
	input: z.strictObject({ timer: id }),
	output: z.strictObject({ matter: id, kind: z.string(), dueAt: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { timer: '019aa000-0000-7000-8000-000000000001' },
		output: {
			matter: '019aa000-0000-7000-8000-000000000002',
			kind: 'arrive',
			dueAt: '2026-11-24T08:15:00.000Z',
		},
	},
})

/** Topic of the message a breach sends: `{ matter, timer, kind, rule, dueAt }`, about the resource `Matter`. */
export const timerBreached = 'matters.timer.breached'
