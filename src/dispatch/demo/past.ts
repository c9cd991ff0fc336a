import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Fact } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { enterMany } from '#kernel/ledger/enter-many.ts'
import { openMatter, stepMatter } from '#kernel/matters/api.ts'
import { facts as factsOf, type IncidentState } from '../contract.ts'
import { codeFrom, monthOf, numberOf } from '../rules/plain.ts'
import { planOf, priorityOf, targetOf, typeFacts } from '../rules/tables.ts'
import { hourOf, planCall, type PlannedCall, type TownPlace } from '../replay/plan.ts'
import { between, randomOf } from '../replay/random.ts'
import { type PastRow, writePast } from './past-rows.ts'

/** Ended incidents the demo begins with, and the days they lie in. */
const many = 36
const day = 24 * 3_600_000
const demoDays = 30

export type PastUnit = { readonly id: string; readonly agency: string; readonly code: string; readonly kind: string }

/** What was done to a call or an incident, as its story and the ledger tell it. */
type Line = {
	readonly at: Date
	readonly act: string
	readonly rule: string
	readonly call?: string
	readonly incident?: string
	readonly fact: Fact
}

/**
 * A month of ended incidents, for "here in the last 30 days" and the weekly counts. Their matters take every step of the
 * drawing; their rows are written in bulk, and a line stands in the ledger for each thing done, as the system's and generated.
 * @param desk the bureau at whose desk they rang
 */
export async function writeDemoPast(
	tx: Tx,
	set: {
		readonly now: Date
		readonly desk: string
		readonly places: readonly TownPlace[]
		readonly units: readonly PastUnit[]
	},
): Promise<void> {
	const last = {
		call: new Map<string, number>(),
		incident: new Map<string, number>(),
		receipt: new Map<string, number>(),
	}
	const numbers = (kind: keyof typeof last, at: Date): string => {
		const month = monthOf(at)
		const number = (last[kind].get(month) ?? 0) + 1
		last[kind].set(month, number)
		return numberOf(kind, month, number)
	}
	const rows: PastRow[] = []
	const lines: (Line & { readonly agency: string })[] = []
	for (let n = 0; n < many; n += 1) {
		const made = pastRow(n, set, numbers)
		if (made === null) continue
		await takeSteps(tx, made)
		rows.push(made)
		lines.push(
			...linesOf(made).map((line) => ({ ...line, agency: line.incident === undefined ? made.desk : made.agency })),
		)
	}
	await writePast(tx, rows)
	await writeStories(tx, lines)
	const facts = lines.map((line) => ({
		at: line.at,
		kind: 'system' as const,
		name: line.act,
		person: 'system',
		post: 'system',
		agency: line.agency,
		outcome: 'done' as const,
		rules: [line.rule],
		matter: line.incident ?? line.call ?? null,
		subject:
			line.incident === undefined ? { type: 'Call', id: line.call ?? '' } : { type: 'Incident', id: line.incident },
		fact: line.fact,
		personal: {},
	}))
	await enterMany(tx, facts, set.now)
	for (const [kind, months] of Object.entries(last))
		for (const [month, number] of months)
			await sql`insert into dispatch.counter (agency_id, kind, month, last) values (${set.desk}, ${kind}, ${month}, ${number})
				on conflict do nothing`.execute(tx)
}

function pastRow(
	n: number,
	set: Parameters<typeof writeDemoPast>[1],
	numbers: (kind: 'call' | 'incident' | 'receipt', at: Date) => string,
): PastRow | null {
	const random = randomOf(`past ${n}`)
	const from = set.now.getTime() - demoDays * day
	const rang = new Date(Math.round(from + ((n + random() * 0.6) / many) * (demoDays * day - 6 * 3_600_000)))
	const planned = planCall(between(random, 1, 1_000_000), 0, hourOf(rang), set.places)
	const own = set.units.filter((unit) => unit.code === planned?.place.station && unit.kind === 'patrol')
	const unit = own[Math.floor(random() * own.length)] ?? set.units[0]
	if (planned === null || unit === undefined) return null
	const after = (start: Date, least: number, most: number) =>
		new Date(start.getTime() + between(random, least, most) * 1000)
	const answered = after(rang, 3, 9)
	const opened = after(answered, 35, 75)
	const sent = after(opened, 15, 90)
	const enRoute = after(sent, 20, 60)
	const arrived = after(enRoute, 90, 420)
	const cleared = after(arrived, planned.story.stay * 40, planned.story.stay * 80)
	const closed = after(cleared, 120, 1_500)
	const { type } = planned.story
	const { reportedCrime, protectedAddress } = typeFacts(type)
	return {
		...keyed(planned, rang),
		...{ rang, answered, opened, sent, enRoute, arrived, cleared, closed },
		callNumber: numbers('call', rang),
		number: numbers('incident', opened),
		receipt: reportedCrime ? numbers('receipt', closed) : null,
		state: reportedCrime ? 'accepted_for_decision' : 'closed',
		desk: set.desk,
		agency: own.length === 0 ? set.desk : unit.agency,
		unit: unit.id,
		unitAgency: unit.agency,
		protected: protectedAddress,
	}
}

/** Ids, and what the tables make of the call. */
function keyed(planned: PlannedCall, rang: Date) {
	const ms = rang.getTime()
	const { type, ends } = planned.story
	const facts = factsOf.parse(planned.story.facts)
	const { priority, rule } = priorityOf(type, facts)
	return {
		planned,
		call: newId(ms),
		incident: newId(ms),
		place: newId(ms),
		classification: newId(ms),
		disposition: newId(ms),
		assignment: newId(ms),
		code: codeFrom(randomBytes(10)),
		type,
		facts,
		priority,
		rule,
		ends,
		needs: planOf({ type, priority, weapon: facts.weapon, area: '', level: 1 }).units,
		targets: {
			answer: targetOf('answer', 1),
			dispatch: targetOf('dispatch', priority),
			on_scene: targetOf('on_scene', priority),
		},
	}
}

async function takeSteps(tx: Tx, row: PastRow): Promise<void> {
	await openMatter(tx, { kind: 'call', process: 'dispatch.call', agency: row.desk, now: row.rang, id: row.call })
	await stepMatter(tx, row.call, 'live', { now: row.answered })
	await stepMatter(tx, row.call, 'attached', { now: row.opened })
	await openMatter(tx, {
		kind: 'incident',
		process: 'dispatch.incident',
		agency: row.agency,
		now: row.opened,
		id: row.incident,
	})
	const steps: readonly (readonly [IncidentState, Date])[] = [
		['in_progress', row.sent],
		['cleared', row.cleared],
		[row.state, row.closed],
	]
	for (const [state, at] of steps) await stepMatter(tx, row.incident, state, { now: at })
}

function linesOf(row: PastRow): Line[] {
	const { call, incident, unit } = row
	const moved = (from: string, to: string) => ({ unit, from, to })
	return [
		{ at: row.rang, act: 'dispatch.replay.ring', rule: 'D75', call, fact: { number: row.callNumber, generated: true } },
		{ at: row.answered, act: 'dispatch.call.answer', rule: 'D77', call, fact: { generated: true } },
		{
			at: row.opened,
			act: 'dispatch.incident.open',
			rule: 'D76',
			call,
			incident,
			fact: {
				type: row.type,
				priority: row.priority,
				rows: [...row.rule.rows],
				number: row.number,
				verified: true,
				generated: true,
			},
		},
		{ at: row.sent, act: 'dispatch.unit.assign', rule: 'D57', incident, fact: { units: [unit], recommended: true } },
		{ at: row.enRoute, act: 'dispatch.unit.set-status', rule: 'D86', incident, fact: moved('dispatched', 'en_route') },
		{ at: row.arrived, act: 'dispatch.unit.set-status', rule: 'D86', incident, fact: moved('en_route', 'on_scene') },
		{
			at: row.cleared,
			act: 'dispatch.unit.clear',
			rule: 'D86',
			incident,
			fact: { unit, last: true, state: 'cleared' },
		},
		{
			at: row.closed,
			act: 'dispatch.incident.dispose',
			rule: 'D57',
			incident,
			fact: { disposition: row.ends, before: null },
		},
		{
			at: row.closed,
			act: 'dispatch.incident.close',
			rule: 'D57',
			incident,
			fact: { state: row.state, receiptNumber: row.receipt },
		},
	]
}

async function writeStories(tx: Tx, lines: readonly Line[]): Promise<void> {
	const rows = lines.map((line, n) => ({
		id: newId(line.at.getTime()),
		incident: line.incident ?? null,
		call: line.call ?? null,
		at: new Date(line.at.getTime() + (n % 9)).toISOString(),
		act: line.act,
		fact: line.fact,
	}))
	await sql`insert into dispatch.story (id, incident_id, call_id, at, act, post_kind, post_id, fact)
		select r.id, r.incident, r.call, r.at, r.act, 'system', 'system', r.fact
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
			as r (id uuid, incident uuid, call uuid, at timestamptz, act text, fact jsonb)`.execute(tx)
}
