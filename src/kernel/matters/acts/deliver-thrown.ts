import { sql } from 'kysely'
import { performs } from '../../act.ts'
import type { Tx } from '../../db/schema.ts'
import { notFound } from '../../refusal.ts'
import { deliverThrown } from '../contract.ts'
import { driveTaken } from '../process/drive.ts'
import type { Thrown } from '../process/outward.ts'
import { takeInstance } from '../process/store.ts'
import { already, movedDone, subjectOf } from '../runner/moved.ts'
import { needThrown, nobodyWaits } from '../runner/thrown.ts'

/** M48. One instance, one transaction; where it arrived is written beside, so that it arrives once. */
export const deliverThrownAct = performs(deliverThrown, {
	async load(tx, input) {
		const [taken, thrown] = await Promise.all([takeInstance(tx, input.instance), needThrown(tx, input.thrown)])
		if (taken === null) throw notFound(`instance ${input.instance}`)
		return { subject: subjectOf(taken), row: { taken, thrown }, version: null }
	},
	async run(context, { taken, thrown }, { thrown: id, instance }) {
		if (!(await isFirst(context.tx, id, instance, thrown, context.now)))
			throw already('M48', { en: 'It has arrived already.', zh: '该消息已送达。' })
		const { kind, name, key, data } = thrown
		const happening =
			kind === 'signal' ? { is: kind, name, data } : { is: kind, name, data, ...(key === undefined ? {} : { key }) }
		const driven = await driveTaken(context, taken, happening)
		if (!driven.taken) throw nobodyWaits('M48')
		return movedDone(driven, { instance, thrown: id, kind, name })
	},
})

async function isFirst(tx: Tx, id: string, instance: string, { kind }: Thrown, now: Date): Promise<boolean> {
	const { rows } = await sql`insert into matters.process_delivered (thrown_id, instance_id, kind, at)
		select ${id}::uuid, ${instance}::uuid, ${kind}::text, ${now}::timestamptz
		where not exists (select from matters.process_begun where thrown_id = ${id}::uuid and kind = 'message')
		on conflict do nothing returning 1`.execute(tx)
	return rows.length > 0
}
