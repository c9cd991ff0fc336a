import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { offerRelief } from '../contract.ts'
import { findSuccessor } from '../store/successors.ts'
import { loadWatch } from '../store/watch.ts'
import { reliefChanged } from '../store/write.ts'

/** D213, D217. Nothing moves until the successor countersigns. */
export const performOfferRelief = performs(offerRelief, {
	load: (tx, input) => loadWatch(tx, input.watch),
	run: async ({ tx, now }, watch, input) => {
		if (watch.until !== null)
			throw new Refusal('wrong_state', { en: 'This watch has ended.', zh: '已经离岗。' }, { rule: 'D210' })
		const to = await findSuccessor(tx, watch.agency, input.to, now)
		if (to === null || to.person === watch.person)
			throw new Refusal(
				'invalid',
				{
					en: 'Choose a dispatcher or shift leader of this desk, and not the one who leaves.',
					zh: '请选择本席位的调度员或值班长，不能是离岗人本人。',
				},
				{ rule: 'D213', field: 'to' },
			)
		const id = newId(now.getTime())
		const { rows } = await sql<{ id: string }>`
			insert into dispatch.relief (id, watch_id, agency_id, leaver_id, successor_id, successor_post, at)
			values (${id}, ${watch.id}, ${watch.agency}, ${watch.person}, ${to.person}, ${to.post}, ${now})
			on conflict (watch_id) where ended is null do nothing returning id`.execute(tx)
		if (rows[0] === undefined)
			throw new Refusal(
				'already',
				{ en: 'A relief of this watch is open. Take it back first.', zh: '本席位已有一次交接在等待签字，请先撤回。' },
				{ rule: 'D213' },
			)
		return {
			output: { relief: id, version: 1, watch: watch.id },
			fact: { relief: id, watch: watch.id, desk: watch.agency, post: to.post },
			messages: [reliefChanged(id, 'offered')],
		}
	},
})
