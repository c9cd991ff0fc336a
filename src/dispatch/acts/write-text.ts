import { sql } from 'kysely'
import { type Fact, performs } from '#kernel/act.ts'
import { writeText } from '../contract.ts'
import { textClock } from '../rules/tables.ts'
import { textTimer } from '../rules/text.ts'
import { deskSubject } from '../store/call.ts'
import { lineId, mustGoOn, mustNotFlood, needText, nothingSaid, saidIn } from '../store/text.ts'
import { callChanged, incidentChanged, startTimer, story, type Write, writeAll } from '../store/write.ts'

/** D282, D283, D285. Another line by the code. The same key is the same line, from whichever network it comes. */
export const performWriteText = performs(writeText, {
	load: async (tx, input) => {
		const row = await needText(tx, { code: input.code }, 'lock')
		return { subject: deskSubject(row.agency), row, version: null }
	},
	run: async (context, call, input) => {
		const { tx, now } = context
		mustGoOn(call)
		const lines = saidIn('caller', input)
		const { located, safeToCall } = input
		if (lines.length === 0 && located === undefined && safeToCall === undefined) throw nothingSaid()
		const ids = lines.map((_line, n) => lineId(call.id, context.key, n))
		const { rows: known } = await sql`select from dispatch.story where id = any(${ids}::uuid[])`.execute(tx)
		const answer = { line: ids[0] ?? null, at: now.toISOString() }
		const again: Fact = { call: call.id, again: true }
		if (known.length > 0) return { output: answer, fact: again, matter: call.id }
		await mustNotFlood(tx, call.id, now)
		const moved = located !== undefined || safeToCall !== undefined
		const writes: Write[] = lines.map((line, n) =>
			story(context, {
				act: writeText.name,
				call: call.id,
				...(ids[n] === undefined ? {} : { id: ids[n] }),
				text: line.text,
				fact: { both: line.both },
			}),
		)
		if (moved)
			writes.push(sql`update dispatch.call set version = version + 1,
				located_lon = coalesce(${located?.point[0] ?? null}::float8, located_lon),
				located_lat = coalesce(${located?.point[1] ?? null}::float8, located_lat),
				located_metres = coalesce(${located?.accuracyMetres ?? null}::float8, located_metres),
				located_datum = coalesce(${located === undefined ? null : 'wgs84'}::text, located_datum),
				safe_to_call = coalesce(${safeToCall ?? null}::boolean, safe_to_call) where id = ${call.id}`)
		// While it rings the clock of the ring runs.
		const clock = textClock(call.unspoken)
		if (call.answered && lines.length > 0)
			writes.push(startTimer(call.id, { kind: textTimer, from: now, seconds: clock.seconds, rule: clock.rule }))
		await writeAll(tx, writes)
		return {
			output: answer,
			fact: { call: call.id, lines: lines.length, located: located !== undefined, safeToCall: safeToCall ?? null },
			personal: Object.fromEntries(lines.map((line, n) => [`line.${n + 1}`, line.text])),
			messages: [
				callChanged(call.id, call.state, call.version + (moved ? 1 : 0)),
				...(call.incident === null ? [] : [incidentChanged(call.incident, 'told', 0)]),
			],
			matter: call.id,
		}
	},
})
