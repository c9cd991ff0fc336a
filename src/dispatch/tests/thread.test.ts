import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import { nobody } from '#kernel/who.ts'
import {
	acknowledgeTransfer,
	addFollow,
	answerCall,
	callBack,
	cancelFollow,
	closeIncident,
	disposeIncident,
	finishOutward,
	hangUpCall,
	type IncidentType,
	listCarried,
	listOutward,
	listTransfers,
	outwardKind,
	outwardState,
	putCarried,
	reopenFollow,
	returnTransfer,
	ringCall,
	saveDetail,
	showCall,
	showCarried,
	showFollow,
	showIncident,
	showTransferSheet,
	transferCall,
} from '../contract.ts'
import { cancelRule, targetOf } from '../rules/tables.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh.json' with { type: 'json' }
import { county, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 240_000)
afterAll(() => stage?.close())

const follow = (code: string) => stage.look(showFollow, nobody, { code })
const later = (hours: number) => ({ ...stage.spine, clock: () => new Date(Date.now() + hours * 3_600_000) })

async function ended(type: IncidentType = 'noise') {
	const opened = await stage.incident(type)
	const told = await stage.act(disposeIncident, stage.desk, {
		incident: opened.incident,
		version: opened.version,
		disposition: 'advised',
	})
	const done = await stage.act(closeIncident, stage.desk, { incident: opened.incident, version: told.version })
	return { ...opened, version: done.version }
}

/** A call of a caller who said whether it is safe, handed on. */
async function handedOn(safeToCall: boolean | undefined, to: 'fire_119' | 'government_12345' = 'fire_119') {
	const told = await stage.call('other')
	const said =
		safeToCall === undefined
			? told
			: await stage.act(saveDetail, stage.taker, { call: told.call, version: told.version, safeToCall })
	return stage.act(transferCall, stage.taker, {
		call: told.call,
		version: said.version,
		to,
		words: 'Smoke from a bin.',
	})
}
const waiting = async () => (await stage.look(listOutward, stage.taker, {})).rows
const messagesOf = async (call: string) => {
	const { rows } = await sql<{ kind: string; state: string }>`
		select kind, state from dispatch.outward where call_id = ${call} order by at, id`.execute(stage.store.db)
	return rows
}

test('D190 each step says by when it is promised, as its target does, and when it came', async () => {
	const opened = await stage.incident('noise')
	const { steps } = await follow(opened.followCode)
	const [received, onTheWay] = steps
	const promise = Date.parse(onTheWay?.promisedAt ?? '') - Date.parse(received?.at ?? '')
	expect(promise).toBe(targetOf('dispatch', opened.priority).seconds * 1000)
	expect(onTheWay?.at).toBe(null)
	const sent = await stage.sent('noise')
	const after = (await follow(sent.followCode)).steps
	expect(after[1]).toMatchObject({ is: 'done', promisedAt: expect.any(String), at: expect.any(String) })
	expect(after[2]?.promisedAt).not.toBe(null)
})

test('D191 saying that help is no longer needed closes nothing; the table says what the desk does', async () => {
	expect(cancelRule('domestic', 5).then).toBe('go_on')
	expect(cancelRule('noise', 1).then).toBe('go_on')
	expect(cancelRule('noise', 3).then).toBe('call_back')
	expect(cancelRule('noise', 5).then).toBe('close')
	const opened = await stage.incident('domestic')
	expect(await follow(opened.followCode)).toMatchObject({ mayCancel: true, cancelled: null })
	await stage.act(cancelFollow, nobody, { code: opened.followCode, text: 'All fine.' })
	const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	expect(shown).toMatchObject({ state: 'waiting', section: 'to_dispatch' })
	expect(shown.story.find((line) => line.act === cancelFollow.name)).toMatchObject({
		text: 'All fine.',
		fact: { then: 'go_on' },
	})
	expect(await follow(opened.followCode)).toMatchObject({ mayCancel: false, cancelled: { then: 'go_on' } })
	const over = await ended()
	expect((await refusalOf(stage.act(cancelFollow, nobody, { code: over.followCode }))).rule).toBe('D191')
	expect((await refusalOf(stage.act(cancelFollow, nobody, { code: '2222222222' }))).code).toBe('not_found')
})

test('D192 opened again by the code within the hours of its row, and no later; what runs is not', async () => {
	const over = await ended()
	const until = (await follow(over.followCode)).reopenUntil
	expect(Math.round((Date.parse(until ?? '') - Date.now()) / 3_600_000)).toBe(24)
	const late = stage.actOn(later(25), reopenFollow, nobody, { code: over.followCode, text: 'Again.' })
	expect(await refusalOf(late)).toMatchObject({ code: 'not_now', rule: 'D192' })
	await stage.act(reopenFollow, nobody, { code: over.followCode, text: 'It began again.' })
	const shown = await stage.look(showIncident, stage.desk, { incident: over.incident })
	expect(shown).toMatchObject({ state: 'waiting', timer: { kind: 'dispatch' } })
	expect(shown.story[0]).toMatchObject({ act: reopenFollow.name, text: 'It began again.' })
	const running = stage.act(reopenFollow, nobody, { code: over.followCode, text: 'Again.' })
	expect((await refusalOf(running)).rule).toBe('D192')
	expect((await follow(over.followCode)).reopenUntil).toBe(null)
})

test('D195, D196 handed on: a code of its own, who takes over, their number and time; then it has ended', async () => {
	const handed = await handedOn(true)
	const before = await follow(handed.followCode)
	expect(before.sentence.en).toBe('Your request was passed to the fire service. They are asked to confirm.')
	expect(before.takenOver).toMatchObject({ to: { zh: '消防救援' }, acknowledgedAt: null, reference: null })
	const row = (await stage.look(listTransfers, stage.taker, {})).rows.find((one) => one.call === handed.call)
	expect(row).toMatchObject({ to: 'fire_119', rule: 'dispatch.transfer-clock r1', dueAt: handed.dueAt })
	expect(Date.parse(row?.dueAt ?? '') - Date.parse(row?.at ?? '')).toBe(120_000)
	const open = async () => {
		const { rows } = await sql<{ kind: string }>`select kind from matters.timer where matter_id = ${handed.call}
			and met_at is null and dropped_at is null`.execute(stage.store.db)
		return rows.map(({ kind }) => kind)
	}
	expect(await open()).toEqual(['transfer'])
	const key = { call: handed.call, version: handed.version }
	expect((await stage.act(acknowledgeTransfer, stage.taker, { ...key, reference: 'F-0447' })).state).toBe('taken_over')
	expect(await open()).toEqual([])
	expect(await follow(handed.followCode)).toMatchObject({
		sentence: { en: 'Your request is with the fire service now.' },
		takenOver: { reference: 'F-0447', acknowledgedAt: expect.any(String) },
	})
	expect((await stage.look(listTransfers, stage.taker, {})).rows.map((one) => one.call)).not.toContain(handed.call)
	const again = stage.act(acknowledgeTransfer, stage.taker, {
		call: handed.call,
		version: handed.version + 1,
		reference: 'x',
	})
	expect((await refusalOf(again)).rule).toBe('D196')
	// The call stands, as everything said of it.
	expect(await stage.look(showCall, stage.taker, { call: handed.call })).toMatchObject({
		state: 'taken_over',
		transferredTo: 'fire_119',
	})
	await stage.act(addFollow, nobody, { code: handed.followCode, text: 'Two bins now.' })
	expect((await follow(handed.followCode)).added).toHaveLength(1)
})

test('D296 what came back is a number, a photograph of their screen, or both; the photograph is whole by its hash', async () => {
	const handed = await handedOn(true)
	const key = { call: handed.call, version: handed.version }
	expect(await refusalOf(stage.act(acknowledgeTransfer, stage.taker, key))).toMatchObject({
		code: 'invalid',
		rule: 'D296',
		field: 'reference',
	})
	const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(600_000, 4)])
	const sha256 = createHash('sha256').update(bytes).digest('hex')
	const photo = { sha256, kind: 'image/jpeg' as const, bytes: bytes.length }
	await stage.act(acknowledgeTransfer, stage.taker, { ...key, photo })
	const back = async () =>
		(await stage.look(listCarried, stage.taker, {})).rows.find((row) => row.call.id === handed.call && 'to' in row.what)
	expect(await back()).toMatchObject({ what: { to: 'fire_119' }, reference: null, photo: { sha256, whole: false } })
	const put = (part: number, body: Buffer) =>
		stage.act(putCarried, stage.taker, { call: handed.call, sha256, part, base64: body.toString('base64') })
	expect((await put(0, bytes.subarray(0, 524_288))).missing).toBe(1)
	const read = () => stage.look(showCarried, stage.taker, { call: handed.call, sha256, part: 0 })
	expect((await refusalOf(read())).code).toBe('not_found')
	expect((await put(1, bytes.subarray(524_288))).missing).toBe(0)
	expect((await back())?.photo).toMatchObject({ parts: 2, whole: true })
	expect(Buffer.from((await read()).base64, 'base64').equals(bytes.subarray(0, 524_288))).toBe(true)
	// Who does not take calls at that desk reads none of it.
	const officer = await stage.as('bai-haosheng')
	const other = stage.look(showCarried, officer, { call: handed.call, sha256, part: 0 })
	expect((await refusalOf(other)).code).toMatch(/not_found|not_permitted/)
	const message = (await waiting()).find((row) => row.call.id === handed.call)
	await stage.act(finishOutward, stage.taker, {
		call: handed.call,
		message: message?.id ?? '',
		outcome: 'sent',
		reference: 'SMS-77',
	})
	const rows = (await stage.look(listCarried, stage.taker, {})).rows.filter((row) => row.call.id === handed.call)
	expect(rows.map((row) => row.reference)).toEqual(expect.arrayContaining(['SMS-77', null]))
})

test('D197 what they do not take comes back to the queue with its code, and is handed on again', async () => {
	const handed = await handedOn(true, 'government_12345')
	const key = { call: handed.call, version: handed.version }
	const back = await stage.act(returnTransfer, stage.taker, { ...key, reason: 'Not their street.' })
	expect(back.state).toBe('ended')
	expect((await follow(handed.followCode)).takenOver).toBe(null)
	const next = await stage.act(transferCall, stage.taker, {
		call: handed.call,
		version: back.version,
		to: 'fire_119',
		words: 'Smoke.',
	})
	expect(next.followCode).toBe(handed.followCode)
	expect((await messagesOf(handed.call)).map((one) => one.kind)).toEqual(['came_back'])
})

test('D198 the sheet opens with a purpose, and only while the call waits to be taken', async () => {
	const handed = await handedOn(false)
	expect((await refusalOf(stage.look(showTransferSheet, stage.taker, { call: handed.call }))).code).toBe(
		'purpose_needed',
	)
	const { lines } = await stage.look(showTransferSheet, stage.taker, { call: handed.call }, 'Told to the fire service.')
	expect(Object.fromEntries(lines.map((line) => [line.key, line.text]))).toMatchObject({
		telephone: '13800002207',
		safe: 'no',
		what: 'Smoke from a bin.',
	})
})

test('D193 a message waits only where the caller said that it is safe; unsaid is not safe, and no longer safe withholds', async () => {
	const outcomes: (string | undefined)[] = []
	for (const safe of [true, false, undefined]) {
		const handed = await handedOn(safe)
		await stage.act(acknowledgeTransfer, stage.taker, { call: handed.call, version: handed.version, reference: 'F-1' })
		outcomes.push((await messagesOf(handed.call))[0]?.state)
		expect((await waiting()).some((one) => one.call.id === handed.call)).toBe(safe === true)
		// The thread is read by its code alone, and says the same to each.
		expect((await follow(handed.followCode)).takenOver?.reference).toBe('F-1')
		if (safe !== true) continue
		await stage.act(addFollow, nobody, { code: handed.followCode, text: 'Do not phone.', safeToCall: false })
		expect(await messagesOf(handed.call)).toEqual([{ kind: 'taken_over', state: 'withheld' }])
	}
	expect(outcomes).toEqual(['waiting', 'withheld', 'withheld'])
})

test('D193 no way round: the database refuses it, a call-back is refused, and nothing else reads a caller’s number', async () => {
	const handed = await handedOn(false)
	for (const state of ['waiting', 'sent'])
		await expect(
			stage.store.transact('owner', (tx) =>
				sql`insert into dispatch.outward (id, call_id, kind, at, state, done_at) values (gen_random_uuid(), ${handed.call},
					'answered', now(), ${state}, ${state === 'sent' ? new Date() : null})`.execute(tx),
			),
		).rejects.toThrow(/did not say that it is safe/)
	const rang = await stage.act(ringCall, stage.taker, { agency: county, number: '13800002209', line: '110-2' })
	const live = await stage.act(answerCall, stage.taker, { call: rang.call, version: rang.version })
	const said = await stage.act(saveDetail, stage.taker, { call: rang.call, version: live.version, safeToCall: false })
	const over = await stage.act(hangUpCall, stage.taker, { call: rang.call, version: said.version })
	const back = (outcome: 'reached' | 'not_reached') =>
		stage.act(callBack, stage.taker, { call: rang.call, version: over.version, outcome })
	for (const outcome of ['reached', 'not_reached'] as const)
		expect(await refusalOf(back(outcome))).toMatchObject({ code: 'not_permitted', rule: 'D193' })
	// Whatever reads a number is on this list: a new reader is looked at before it is added.
	const reads = globSync('src/dispatch/**/*.ts', { cwd: projectFolder })
		.filter((file) => !file.includes('/tests/'))
		.filter((file) => /caller_number|call_back_number/.test(readFileSync(join(projectFolder, file), 'utf8')))
	expect(reads.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
		'src/dispatch/acts/begin-text.ts',
		'src/dispatch/acts/ring-call.ts',
		'src/dispatch/acts/save-detail.ts',
		'src/dispatch/demo/past-rows.ts',
		'src/dispatch/store/outward.ts',
		'src/dispatch/store/rows.ts',
		'src/dispatch/views/show-caller.ts',
		'src/dispatch/views/show-transfers.ts',
	])
	const writes = globSync('src/dispatch/**/*.ts', { cwd: projectFolder })
		.filter((file) => !file.includes('/tests/'))
		.filter((file) => /insert into dispatch\.outward/.test(readFileSync(join(projectFolder, file), 'utf8')))
	expect(writes).toEqual(['src/dispatch/store/outward.ts'])
})

test('D194 messages name no type, no place and no police; each is entered as sent or failed, once', async () => {
	for (const kind of outwardKind.options) {
		expect(en).toHaveProperty([`dispatch.outward.${kind}`])
		const words: Readonly<Record<string, string>> = { ...en }
		expect(words[`dispatch.outward.${kind}`]).not.toMatch(/police|officer|station|110|fire|noise|street/i)
		const chinese: Readonly<Record<string, string>> = { ...zh }
		expect(chinese[`dispatch.outward.${kind}`]).not.toMatch(/警|派出所|公安|街|路/)
	}
	const handed = await handedOn(true)
	await stage.act(acknowledgeTransfer, stage.taker, { call: handed.call, version: handed.version, reference: 'F-2' })
	const message = (await waiting()).find((one) => one.call.id === handed.call)?.id ?? ''
	const finish = () => stage.act(finishOutward, stage.taker, { call: handed.call, message, outcome: 'sent' })
	expect((await finish()).state).toBe('sent')
	expect((await refusalOf(finish())).code).toBe('not_found')
	const over = await ended()
	const { rows } = await sql<{
		state: string
	}>`select o.state from dispatch.outward o join dispatch.call c on c.id = o.call_id
		where c.incident_id = ${over.incident}`.execute(stage.store.db)
	expect(rows).toEqual([{ state: 'withheld' }])
})

test('D40 the lists of what goes out are CHECK constraints', async () => {
	const { rows } = await sql<{ definition: string }>`select pg_get_constraintdef(oid) as definition from pg_constraint
		where conrelid = 'dispatch.outward'::regclass and contype = 'c'`.execute(stage.store.db)
	const sets = rows.map(
		({ definition }) => new Set([...definition.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1])),
	)
	for (const list of [outwardKind, outwardState]) expect(sets).toContainEqual(new Set<string>(list.options))
})
