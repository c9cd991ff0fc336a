import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { endWarning } from '../contract.ts'
import { namingNumber } from '../rules/issuer.ts'
import { sendMessage } from '../store/message.ts'
import { loadWarning, moveWarning, mustBe } from '../store/warning.ts'

/** V6, V9, V20. The reason goes out with the cancel. */
export const performEndWarning = performs(endWarning, {
	load: (tx, input) => loadWarning(tx, input.warning),
	run: async (context, row, { reason }) => {
		const { tx, now } = context
		mustBe(row, 'in_force')
		if (namingNumber([reason]) !== null)
			throw new Refusal(
				'invalid',
				{
					en: 'A number in the reason may name a person; a warning names nobody.',
					zh: '理由中的号码可能指向个人；预警不得指向个人。',
				},
				{ rule: 'V6', field: 'reason' },
			)
		const done = await moveWarning(context, row, 'ended', sql`ended_at = ${now}, reason = ${reason}`)
		const sent = await sendMessage(tx, { warning: row, type: 'cancel', reason, now })
		return {
			...done,
			output: { ...done.output, identifier: sent.identifier },
			fact: { ...done.fact, ...sent },
		}
	},
})
