import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { enterSample } from '../contract.ts'
import { loadSample } from '../store/sample.ts'
import { byOf } from '../store/write.ts'

/** D233. Once for each incident drawn. */
export const performEnterSample = performs(enterSample, {
	load: (tx, input) => loadSample(tx, input.sample),
	run: async ({ tx, who, now }, sample, input) => {
		const errors = [...new Set(input.errors)]
		if (!input.reached && errors.length > 0)
			throw new Refusal(
				'invalid',
				{ en: 'Where nobody was reached nothing was found wrong.', zh: '未联系上的，不能填写差错。' },
				{ rule: 'D233', field: 'errors' },
			)
		const by = byOf(who)
		const { rows } = await sql<{ drawn: boolean; fresh: boolean; left: number }>`
			with k as (insert into dispatch.sample_check (sample_id, incident_id, reached, errors, at, post_kind, by_agency)
				select s.sample_id, s.incident_id, ${input.reached}, ${errors}::text[], ${now}, ${by.kind}, ${by.agency}::uuid
				from dispatch.sample_item s where s.sample_id = ${sample.id} and s.incident_id = ${input.incident}
				on conflict do nothing returning incident_id)
			select exists (select from dispatch.sample_item s where s.sample_id = ${sample.id}
					and s.incident_id = ${input.incident}) as drawn, exists (select from k) as fresh,
				((select count(*) from dispatch.sample_item s where s.sample_id = ${sample.id})
					- (select count(*) from dispatch.sample_check c where c.sample_id = ${sample.id}) - 1)::int as left`.execute(
			tx,
		)
		if (rows[0]?.drawn !== true)
			throw new Refusal(
				'invalid',
				{ en: 'That incident was not drawn.', zh: '该警情不在样本中。' },
				{ rule: 'D233', field: 'incident' },
			)
		if (!rows[0].fresh)
			throw new Refusal('already', { en: 'It was entered before.', zh: '该警情已经填写。' }, { rule: 'D233' })
		return {
			output: { sample: sample.id, incident: input.incident, left: rows[0].left },
			fact: { sample: sample.id, incident: input.incident, reached: input.reached, errors },
			messages: [{ topic: 'dispatch.sample.changed', resource: { type: 'Sample', id: sample.id }, body: {} }],
		}
	},
})
