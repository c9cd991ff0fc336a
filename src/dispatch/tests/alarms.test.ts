import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { breachTimer } from '#kernel/matters/contract.ts'
import { eventsAfter, newestCursor } from '#kernel/spine/events.ts'
import { isAlarm } from '#kernel/web/screen.ts'
import { nobody, system, type Who } from '#kernel/who.ts'
import { answerCall, beginText, hangUpCall, noteIncident, ringCall, writeText } from '../contract.ts'
import { alarms } from '../web/alarms.ts'
import { county, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 180_000)
afterAll(() => stage?.close())

/** What the work sends to a locked desk, the alarms of it marked. */
async function heard(who: Who, work: () => Promise<unknown>): Promise<readonly string[]> {
	await sequence(stage.store, stage.signer)
	const before = await newestCursor(stage.spine.store.db)
	await work()
	await sequence(stage.store, stage.signer)
	const declared = [...stage.spine.acts.values(), ...stage.spine.views.values()].map((one) => one.declaration.resource)
	const resources = new Map(declared.map((one) => [one.type, one]))
	const { events } = await eventsAfter(stage.spine, resources, { ...who, locked: true }, before)
	return events.map((event) => {
		const body: unknown = JSON.parse(event.body)
		return `${event.topic}${isAlarm(alarms, { topic: event.topic, body: { ...Object(body) } }) ? ' alarm' : ''}`
	})
}

const ring = () => stage.act(ringCall, stage.taker, { agency: county, number: '13800002219', line: '110-2' })

test('W11 a locked desk hears a line ring and drop, and is not alarmed by one that is answered', async () => {
	const dropped = await heard(stage.desk, async () => {
		const rang = await ring()
		await stage.act(hangUpCall, stage.taker, { call: rang.call, version: rang.version })
	})
	expect(dropped).toEqual(['dispatch.call.changed alarm', 'dispatch.call.changed alarm'])
	const answered = await heard(stage.desk, async () => {
		const rang = await ring()
		await stage.act(answerCall, stage.taker, { call: rang.call, version: rang.version })
	})
	expect(answered).toEqual(['dispatch.call.changed alarm', 'dispatch.call.changed'])
})

test('W11 a locked desk hears an incident that was opened, once, and a target that passed', async () => {
	let incident = ''
	const told = await heard(stage.desk, async () => {
		const opened = await stage.incident('theft')
		incident = opened.incident
		await stage.act(noteIncident, stage.desk, { incident, text: 'The caller waits outside.' })
	})
	expect(told.filter((line) => line.endsWith(' alarm'))).toEqual([
		'dispatch.call.changed alarm',
		'dispatch.incident.changed alarm',
	])
	const late = await heard(stage.desk, async () => {
		const { rows } = await sql<{ id: string }>`update matters.timer set due_at = now() - interval '1 minute'
			where matter_id = ${incident} and met_at is null returning id`.execute(stage.store.db)
		await stage.act(breachTimer, system, { timer: rows[0]?.id ?? '' })
	})
	expect(late).toEqual(['matters.timer.breached alarm'])
})

test('W11 a desk elsewhere hears no alarm of this one', async () => {
	const elsewhere = await stage.as('gu-yuanfan')
	expect(await heard(elsewhere, () => stage.incident('domestic'))).toEqual([])
})

test('D280, D285 a locked desk hears a written call ring, and is raised once by lines nobody answered in time', async () => {
	const caller = { ...nobody, source: '10.9.0.1' }
	let code = ''
	const rang = await heard(stage.desk, async () => {
		code = (await stage.act(beginText, caller, { language: 'en', phrases: ['hiding'] })).code
	})
	expect(rang).toEqual(['dispatch.call.changed alarm'])
	const { rows } = await sql<{ id: string; version: number }>`select id, version from dispatch.call
		where text_code = ${code.replaceAll('-', '')}`.execute(stage.store.db)
	const call = rows[0]?.id ?? ''
	await stage.act(answerCall, stage.taker, { call, version: rows[0]?.version ?? 1 })
	const late = await heard(stage.desk, async () => {
		await stage.act(writeText, caller, { code, text: 'Are you there?' })
		const timer = await sql<{ id: string }>`update matters.timer set due_at = now() - interval '1 second'
			where matter_id = ${call} and kind = 'text_answer' returning id`.execute(stage.store.db)
		await stage.act(breachTimer, system, { timer: timer.rows[0]?.id ?? '' })
		await stage.act(writeText, caller, { code, text: 'Please.' })
	})
	expect(late).toEqual(['dispatch.call.changed', 'matters.timer.breached alarm', 'dispatch.call.changed'])
	const open = await sql<{ n: number }>`select count(*)::int as n from matters.timer where matter_id = ${call}
		and kind = 'text_answer' and breached_at is null`.execute(stage.store.db)
	expect(open.rows[0]?.n).toBe(0)
})
