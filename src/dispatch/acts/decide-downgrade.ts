import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { decideDowngrade } from '../contract.ts'
import { majorOf } from '../rules/major.ts'
import { planOf, targetOf, typeFacts } from '../rules/tables.ts'
import { type DowngradeOf, loadDowngrade } from '../store/downgrade.ts'
import { planAsked } from '../store/incident.ts'
import { majorWrites } from '../store/major.ts'
import { retarget } from '../store/retarget.ts'
import { byOf, downgradeChanged, dropTimers, incidentChanged, story, type Write, writeAll } from '../store/write.ts'

/** D227, D228. Confirmed, the lesser one is measured by from now on; refused, the one before stands again as a new row. */
export const performDecideDowngrade = performs(decideDowngrade, {
	load: (tx, input) => loadDowngrade(tx, input.downgrade),
	run: async (context, downgrade, input) => {
		const { tx, now } = context
		if (downgrade.ended !== null)
			throw new Refusal(
				'already',
				{ en: 'This was decided, or another classification came.', zh: '已经决定，或已另行定类定级。' },
				{ rule: 'D226' },
			)
		const { incident } = downgrade
		const confirmed = input.decision === 'confirmed'
		const by = byOf(context.who)
		await writeAll(tx, [
			...(confirmed ? [measureWrite(incident.id)] : restoreWrites(context, downgrade)),
			...(confirmed && incident.state === 'waiting' ? [dropTimers(incident.id, ['dispatch'], now)] : []),
			sql`update dispatch.downgrade set ended = ${input.decision}, ended_at = ${now}, post_kind = ${by.kind},
				by_agency = ${by.agency}, version = version + 1 where id = ${downgrade.id}`,
			story(context, {
				act: decideDowngrade.name,
				incident: incident.id,
				fact: { decision: input.decision, type: downgrade.before.type, priority: downgrade.before.priority },
			}),
		])
		if (confirmed && incident.state === 'waiting')
			await retarget(tx, incident.id, {
				kind: 'dispatch',
				from: incident.receivedAt,
				...targetOf('dispatch', incident.priority),
			})
		return {
			output: { downgrade: downgrade.id, version: downgrade.version + 1, decision: input.decision },
			fact: {
				downgrade: downgrade.id,
				decision: input.decision,
				before: { type: downgrade.before.type, priority: downgrade.before.priority },
				after: { type: incident.type, priority: incident.priority },
			},
			messages: [incidentChanged(incident.id, incident.state, incident.version + 1), downgradeChanged(downgrade.id)],
			matter: incident.id,
		}
	},
})

const measureWrite = (incident: string): Write =>
	sql`update dispatch.incident set measured_id = null, version = version + 1 where id = ${incident}`

function restoreWrites({ who, now }: ActContext, { incident, before, rule }: DowngradeOf): Write[] {
	const by = byOf(who)
	const id = newId(now.getTime())
	const plan = planOf({
		...planAsked(incident),
		type: before.type,
		priority: before.priority,
		weapon: before.facts.weapon,
	})
	return [
		sql`insert into dispatch.classification (id, incident_id, type, priority, facts, rule, reason, at, post_kind, post_id, by_agency)
			values (${id}, ${incident.id}, ${before.type}, ${before.priority}, ${JSON.stringify(before.facts)}::text::jsonb,
				${JSON.stringify(rule)}::text::jsonb, 'D228', ${now}, ${by.kind}, ${by.post}, ${by.agency})`,
		sql`update dispatch.incident set classification_id = ${id}, measured_id = null, needs = ${plan.units},
			protected = protected or ${typeFacts(before.type).protectedAddress}, version = version + 1 where id = ${incident.id}`,
		...(incident.closed ? [] : majorWrites(incident.id, majorOf(before), now)),
	]
}
