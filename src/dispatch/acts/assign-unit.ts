import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import { assignUnit } from '../contract.ts'
import { deviation } from '../rules/rank.ts'
import { targetOf } from '../rules/tables.ts'
import { type Card, cardHash, makeCard } from '../store/cards.ts'
import { heldCard } from '../store/held-cards.ts'
import { holdEmergency } from '../store/holds.ts'
import { incidentSubject, type IncidentOf, mustBeOpen, needIncidentWithUnits } from '../store/incident.ts'
import { mustSeeUnit } from '../store/seen.ts'
import { type SendableUnit, statusWrites } from '../store/unit.ts'
import {
	byOf,
	dropTimers,
	incidentChanged,
	meetTimers,
	startTimer,
	story,
	timeOf,
	unitChanged,
	type Write,
	writeAll,
} from '../store/write.ts'

/** D12 to D16, D19, D26. With a card that is still held, it waits for the load, a step when it is the first, and one write. */
export const performAssignUnit = performs(assignUnit, {
	load: async (tx, input) => {
		const row = await needIncidentWithUnits(tx, input.incident, input.units)
		return { subject: incidentSubject(row.incident), row, version: row.incident.version }
	},
	run: async (context, { incident, units }, input) => {
		const { tx, who, now } = context
		mustBeOpen(incident)
		mayBeSent(context, input.units, units)
		const card = heldCard(input.card, incident.id, now) ?? (await makeCard(tx, who, incident, now))
		mustBeExplained(who, incident, card, input.units, input.override)
		if (incident.priority === 1) await holdEmergency(context, incident.id)
		if (incident.state !== 'in_progress') await stepMatter(tx, incident.id, 'in_progress', { now })
		const cardId = newId(now.getTime())
		const hash = cardHash(card)
		const assigned = units.map((unit) => ({ unit, id: newId(now.getTime()), statusId: newId(now.getTime()) }))
		await writeAll(tx, [
			sql`insert into dispatch.card (id, incident_id, hash, at, map_version, facts, answer, sent, override)
				values (${cardId}, ${incident.id}, ${hash}, ${card.at}, ${card.mapVersion}, ${JSON.stringify(card.facts)}::text::jsonb,
					${JSON.stringify(card.answer)}::text::jsonb, array[${sql.join(input.units)}]::uuid[], ${input.override ?? null})`,
			...assigned.flatMap((one) => sendWrites(context, incident, one, cardId, input.override)),
			...incidentWrites(context, incident),
			story(context, {
				act: assignUnit.name,
				incident: incident.id,
				text: input.override,
				fact: { units: input.units, card: cardId, recommended: input.override === undefined },
			}),
		])
		const version = incident.version + 1
		return {
			output: {
				incident: incident.id,
				state: 'in_progress' as const,
				version,
				card: cardId,
				assignments: assigned.map(({ unit, id }) => ({ id, unit: unit.id, unitVersion: unit.version + 1 })),
			},
			fact: {
				units: input.units,
				card: hash,
				map: card.mapVersion,
				plan: card.facts.plan.rule.rule,
				planVersion: card.facts.plan.rule.version,
				rows: card.facts.plan.rule.rows,
				recommended: card.answer.ranked.filter((one) => one.chosen).map((one) => one.unit),
				override: input.override ?? null,
			},
			messages: [
				incidentChanged(incident.id, 'in_progress', version),
				...units.map((unit) => unitChanged(unit.id, 'dispatched', unit.version + 1)),
			],
			matter: incident.id,
		}
	},
})

/** D19, D14. Each is seen, on shift and free. */
function mayBeSent(context: ActContext, ids: readonly string[], units: readonly SendableUnit[]): void {
	if (new Set(ids).size < ids.length)
		throw new Refusal('invalid', { en: 'A unit is named twice.', zh: '有单元写了两次。' }, { field: 'units' })
	if (units.length < ids.length) throw notFound('a unit that does not exist')
	for (const unit of units) {
		mustSeeUnit(context.who, unit, context.now)
		if (unit.onShift && unit.status === 'available') continue
		const busy = unit.onShift && unit.status !== 'out_of_service'
		throw new Refusal(
			'wrong_state',
			busy
				? { en: `${unit.en} is on another incident. Choose another unit.`, zh: `${unit.zh} 正在处理其他警情，请另选。` }
				: { en: `${unit.en} is not on duty. Choose another unit.`, zh: `${unit.zh} 不在勤，请另选。` },
			{ rule: busy ? 'D19' : 'D14', field: 'units', extra: { unit: unit.id, status: unit.status } },
		)
	}
}

/** Posts that may send units without anyone sworn, with a reason (D15). */
const seniors = new Set(['shift_leader', 'commander', 'station_chief'])

function mustBeExplained(
	who: Who,
	incident: IncidentOf,
	card: Card,
	sent: readonly string[],
	override: string | undefined,
): void {
	const differs = deviation(sent, card.answer)
	if (differs === null) return
	const chosen = card.answer.ranked.filter((one) => one.chosen).map((one) => one.unit)
	if (differs === 'no_sworn' && !(seniors.has(who.postKind) && override !== undefined))
		throw new Refusal(
			'not_permitted',
			{
				en: 'This needs a police power and none of these units has a sworn officer. Add one, or ask the shift leader.',
				zh: '此类警情需要民警职权，所选单元没有民警。请加派，或由值班长决定。',
			},
			{ rule: 'D15', field: 'units', extra: { recommended: chosen, priority: incident.priority } },
		)
	if (override === undefined)
		throw new Refusal(
			'not_now',
			{
				en: 'These are not the units recommended. Give a reason, or send those.',
				zh: '与推荐不同，请写明理由，或按推荐派警。',
			},
			{ rule: 'D26', field: 'override', extra: { recommended: chosen } },
		)
}

function sendWrites(
	context: ActContext,
	incident: IncidentOf,
	one: { readonly unit: SendableUnit; readonly id: string; readonly statusId: string },
	card: string,
	override: string | undefined,
): Write[] {
	const { now, who } = context
	const by = byOf(who)
	return [
		sql`insert into dispatch.assignment (id, incident_id, unit_id, unit_agency_id, card_id, override, dispatched_at, post_kind, post_id, by_agency)
			values (${one.id}, ${incident.id}, ${one.unit.id}, ${one.unit.agency}, ${card}, ${override ?? null}, ${now}, ${by.kind}, ${by.post},
				${by.agency})`,
		...statusWrites(one.unit.id, 'dispatched', { at: now, now, id: one.statusId }, sql`, assignment_id = ${one.id}`),
	]
}

function incidentWrites({ now }: ActContext, incident: IncidentOf): Write[] {
	const enRoute = targetOf('en_route', incident.measured.priority)
	const onScene = targetOf('on_scene', incident.measured.priority)
	const arrived = incident.assignments.some((one) => one.arrived && !one.cleared)
	const timers: Write[] = arrived
		? []
		: [
				startTimer(incident.id, { kind: 'en_route', from: now, seconds: enRoute.seconds, rule: enRoute.rule }),
				startTimer(incident.id, {
					kind: 'on_scene',
					from: incident.receivedAt,
					seconds: onScene.seconds,
					rule: onScene.rule,
				}),
			]
	return [
		sql`update dispatch.incident set version = version + 1 where id = ${incident.id}`,
		timeOf(incident.id, 'dispatched', now),
		meetTimers(incident.id, ['dispatch'], now),
		...timers,
		...(incident.state === 'cleared' ? [dropTimers(incident.id, ['close'], now)] : []),
	]
}
