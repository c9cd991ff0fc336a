import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform } from '#kernel/spine/perform.ts'
import { nobody, type Who } from '#kernel/who.ts'
import {
	answerCall,
	beginText,
	channel,
	closeCall,
	closeIncident,
	disposeIncident,
	listCalls,
	listPhrases,
	openIncident,
	readText,
	saveDetail,
	sayText,
	showCall,
	showIncident,
	showText,
	showThread,
	transferCall,
	unspoken,
	writeText,
} from '../contract.ts'
import { reliefSources } from '../relief-sources.ts'
import { phrasesOf, textClock } from '../rules/tables.ts'
import { refusedFor, textBounds, textSentence } from '../rules/text.ts'
import { demoId } from '../../../demo/ids.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh.json' with { type: 'json' }
import { county, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 240_000)
afterAll(() => stage?.close())

let address = 0
/** A caller of an address of their own. */
const somebody = (): Who => ({ ...nobody, source: `10.0.${Math.floor(++address / 250)}.${address % 250}` })
const begin = (who: Who = somebody(), phrases: readonly string[] = ['deaf', 'ambulance']) =>
	stage.act(beginText, who, { language: 'en', phrases: [...phrases] })
const show = (code: string) => stage.look(showText, nobody, { code })
const write = (code: string, text: string) => stage.act(writeText, somebody(), { code, text })

/** The call a code leads to. */
async function callOf(code: string) {
	const { rows } = await sql<{ id: string; version: number }>`select id, version from dispatch.call
		where text_code = ${code.replaceAll('-', '')}`.execute(stage.store.db)
	const row = rows[0]
	if (row === undefined) throw new Error('no such call')
	return row
}

async function answered(phrases?: readonly string[]) {
	const { code } = await begin(somebody(), phrases)
	const { id, version } = await callOf(code)
	const live = await stage.act(answerCall, stage.taker, { call: id, version })
	return { code, call: id, version: live.version }
}

/** What is said becomes an incident, as a spoken call does. */
async function opened(at: { readonly call: string; readonly version: number }) {
	const told = await stage.act(saveDetail, stage.taker, {
		call: at.call,
		version: at.version,
		type: 'noise',
		place: { words: 'as written', address: stage.address().id },
	})
	return stage.act(openIncident, stage.taker, { agency: county, call: { id: at.call, version: told.version } })
}

const timers = async (call: string) => {
	const { rows } = await sql<{ kind: string; rule: string; seconds: number }>`
		select kind, rule, target_seconds as seconds from matters.timer
		where matter_id = ${call} and met_at is null and dropped_at is null order by kind`.execute(stage.store.db)
	return rows
}

test('D280 what is written rings like any line, with its clock, and is answered like any other', async () => {
	const { code } = await begin()
	const { id } = await callOf(code)
	const row = (await stage.look(listCalls, stage.taker, { open: 'yes' })).rows.find((one) => one.id === id)
	expect(row).toMatchObject({ state: 'ringing', channel: 'text', unspoken: 'deaf', line: 'text', callerEnding: null })
	expect((await timers(id)).map((one) => one.kind)).toEqual(['answer'])
	const shown = await stage.look(showCall, stage.taker, { call: id })
	expect(shown).toMatchObject({ safeToCall: false, answer: { targetSeconds: 10 } })
	expect(await show(code)).toMatchObject({ stands: 'waiting', seenAt: null, mayWrite: true, safeToCall: false })
	await stage.act(answerCall, stage.taker, { call: id, version: shown.version })
	expect((await show(code)).stands).toBe('here')
})

test('D281 only a yes is one, and a number is taken only with it', async () => {
	const { code } = await begin()
	expect(await stage.look(showCall, stage.taker, { call: (await callOf(code)).id })).toMatchObject({
		safeToCall: false,
	})
	const number = { language: 'zh' as const, text: '楼下有人打架。', number: '13800002210' }
	expect(await refusalOf(stage.act(beginText, somebody(), number))).toMatchObject({ rule: 'D281', field: 'number' })
	const safe = await stage.act(beginText, somebody(), { ...number, safeToCall: true })
	const said = await stage.look(showCall, stage.taker, { call: (await callOf(safe.code)).id })
	expect(said).toMatchObject({ safeToCall: true, unspoken: 'silent', silent: false })
	await stage.act(writeText, nobody, { code: safe.code, safeToCall: false })
	expect((await show(safe.code)).safeToCall).toBe(false)
	expect((await refusalOf(stage.act(beginText, somebody(), { language: 'en' }))).rule).toBe('D282')
})

test('D282 a phrase stands in both languages on both sides, a line as it was written', async () => {
	const { phrases } = await stage.look(listPhrases, nobody, {})
	expect(phrases.map((one) => one.code)).toContain('being_hurt')
	expect(phrasesOf('desk').length).toBeGreaterThanOrEqual(10)
	for (const { words } of [...phrases, ...phrasesOf('desk')]) {
		expect(words.en).not.toMatch(/police|officer|110/i)
		expect(words.zh).not.toMatch(/警察|民警|公安|[A-Za-z]/)
	}
	const at = await answered(['cannot_speak'])
	await write(at.code, 'He is in the kitchen.')
	await stage.act(sayText, stage.taker, { call: at.call, phrase: 'where' })
	await stage.act(sayText, stage.taker, { call: at.call, text: '老城几号楼？' })
	const lines = [
		{ from: 'caller', text: 'I cannot speak.', zh: '我不能说话。' },
		{ from: 'caller', text: 'He is in the kitchen.', zh: null },
		{ from: 'desk', text: 'Where are you?', zh: '您在哪里？' },
		{ from: 'desk', text: '老城几号楼？', zh: null },
	]
	expect((await show(at.code)).lines).toMatchObject(lines)
	const thread = await stage.look(showThread, stage.taker, { call: at.call })
	expect(thread).toMatchObject({ lines, unspoken: 'cannot_speak', language: 'en', mayWrite: true })
	// A side has its own sentences.
	const wrong = stage.act(writeText, somebody(), { code: at.code, phrase: 'where' })
	expect(await refusalOf(wrong)).toMatchObject({ code: 'invalid', rule: 'D282', field: 'phrase' })
})

test('D282 the words are the caller’s: in the story, in no line of the ledger', async () => {
	const at = await answered(['hiding'])
	const words = 'The door code is nine nine one.'
	await write(at.code, words)
	const { rows } = await sql<{ leaf: string; value: string | null }>`
		select convert_from(p.leaf, 'UTF8') as leaf, o.value from ledger.pending p
		left join ledger.opening o on o.leaf_hash = p.leaf_hash and o.name like 'line.%'`.execute(stage.store.db)
	expect(rows.some((row) => row.value === words)).toBe(true)
	expect(rows.some((row) => row.value === 'I am hiding.\n我躲起来了。')).toBe(true)
	for (const { leaf } of rows) expect(leaf).not.toMatch(/nine nine one|hiding/)
	const stored = await sql<{ act: string }>`select act from dispatch.story where call_id = ${at.call}
		and text = ${words}`.execute(stage.store.db)
	expect(stored.rows).toEqual([{ act: writeText.name }])
})

test('D283 a flood is refused: from one address, at the desk, and within one call', async () => {
	const one = somebody()
	for (let n = 0; n < textBounds.source.waiting; n += 1) await begin(one)
	expect(await refusalOf(begin(one))).toMatchObject({ code: 'too_many', rule: 'D283', extra: { retryAfter: 60 } })
	await begin(somebody())
	const calm = { waiting: 0, aDay: 0 }
	expect(refusedFor({ source: calm, desk: calm })).toBe(null)
	expect(refusedFor({ source: null, desk: { waiting: textBounds.desk.waiting, aDay: 30 } })).toBe(60)
	expect(refusedFor({ source: { waiting: 0, aDay: textBounds.source.aDay }, desk: calm })).toBe(3600)
	expect(refusedFor({ source: null, desk: { waiting: 0, aDay: textBounds.desk.aDay } })).toBe(3600)
	const at = await answered()
	let taken = 0
	const said = new Set<string>()
	for (let n = 0; n < 60; n += 1) {
		try {
			await stage.act(writeText, somebody(), { code: at.code, text: `line ${n}` })
			taken += 1
		} catch (error) {
			said.add(String((error as { rule?: string }).rule))
		}
	}
	expect(taken).toBe(textBounds.lines.aMinute - 2)
	expect(said).toEqual(new Set(['D283']))
	// Another call is not touched by it.
	const other = await answered()
	await write(other.code, 'Still here.')
}, 60_000)

test('D283 the desk is never filled: 25 wait at most, whoever sends, and addresses are gone after a day', async () => {
	const waiting = async () => {
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.call
			where channel = 'text' and answered_at is null and not settled`.execute(stage.store.db)
		return rows[0]?.n ?? 0
	}
	for (let n = 0; n < 60; n += 1) await begin().catch(() => null)
	expect(await waiting()).toBe(textBounds.desk.waiting)
	expect((await refusalOf(begin())).rule).toBe('D283')
	const held = await sql<{
		address: string
	}>`select encode(source, 'escape') as address from dispatch.text_begun`.execute(stage.store.db)
	for (const { address: kept } of held.rows) expect(kept).not.toContain('10.0.')
	const ringing = (await stage.look(listCalls, stage.taker, { open: 'yes', state: 'ringing', limit: 200 })).rows
	for (const row of ringing.filter((one) => one.channel === 'text'))
		await stage.act(answerCall, stage.taker, { call: row.id, version: row.version })
	await begin()
	const tomorrow = { ...stage.spine, clock: () => new Date(Date.now() + 25 * 3_600_000) }
	await stage.actOn(tomorrow, beginText, somebody(), { language: 'en', phrases: ['fire'] })
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.text_begun`.execute(stage.store.db)
	expect(rows[0]?.n).toBe(1)
}, 120_000)

test('D283 one key is one call and one line, from whichever network it comes again', async () => {
	const input = { language: 'en', phrases: ['hiding'] }
	const ask = (name: string, given: unknown, who: Who, key = 'a-key-of-the-phone-0001') =>
		perform(stage.spine, { name, input: given, key, who })
	const first = await ask(beginText.name, input, somebody())
	const again = await ask(beginText.name, input, somebody())
	expect(again.output).toEqual(first.output)
	const { code } = beginText.output.parse(first.output)
	const line = { code, text: 'Come to the back.' }
	const sent = await ask(writeText.name, line, somebody(), 'a-key-of-the-phone-0002')
	const repeated = await ask(writeText.name, line, somebody(), 'a-key-of-the-phone-0002')
	expect(writeText.output.parse(repeated.output).line).toBe(writeText.output.parse(sent.output).line)
	expect((await show(code)).lines.map((one) => one.text)).toEqual(['I am hiding.', 'Come to the back.'])
})

test('D283 what cannot be a line is refused by its field: too long, control signs, blank, no such code', async () => {
	const at = await answered()
	const refusal = (input: Record<string, unknown>) =>
		refusalOf(perform(stage.spine, { name: writeText.name, input, key: `hostile-${Math.random()}`, who: somebody() }))
	for (const text of ['x'.repeat(1_000_000), '', 'a\u0000b', '\ud800', '\u0007'])
		expect(await refusal({ code: at.code, text })).toMatchObject({ code: 'invalid', field: 'text' })
	expect((await refusal({ code: at.code, text: ' \n ' })).rule).toBe('D282')
	for (const code of ['2222222222', 'ZZZZ-ZZZZ-ZZ'])
		expect(await refusal({ code, text: 'x' })).toMatchObject({ code: 'not_found', rule: null })
	expect((await refusalOf(show('2222222222'))).code).toBe('not_found')
	expect((await refusal({ code: "' or 1=1 --", text: 'x' })).code).toBe('invalid')
	expect((await show(at.code)).lines).toHaveLength(2)
})

test('D285 a line nobody answered has the seconds of the table from the first on; an answer ends it, reading does not', async () => {
	const at = await answered(['must_be_silent'])
	expect(await timers(at.call)).toEqual([])
	await write(at.code, 'He comes back.')
	const { seconds, rule } = textClock('silent')
	expect(seconds).toBe(60)
	expect(textClock('deaf').seconds).toBe(120)
	expect(await timers(at.call)).toEqual([{ kind: 'text_answer', rule, seconds }])
	const due = (await stage.look(showThread, stage.taker, { call: at.call })).dueAt
	await write(at.code, 'Please.')
	await stage.act(readText, stage.taker, { call: at.call })
	const shown = await stage.look(showCall, stage.taker, { call: at.call })
	expect(shown.answerDueAt).toBe(due)
	expect((await show(at.code)).seenAt).not.toBe(null)
	await stage.act(sayText, stage.taker, { call: at.call, phrase: 'reading' })
	expect(await timers(at.call)).toEqual([])
	await write(at.code, 'Thank you.')
	expect((await timers(at.call)).map((one) => one.kind)).toEqual(['text_answer'])
})

test('D285, D286 the clock of a line nobody answered goes with the call into the incident, and ends with it', async () => {
	const at = await answered(['hiding'])
	await write(at.code, 'He is at the door.')
	const due = (await stage.look(showThread, stage.taker, { call: at.call })).dueAt
	expect(due).not.toBe(null)
	const incident = await opened(at)
	expect((await stage.look(showThread, stage.taker, { call: at.call })).dueAt).toBe(due)
	const told = await stage.act(disposeIncident, stage.desk, {
		incident: incident.incident,
		version: incident.version,
		disposition: 'advised',
	})
	await stage.act(closeIncident, stage.desk, { incident: incident.incident, version: told.version })
	expect(await timers(at.call)).toEqual([])
	expect((await show(at.code)).stands).toBe('over')
	const passed = await answered(['fire'])
	await write(passed.code, 'The roof burns.')
	await stage.act(transferCall, stage.taker, {
		call: passed.call,
		version: passed.version,
		to: 'fire_119',
		words: 'A roof burns.',
	})
	expect((await timers(passed.call)).map((one) => one.kind)).toEqual(['transfer'])
	expect(await show(passed.code)).toMatchObject({
		stands: 'passed',
		sentence: { en: 'What you wrote was passed to the fire service.' },
		mayWrite: false,
	})
})

test('D286 it stays with the call in the incident, goes on there, and ends with it', async () => {
	const at = await answered()
	const incident = await opened(at)
	await write(at.code, 'It is on the second floor.')
	await stage.act(sayText, stage.desk, { call: at.call, phrase: 'coming' })
	const shown = await stage.look(showIncident, stage.desk, { incident: incident.incident })
	expect(shown.story.map((line) => line.text)).toEqual(
		expect.arrayContaining(['It is on the second floor.', 'Help is on the way to you.\n人已经在去您那里的路上。']),
	)
	expect(shown.calls[0]).toMatchObject({ channel: 'text', unspoken: 'deaf' })
	expect(shown.words).toBe('It is on the second floor.')
	const over = await answered()
	await stage.act(closeCall, stage.taker, { call: over.call, version: over.version, reason: 'test_call' })
	expect(await show(over.code)).toMatchObject({ stands: 'over', mayWrite: false })
	expect(await refusalOf(write(over.code, 'Hello?'))).toMatchObject({ code: 'wrong_state', rule: 'D286' })
	const late = stage.act(sayText, stage.taker, { call: over.call, phrase: 'reading' })
	expect((await refusalOf(late)).rule).toBe('D286')
	// A call nobody has answered is not spoken to, and one that is spoken has no code.
	const { code } = await begin()
	const early = stage.act(sayText, stage.taker, { call: (await callOf(code)).id, phrase: 'reading' })
	expect((await refusalOf(early)).rule).toBe('D286')
	const voice = stage.act(sayText, stage.taker, { call: (await stage.call()).call, phrase: 'reading' })
	expect((await refusalOf(voice)).rule).toBe('D286')
})

test('D286, D214 a relief lists a conversation while it goes on, in the incident too', async () => {
	const listed = (call: string) =>
		stage.store.transact('seawall_app', async (tx) => {
			const source = reliefSources.find(({ key }) => key === 'written')
			const asked = { tx, who: stage.desk, now: new Date(), watch: { id: demoId('watch', 'none'), agency: county } }
			const lines = (await source?.lines(asked)) ?? []
			expect(new Set(lines.map((line) => line.id))).toEqual(new Set(await source?.ids(asked)))
			return lines.find((line) => line.id === call)
		})
	const at = await answered()
	expect(await listed(at.call)).toMatchObject({ due: null, opens: { type: 'Call', id: at.call } })
	await write(at.code, 'Is somebody there?')
	const { dueAt } = await stage.look(showThread, stage.taker, { call: at.call })
	expect((await listed(at.call))?.due).toBe(dueAt)
	const incident = await opened(at)
	expect(await listed(at.call)).toBeDefined()
	const told = await stage.act(disposeIncident, stage.desk, {
		incident: incident.incident,
		version: incident.version,
		disposition: 'advised',
	})
	await stage.act(closeIncident, stage.desk, { incident: incident.incident, version: told.version })
	expect(await listed(at.call)).toBeUndefined()
})

test('D286 what the page says names no type, no place and no police', () => {
	const states = [
		'ringing',
		'live',
		'ended',
		'attached',
		'transferred',
		'taken_over',
		'closed_without_incident',
	] as const
	for (const call of states)
		for (const answeredIt of [true, false])
			for (const closed of [true, false]) {
				const said = textSentence({ call, answered: answeredIt, closed, passedTo: 'other_bureau' })
				expect(said.en).not.toMatch(/police|officer|station|110|incident/i)
				expect(said.zh).not.toMatch(/警|公安|派出所|[A-Za-z]/)
			}
})

test('D288, D289 who answers, and who reads', async () => {
	const at = await answered()
	for (const who of stage.people) {
		const takes = ['call_taker', 'dispatcher', 'shift_leader'].includes(who.postKind) && who.bureau === county
		const said = await stage.act(sayText, who, { call: at.call, phrase: 'reading' }).catch(() => null)
		expect(said !== null, `${who.postKind} says`).toBe(takes)
		const reads = await stage.look(showCall, who, { call: at.call }).catch(() => null)
		const thread = await stage.look(showThread, who, { call: at.call }).catch(() => null)
		expect(thread !== null, `${who.postKind} reads`).toBe(reads !== null)
	}
})

test('D40 the lists of written calls are CHECK constraints', async () => {
	const { rows } = await sql<{ definition: string }>`select pg_get_constraintdef(oid) as definition from pg_constraint
		where conrelid = 'dispatch.call'::regclass and contype = 'c'`.execute(stage.store.db)
	const sets = rows.map(
		({ definition }) => new Set([...definition.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1])),
	)
	for (const list of [channel, unspoken]) expect(sets).toContainEqual(new Set<string>(list.options))
	for (const each of unspoken.options) {
		expect(en).toHaveProperty([`dispatch.unspoken.${each}`])
		expect(zh).toHaveProperty([`dispatch.unspoken.${each}`])
	}
})
