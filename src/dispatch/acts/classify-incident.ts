import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { classifyIncident, facts as factsOf } from '../contract.ts'
import { majorOf } from '../rules/major.ts'
import { planOf, priorityOf, targetOf, typeFacts } from '../rules/tables.ts'
import { isLesser } from '../rules/lesser.ts'
import { askDowngrade, dropDowngrade } from '../store/downgrade.ts'
import { loadIncident, mustBeOpen, planAsked } from '../store/incident.ts'
import { majorWrites } from '../store/major.ts'
import { byOf, downgradeChanged, dropTimers, incidentChanged, story, type Write, writeAll } from '../store/write.ts'
import { retarget } from '../store/retarget.ts'

/**
 * D7, D8, D20. A new row; the earlier ones stay, and so does the table's answer beside a priority by hand. D226: a lesser one is
 * worked by at once, and measured by when somebody outside has confirmed it.
 */
export const performClassifyIncident = performs(classifyIncident, {
	load: (tx, input) => loadIncident(tx, input.incident),
	run: async (context, incident, input) => {
		const { tx, now } = context
		mustBeOpen(incident)
		if (input.type === undefined && input.facts === undefined && input.priority === undefined)
			throw new Refusal('invalid', { en: 'There is nothing to change.', zh: '没有要改的内容。' }, { field: 'type' })
		const type = input.type ?? incident.type
		const facts = factsOf.parse({ ...incident.facts, ...input.facts })
		const decided = priorityOf(type, facts)
		const priority = input.priority?.value ?? decided.priority
		const plan = planOf({ ...planAsked(incident), type, priority, weapon: facts.weapon })
		const lesser = isLesser(incident.measured, { type, priority })
		const measured = lesser ? incident.measured.priority : priority
		const target = targetOf('dispatch', measured)
		const by = byOf(context.who)
		const id = newId(now.getTime())
		const asked = newId(now.getTime())
		const writes: Write[] = [
			sql`insert into dispatch.classification (id, incident_id, type, priority, facts, rule, reason, at, post_kind, post_id, by_agency)
				values (${id}, ${incident.id}, ${type}, ${priority}, ${JSON.stringify(facts)}::text::jsonb,
					${JSON.stringify(decided.rule)}::text::jsonb, ${input.priority?.reason ?? null}, ${now}, ${by.kind}, ${by.post}, ${by.agency})`,
			sql`update dispatch.incident set classification_id = ${id}, measured_id = ${lesser ? incident.measured.id : null}, needs = ${plan.units},
				protected = protected or ${typeFacts(type).protectedAddress}, version = version + 1 where id = ${incident.id}`,
			story(context, {
				act: classifyIncident.name,
				incident: incident.id,
				text: input.priority?.reason,
				fact: { type, from: incident.priority, priority, table: decided.priority, rows: decided.rule.rows, lesser },
			}),
			...majorWrites(incident.id, majorOf({ type, priority, facts }), now),
		]
		if (incident.pending !== null) await dropDowngrade(tx, incident.pending, now)
		if (lesser) writes.push(askDowngrade(context, asked, incident, id))
		if (incident.state === 'waiting' && measured !== incident.measured.priority) {
			writes.push(dropTimers(incident.id, ['dispatch'], now))
			await writeAll(tx, writes)
			await retarget(tx, incident.id, { kind: 'dispatch', from: incident.receivedAt, ...target })
		} else await writeAll(tx, writes)
		const version = incident.version + 1
		return {
			output: {
				incident: incident.id,
				state: incident.state,
				version,
				type,
				priority,
				rule: decided.rule,
				byHand: input.priority !== undefined,
			},
			fact: {
				type,
				from: incident.priority,
				priority,
				decided: decided.priority,
				version: decided.rule.version,
				rows: decided.rule.rows,
				byHand: input.priority !== undefined,
				lesser,
				reason: input.priority?.reason ?? null,
			},
			messages: [
				incidentChanged(incident.id, incident.state, version),
				...(lesser ? [downgradeChanged(asked)] : []),
				...(incident.pending === null ? [] : [downgradeChanged(incident.pending)]),
			],
			matter: incident.id,
		}
	},
})
