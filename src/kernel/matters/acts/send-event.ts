import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { sendEvent } from '../contract.ts'
import { keepThrown, processThrown } from '../process/outward.ts'
import { faultBookSubject } from '../runner/fault.ts'
import { committed, mustBeBounded } from '../runner/given.ts'

/** M49. From outside to whoever waits: sent on and delivered like what a process throws. */
export const sendEventAct = performs(sendEvent, {
	load: async (_tx, _input, who) => ({ subject: faultBookSubject(who.bureau), row: null, version: null }),
	async run({ tx, now }, _row, { kind, name, key, data }) {
		mustBeBounded(data)
		if (kind === 'signal' && key !== undefined)
			throw new Refusal(
				'invalid',
				{ en: 'A signal reaches all that wait and has no key.', zh: '信号送达全部等待者，不带关联键。' },
				{ rule: 'M49', field: 'key' },
			)
		const event = { kind, name, data: data ?? {}, instance: null, ...(key === undefined ? {} : { key }) }
		const [thrown = ''] = await keepThrown(tx, [event], now)
		return {
			output: { thrown },
			fact: { thrown, kind, name },
			personal: committed(data),
			messages: [{ topic: processThrown, resource: null, body: { thrown } }],
		}
	},
})
