import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type ActContext, type Fact, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { beginText } from '../contract.ts'
import { codeFrom, spokenCode } from '../rules/plain.ts'
import { targetOf } from '../rules/tables.ts'
import { deskSubject } from '../store/call.ts'
import { lineId, mustBeBounded, nothingSaid, type Said, saidIn, textDesk } from '../store/text.ts'
import { callChanged, given, nextNumber, startTimer, story, writeAll } from '../store/write.ts'

/** D280 to D283. A call of kind text rings on the desk like any line; the code leads back to it. */
export const performBeginText = performs(beginText, {
	load: async (tx, input) => {
		const desk = await textDesk(tx, input.located?.point ?? null)
		return { subject: deskSubject(desk), row: desk, version: null }
	},
	run: async (context, desk, input) => {
		const { tx, now } = context
		if (input.number !== undefined && !input.safeToCall) throw notSafe()
		const lines = linesOf(input)
		if (lines.length === 0) throw nothingSaid()
		const reference = `text ${createHash('sha256').update(context.key).digest('hex').slice(0, 48)}`
		const before = await begunBefore(context, reference)
		if (before !== null) {
			const again: Fact = { call: before.id, again: true }
			const output = { code: spokenCode(before.code), at: before.at.toISOString() }
			return { output, fact: again, matter: before.id }
		}
		const source = await mustBeBounded(context, desk)
		const { matter: id, state } = await openMatter(tx, {
			kind: 'call',
			process: 'dispatch.call',
			agency: desk,
			now,
			id: newId(now.getTime()),
		})
		const number = await nextNumber(tx, desk, 'call', now)
		const code = codeFrom(randomBytes(10))
		const target = targetOf('answer', 1)
		// Said by nobody, it is treated as the case in which a sound would do most harm.
		const unspoken = lines.find((line) => line.mark !== null)?.mark ?? 'silent'
		const { located } = input
		await writeAll(tx, [
			sql`insert into dispatch.call (id, number, agency_id, line, channel, reference, rang_at, call_back_number, unspoken,
					safe_to_call, text_language, text_code, located_lon, located_lat, located_metres, located_datum)
				values (${id}, ${number}, ${desk}, 'text', 'text', ${reference}, ${now}, ${input.number ?? null},
					${unspoken}, ${input.safeToCall}, ${input.language}, ${code}, ${located?.point[0] ?? null}, ${located?.point[1] ?? null},
					${located?.accuracyMetres ?? null}, ${located === undefined ? null : 'wgs84'})`,
			sql`insert into dispatch.text_begun (call_id, agency_id, source, at) values (${id}, ${desk}, ${source}, ${now})`,
			startTimer(id, { kind: 'answer', from: now, seconds: target.seconds, rule: target.rule }),
			...lines.map((line, n) =>
				story(context, {
					act: beginText.name,
					call: id,
					id: lineId(id, context.key, n),
					text: line.text,
					fact: { both: line.both },
				}),
			),
		])
		return {
			output: { code: spokenCode(code), at: now.toISOString() },
			fact: { call: id, number, unspoken, located: located !== undefined },
			personal: {
				...given({ number: input.number }),
				...Object.fromEntries(lines.map((line, n) => [`line.${n + 1}`, line.text])),
			},
			messages: [callChanged(id, state, 1)],
			matter: id,
		}
	},
})

function linesOf(input: {
	readonly phrases: readonly string[]
	readonly text?: string | undefined
	readonly where?: string | undefined
}): Said[] {
	return [
		...[...new Set(input.phrases)].flatMap((phrase, n) => saidIn('caller', { phrase }, `phrases/${n}`)),
		...saidIn('caller', { text: input.text }),
		...saidIn('caller', { text: input.where }),
	]
}

/** D281. A number is held only to be used. */
const notSafe = () =>
	new Refusal(
		'invalid',
		{
			en: 'Give a number only if it is safe to be rung or messaged.',
			zh: '只有可以给您打电话或发消息时才填号码。',
		},
		{ rule: 'D281', field: 'number' },
	)

/** D283. The same key from another network is the same call. */
async function begunBefore({ tx }: ActContext, reference: string) {
	await sql`select pg_advisory_xact_lock(hashtextextended(${reference}, 0))`.execute(tx)
	const { rows } = await sql<{ id: string; code: string; at: Date }>`
		select id, text_code as code, rang_at as at from dispatch.call where reference = ${reference} and channel = 'text'`.execute(
		tx,
	)
	return rows[0] ?? null
}
