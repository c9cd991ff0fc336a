import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { ringCall } from '../contract.ts'
import { mapInUse } from '../machine.ts'
import { wgsFrom } from '../rules/located.ts'
import { ownTime } from '../rules/plain.ts'
import { targetOf } from '../rules/tables.ts'
import { deskSubject } from '../store/call.ts'
import { isOfDrill } from '../store/drill.ts'
import { mustBeInside } from '../store/place.ts'
import { callChanged, given, nextNumber, startTimer, story, writeAll } from '../store/write.ts'

/** A call as it rings, by the exchange, by hand, or by the replay clock. */
export type Ringing = {
	readonly agency: string
	readonly line: string
	readonly number?: string | undefined
	readonly reference?: string | undefined
	readonly located?:
		| {
				readonly point: [number, number]
				readonly accuracyMetres: number
				readonly datum: 'wgs84' | 'gcj02' | 'bd09' | 'unknown'
		  }
		| undefined
	readonly at?: string | undefined
	readonly silent: boolean
	readonly generated: boolean
}

/** D1. Saves a call as its line rings. */
export async function saveRinging(context: ActContext, act: string, ring: Ringing) {
	const { tx, now } = context
	const rangAt = ownTime(ring.at, now, new Date(now.getTime() - 24 * 3_600_000))
	const found = ring.located === undefined ? null : wgsFrom(ring.located.point, ring.located.datum)
	const metres = found === null ? null : Math.max(found.leastMetres, ring.located?.accuracyMetres ?? 0)
	// A mast beyond the map's edge still saves the call; only a hand-keyed fix is checked.
	if (found !== null && ring.line === 'hand') mustBeInside(mapInUse(), found.point, 'located/point')
	if (ring.reference !== undefined) await mustRingOnce(context, ring.agency, ring.reference)
	const { matter, state } = await openMatter(tx, {
		kind: 'call',
		process: 'dispatch.call',
		agency: ring.agency,
		now,
		id: newId(now.getTime()),
	})
	const number = await nextNumber(tx, ring.agency, 'call', now)
	const target = targetOf('answer', 1)
	await writeAll(tx, [
		sql`insert into dispatch.call (id, number, agency_id, generated, line, reference, rang_at, caller_number, silent, located_lon, located_lat,
				located_metres, located_datum)
			values (${matter}, ${number}, ${ring.agency}, ${ring.generated}, ${ring.line}, ${ring.reference ?? null}, ${rangAt},
				${ring.number ?? null}, ${ring.silent}, ${found?.point[0] ?? null}, ${found?.point[1] ?? null}, ${metres},
				${ring.located?.datum ?? null})`,
		startTimer(matter, { kind: 'answer', from: rangAt, seconds: target.seconds, rule: target.rule }),
		story(context, { act, call: matter, fact: { line: ring.line, located: found !== null } }),
	])
	return { call: matter, number, state, version: 1 }
}

async function mustRingOnce({ tx }: ActContext, agency: string, reference: string): Promise<void> {
	// Two rings of one reference at once: the second waits here and then sees the first.
	await sql`select pg_advisory_xact_lock(hashtextextended(${`ring ${agency} ${reference}`}, 0))`.execute(tx)
	const { rows } = await sql<{ id: string }>`
		select id from dispatch.call where agency_id = ${agency} and reference = ${reference}`.execute(tx)
	const known = rows[0]
	if (known === undefined) return
	throw new Refusal(
		'already',
		{ en: 'This call of the exchange was saved before.', zh: '交换机的这路来电已经存过。' },
		{ rule: 'D1', field: 'reference', extra: { call: known.id } },
	)
}

/** D1. */
export const performRingCall = performs(ringCall, {
	load: async (tx, input, who) => {
		// D253. The exchange has no line into a drill.
		if (who.postKind === 'system' && (await isOfDrill(tx, input.agency))) throw notFound('a desk of a drill')
		return { subject: deskSubject(input.agency), row: null, version: null }
	},
	run: async (context, _row, input) => {
		const saved = await saveRinging(context, ringCall.name, { ...input, generated: false })
		return {
			output: { ...saved, state: 'ringing' as const },
			fact: { call: saved.call, number: saved.number, line: input.line },
			personal: given({ number: input.number }),
			messages: [callChanged(saved.call, saved.state, 1)],
			matter: saved.call,
		}
	},
})
