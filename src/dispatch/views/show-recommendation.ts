import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { shows } from '#kernel/view.ts'
import type { Who } from '#kernel/who.ts'
import { type AgencyRef, showRecommendation } from '../contract.ts'
import { type Card, makeCard } from '../store/cards.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { unsaid } from '../rules/tables.ts'
import { agencyJson } from '../store/shown.ts'

/** The desk shows the first of each kind; the card itself keeps every unit. */
const shownMost = 40

/** D12 to D15. The card stays held, so that sending need not rank again. */
export const showRecommended = shows(showRecommendation, {
	subject: async (tx, input) => incidentSubject(await needIncident(tx, input.incident, 'read')),
	show: async ({ tx, who, now }, input) => {
		const incident = await needIncident(tx, input.incident, 'read')
		const card = await makeCard(tx, who, incident, now)
		const shown = await cardShown(tx, who, card, shownMost)
		return {
			output: {
				incident: incident.id,
				at: card.at.toISOString(),
				mapVersion: card.mapVersion,
				card: card.name,
				...shown,
				short: {
					units: card.answer.short.units,
					sworn: card.answer.short.sworn,
					credentials: [...card.answer.short.credentials],
					crew: card.answer.short.crew ?? 0,
				},
				looked: {
					onShift: card.facts.units.length,
					available: card.facts.units.filter((unit) => unit.status === 'available').length,
				},
			},
			matter: incident.id,
		}
	},
})

/** A card as screens show it: of each kind the first `most`, of the refused the nearest. */
export async function cardShown(
	tx: Tx,
	who: Who,
	card: Pick<Card, 'facts' | 'answer'>,
	most = Number.POSITIVE_INFINITY,
) {
	const units = new Map(card.facts.units.map((unit) => [unit.unit, unit]))
	const far = (one: { readonly unit: string }) => units.get(one.unit)?.travelSeconds ?? Number.MAX_VALUE
	const ranked = card.answer.ranked.slice(0, most)
	const all = card.answer.refused
	const refused = all.length <= most ? all : all.toSorted((a, b) => far(a) - far(b)).slice(0, most)
	const named = [...ranked, ...refused].flatMap((one) => units.get(one.unit)?.agency ?? [])
	const agencies = await agenciesBy(tx, who, 'id', named)
	const { uncovers = {}, holes = [] } = card.facts
	const areas = await agenciesBy(tx, who, 'code', [...Object.values(uncovers).flat(), ...holes.map(({ area }) => area)])
	const areaOf = (code: string): AgencyRef => areas.get(code) ?? { id: zeroId, code, en: code, zh: code }
	const refOf = (id: string): AgencyRef => agencies.get(id) ?? { id, code: '', en: '', zh: '' }
	const { plan } = card.facts
	return {
		plan: {
			rule: { ...plan.rule, rows: [...plan.rule.rows] },
			units: plan.units,
			sworn: plan.sworn,
			credentials: [...plan.credentials],
			power: plan.power,
			kinds: [...plan.kinds],
			crew: plan.crew ?? unsaid.crew,
			moves: plan.moves ?? unsaid.moves,
		},
		ranked: ranked.flatMap((one, n) => {
			const unit = units.get(one.unit)
			if (unit === undefined) return []
			return [
				{
					rank: n + 1,
					unit: unit.unit,
					callSign: { en: unit.en, zh: unit.zh },
					agency: refOf(unit.agency),
					status: unit.status,
					travelSeconds: unit.travelSeconds ?? 0,
					turnoutSeconds: unit.turnoutSeconds,
					arrivesSeconds: one.arrivesSeconds,
					why: one.why.map((why) => ({ ...why })),
					coverLeft: card.facts.coverLeft[unit.unit] ?? null,
					uncovers: (uncovers[unit.unit] ?? []).map(areaOf),
					chosen: one.chosen,
					alone: one.alone,
				},
			]
		}),
		refused: refused.flatMap((one) => {
			const unit = units.get(one.unit)
			if (unit === undefined) return []
			return [
				{
					unit: unit.unit,
					callSign: { en: unit.en, zh: unit.zh },
					agency: refOf(unit.agency),
					status: unit.status,
					travelSeconds: unit.travelSeconds,
					rule: one.rule,
					sentence: { ...one.sentence },
				},
			]
		}),
		coverBefore: card.facts.coverBefore,
		holes: holes.map(({ area, minutes, moveUp }) => {
			const unit = moveUp === null ? undefined : units.get(moveUp.unit)
			const shown = moveUp === null || unit === undefined ? null : { ...moveUp, callSign: { en: unit.en, zh: unit.zh } }
			return { area: areaOf(area), minutes, moveUp: shown }
		}),
	}
}

/** Stands for the agency of an area that no agency of ours has any more. */
const zeroId = '00000000-0000-0000-0000-000000000000'

async function agenciesBy(
	tx: Tx,
	who: Who,
	key: 'id' | 'code',
	values: readonly string[],
): Promise<ReadonlyMap<string, AgencyRef>> {
	if (values.length === 0) return new Map()
	const { rows } = await sql<{ agency: AgencyRef }>`select ${agencyJson('a')} as agency from identity.agency a
		where ${sql.ref(`a.${key}`)} in (${sql.join([...new Set(values)])})
			and a.drill_id is not distinct from ${who.drill}::uuid`.execute(tx)
	return new Map(rows.map(({ agency }) => [agency[key], agency]))
}
