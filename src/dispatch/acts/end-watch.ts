import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { endWatch } from '../contract.ts'
import { loadWatch } from '../store/watch.ts'
import { watchChanged } from '../store/write.ts'

/** D212. What the watch still holds has to be handed over first. */
export const performEndWatch = performs(endWatch, {
	load: (tx, input) => loadWatch(tx, input.watch),
	run: async ({ tx, now }, watch) => {
		if (watch.until !== null)
			throw new Refusal('already', { en: 'This watch has ended.', zh: '已经离岗。' }, { rule: 'D210' })
		const { rows } = await sql<{ held: number; offered: boolean }>`
			select (select count(*) from dispatch.held h where h.watch_id = ${watch.id})::int as held,
				exists (select from dispatch.relief r where r.watch_id = ${watch.id} and r.ended is null) as offered`.execute(
			tx,
		)
		const held = rows[0]?.held ?? 0
		if (held > 0)
			throw new Refusal(
				'wrong_state',
				{
					en: `This watch holds ${held} open incidents. Hand them to a successor, or close them first.`,
					zh: `本席位还有 ${held} 起未结警情，请先交接给接岗人，或办结后再离岗。`,
				},
				{ rule: 'D212', extra: { held } },
			)
		if (rows[0]?.offered === true)
			throw new Refusal(
				'wrong_state',
				{
					en: 'A relief of this watch waits for its countersign. Take it back first.',
					zh: '交接正等待签字，请先撤回。',
				},
				{ rule: 'D213' },
			)
		await sql`update dispatch.watch set until_at = ${now}, version = version + 1 where id = ${watch.id}`.execute(tx)
		return {
			output: { watch: watch.id, version: watch.version + 1 },
			fact: { watch: watch.id, desk: watch.agency },
			messages: [watchChanged(watch.id, 'ended')],
		}
	},
})
