import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { openMatter, stepMatter } from '#kernel/matters/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import {
	type Facts,
	facts as factsOf,
	type IncidentType,
	openIncident,
	type PlaceInput,
	type RuleShown,
} from '../contract.ts'
import { majorOf } from '../rules/major.ts'
import { codeFrom, spokenCode } from '../rules/plain.ts'
import { planOf, priorityOf, targetOf, typeFacts } from '../rules/tables.ts'
import { type CallOf, changedOf, deskSubject, needCall } from '../store/call.ts'
import { beginMajor } from '../store/major.ts'
import { answeringAgency, findPlace, fixPlace, type PlaceFound } from '../store/place.ts'
import {
	byOf,
	callChanged,
	dropTimers,
	given,
	incidentOpened,
	nextNumber,
	startTimer,
	story,
	timeOf,
	type Write,
	writeAll,
} from '../store/write.ts'
import { keepTextClock } from '../store/text-clock.ts'
import { releaseDesk } from '../store/holds.ts'

/** D5. Born waiting, with type, priority by the table, place, targets, and a code for the caller. */
export const performOpenIncident = performs(openIncident, {
	load: async (tx, input) => {
		const call = input.call === undefined ? null : await needCall(tx, input.call.id, 'lock')
		if (call !== null && call.agency !== input.agency) throw notFound('the call belongs to another desk')
		return {
			subject: deskSubject(input.agency),
			row: call,
			version: null,
			context: { generated: call?.generated ?? false },
		}
	},
	run: async (context, call, input) => {
		const { tx, now } = context
		mustBeFresh(call, input.call?.version)
		const type = input.type ?? call?.type
		if (type === undefined || type === null)
			throw new Refusal('invalid', { en: 'Choose a type first.', zh: '先选警情类别。' }, { field: 'type', rule: 'D5' })
		const facts = factsOf.parse({ ...call?.facts, ...input.facts })
		const { priority, rule } = priorityOf(type, facts)
		const place = await placeOf(context, call, input.place)
		const { agency, area } = await answeringAgency(tx, input.agency, place.point)
		const plan = planOf({ type, priority, weapon: facts.weapon, area, level: 1 })
		const { matter: id } = await openMatter(tx, {
			kind: 'incident',
			process: 'dispatch.incident',
			agency,
			now,
			id: newId(now.getTime()),
		})
		if (call !== null) {
			await stepMatter(tx, call.id, 'attached', { now })
			await releaseDesk(context, call.id)
		}
		const number = await nextNumber(tx, input.agency, 'incident', now)
		const code = codeFrom(randomBytes(10))
		const born: Born = { id, number, code, agency, desk: input.agency, type, facts, priority, rule, needs: plan.units }
		await writeAll(tx, [
			...(place.write === null ? [] : [place.write]),
			...bornWrites(context, born, place.id, call),
			story(context, {
				act: openIncident.name,
				incident: id,
				call: call?.id ?? null,
				text: input.note,
				fact: {
					type,
					priority,
					rows: rule.rows,
					number,
					verified: place.verified,
					...(call === null ? {} : changedOf(call, { type })),
				},
			}),
		])
		return {
			output: {
				incident: id,
				state: 'waiting' as const,
				version: 1,
				number,
				agency,
				priority,
				rule,
				followCode: spokenCode(code),
			},
			fact: {
				incident: id,
				number,
				call: call?.id ?? null,
				type,
				priority,
				table: rule.table,
				version: rule.version,
				rows: rule.rows,
				verified: place.verified,
				generated: call?.generated ?? false,
				...(call === null ? {} : changedOf(call, { type })),
			},
			personal: given({ 'place.words': input.place?.words, 'place.detail': input.place?.detail, note: input.note }),
			messages: [incidentOpened(id), ...(call === null ? [] : [callChanged(call.id, 'attached', call.version + 1)])],
			matter: id,
		}
	},
})

export type Born = {
	readonly id: string
	readonly number: string
	readonly code: string
	readonly agency: string
	readonly desk: string
	readonly type: IncidentType
	readonly facts: Facts
	readonly priority: number
	readonly rule: RuleShown
	readonly needs: number
}

/** The rows of a new incident: what it is, since when, its first target, the clock to the tiers above (D205), and that its call left the queue. */
export function bornWrites({ who, now }: ActContext, born: Born, place: string, call: CallOf | null): Write[] {
	const classification = newId(now.getTime())
	const by = byOf(who)
	const target = targetOf('dispatch', born.priority)
	const receivedAt = call?.rangAt ?? now
	const major = majorOf(born)
	const writes: Write[] = [
		sql`insert into dispatch.classification (id, incident_id, type, priority, facts, rule, at, post_kind, post_id, by_agency)
			values (${classification}, ${born.id}, ${born.type}, ${born.priority}, ${JSON.stringify(born.facts)}::text::jsonb,
				${JSON.stringify(born.rule)}::text::jsonb, ${now}, ${by.kind}, ${by.post}, ${by.agency})`,
		sql`insert into dispatch.incident (id, number, agency_id, desk_id, received_at, generated, protected, classification_id, place_id, needs,
				follow_code)
			values (${born.id}, ${born.number}, ${born.agency}, ${born.desk}, ${receivedAt}, ${call?.generated ?? false},
				${typeFacts(born.type).protectedAddress}, ${classification}, ${place}, ${born.needs}, ${born.code})`,
		timeOf(born.id, 'received', receivedAt),
		startTimer(born.id, { kind: 'dispatch', from: receivedAt, seconds: target.seconds, rule: target.rule }),
		...(major === null ? [] : [beginMajor(born.id, major, now)]),
	]
	if (call === null) return writes
	return [
		...writes,
		sql`update dispatch.call set incident_id = ${born.id}, settled = true, type = ${born.type}, version = version + 1
			where id = ${call.id}`,
		dropTimers(call.id, ['answer'], now),
		keepTextClock(call.id, now),
	]
}

function mustBeFresh(call: CallOf | null, version: number | undefined): void {
	if (call === null || call.version === version) return
	throw new Refusal(
		'overtaken',
		{ en: 'Someone changed the call first. Look at it again, then decide.', zh: '来电已有改动，请看最新情况再决定。' },
		{ field: 'call/version', extra: { version: call.version } },
	)
}

type Place = Pick<PlaceFound, 'id' | 'point' | 'verified'> & { readonly write: Write | null }

/** The place given, else the call's, else the circle of the phone. */
async function placeOf(context: ActContext, call: CallOf | null, input: PlaceInput | undefined): Promise<Place> {
	if (input !== undefined) return findPlace(context, input, call?.located ?? null)
	if (call !== null && call.placeId !== null) {
		const { rows } = await sql<{ lon: number | null; lat: number | null; verified: boolean }>`
			select lon, lat, verified from dispatch.place where id = ${call.placeId}`.execute(context.tx)
		const row = rows[0]
		const point: [number, number] | null =
			row === undefined || row.lon === null || row.lat === null ? null : [row.lon, row.lat]
		return { id: call.placeId, point, verified: row?.verified ?? false, write: null }
	}
	if (call?.located != null) return fixPlace(context, call.located)
	throw new Refusal(
		'invalid',
		{
			en: 'An incident needs a place. Choose one, or force it with a reason.',
			zh: '警情要有地点。请选择，或注明原因强制定位。',
		},
		{ field: 'place', rule: 'D5' },
	)
}
