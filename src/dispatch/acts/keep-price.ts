import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { keepPrice } from '../contract.ts'
import { loadPrice, priceChanged } from '../store/price.ts'
import { mustRun } from './stop-price.ts'

/** D266. The result with its hash, or why there is none. */
export const performKeepPrice = performs(keepPrice, {
	load: (tx, input) => loadPrice(tx, input.price),
	run: async ({ tx, now }, price, { result, fault }) => {
		mustRun(price)
		if ((result === undefined) === (fault === undefined))
			throw new Refusal('invalid', { en: 'Give a result or a fault.', zh: '结果与故障须二选一。' }, { rule: 'D266' })
		const state = result === undefined ? ('failed' as const) : ('done' as const)
		const json = result === undefined ? null : JSON.stringify(result)
		const sha256 = json === null ? null : createHash('sha256').update(json).digest('hex')
		await sql`update dispatch.price set state = ${state}, ended_at = ${now}, fault = ${fault ?? null}, result = ${json}::text::jsonb,
			sha256 = ${sha256} where id = ${price.id}`.execute(tx)
		return {
			output: { price: price.id, state, sha256 },
			fact: { price: price.id, state, sha256, draft: price.draft },
			messages: [priceChanged(price.id, price.agency, state)],
		}
	},
})
