import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { erasureApprove, erasurePropose } from '#kernel/ledger/contract.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verifyLedger } from '#kernel/ledger/verify-store.ts'
import { perform } from '#kernel/spine/perform.ts'
import { nobody, type Who } from '#kernel/who.ts'
import {
	addFollow,
	answerCall,
	beginText,
	clearUnit,
	closeCall,
	closeIncident,
	disposeIncident,
	noteIncident,
	saveDetail,
	showIncident,
	showText,
} from '../contract.ts'
import { openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
let reviewer: Who
let inspector: Who
beforeAll(async () => {
	stage = await openStage()
	inspector = await stage.as('qiu-zhengming')
	const found = stage.people.find((who) => who.postKind === 'legal_reviewer' && who.bureau === inspector.bureau)
	if (found === undefined) throw new Error('the county has no legal reviewer')
	reviewer = found
}, 180_000)
afterAll(() => stage?.close())

const report = 'Ms Li of flat 4 agreed to be quiet after ten.'
const told = 'The caller is Li Mei of flat 4.'

/** The number of the newest entry of an act on a matter. */
async function entryOf(matter: string, field: string): Promise<number> {
	await sequence(stage.store, stage.signer)
	const { rows } = await sql<{
		n: number
	}>`select e.n from ledger.entry e join ledger.opening o on o.leaf_hash = e.leaf_hash
		where e.matter = ${matter} and o.name = ${field} order by e.n desc limit 1`.execute(stage.store.db)
	return rows[0]?.n ?? -1
}

const propose = (n: number) =>
	stage.act(erasurePropose, reviewer, { n, ground: 'Personal Information Protection Law, art. 47' })

/** Proposed by legal review, agreed by integrity. */
async function erase(n: number): Promise<void> {
	const { erasure, version } = await propose(n)
	await stage.act(erasureApprove, inspector, { erasure, version })
}

test('L11 an open incident holds its fields; once closed they go, and the same words in story and report with them', async () => {
	const out = await stage.onScene('noise')
	await stage.act(noteIncident, stage.desk, { incident: out.incident, text: told })
	const note = await entryOf(out.incident, 'text')
	const held = await refusalOf(propose(note))
	expect(held).toMatchObject({ code: 'wrong_state', rule: 'L11' })
	expect(held.message).toContain(out.number)
	for (const one of out.units) await stage.act(clearUnit, stage.desk, { unit: one.unit, version: one.version })
	const { version } = await stage.look(showIncident, stage.desk, { incident: out.incident })
	const disposed = await stage.act(disposeIncident, stage.desk, {
		incident: out.incident,
		version,
		disposition: 'mediated',
		report,
	})
	expect(await refusalOf(propose(note))).toMatchObject({ code: 'wrong_state', rule: 'L11' })
	await stage.act(closeIncident, stage.desk, { incident: out.incident, version: disposed.version })
	const before = JSON.stringify(await stage.look(showIncident, stage.desk, { incident: out.incident }))
	expect(before).toContain(told)
	expect(before).toContain(report)
	await erase(note)
	await erase(await entryOf(out.incident, 'report'))
	const after = JSON.stringify(await stage.look(showIncident, stage.desk, { incident: out.incident }))
	expect(after).not.toContain(told)
	expect(after).not.toContain(report)
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.story
		where text in (${told}, ${report})`.execute(stage.store.db)
	expect(rows).toEqual([{ n: 0 }])
	await sequence(stage.store, stage.signer)
	expect(await verifyLedger(stage.store, stage.signer.vkey)).toMatchObject({ ok: true })
})

test('L11 an unsettled call holds its fields; settled, the name and number the caller gave go', async () => {
	const live = await stage.call()
	const saved = await stage.act(saveDetail, stage.taker, {
		call: live.call,
		version: live.version,
		callerName: '李梅',
		callBackNumber: '13900000000',
	})
	const n = await entryOf(live.call, 'callerName')
	expect(await refusalOf(propose(n))).toMatchObject({ code: 'wrong_state', rule: 'L11' })
	await stage.act(closeCall, stage.taker, {
		call: live.call,
		version: saved.version,
		reason: 'reached_no_need',
	})
	await erase(n)
	const { rows } = await sql`select caller_name, call_back_number, caller_number from dispatch.call
		where id = ${live.call}`.execute(stage.store.db)
	expect(rows).toEqual([{ caller_name: null, call_back_number: null, caller_number: '13800002207' }])
})

test('L11 nobody clears words of dispatch without an approved erasure', async () => {
	const out = await stage.incident()
	await stage.act(noteIncident, stage.desk, { incident: out.incident, text: told })
	const asApp = (statement: ReturnType<typeof sql>) =>
		stage.store.transact('seawall_app', (tx) => statement.execute(tx))
	await expect(asApp(sql`update dispatch.story set text = null where incident_id = ${out.incident}`)).rejects.toThrow(
		/permission denied/,
	)
	await asApp(sql`select dispatch.erase_words(${out.incident})`)
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.story
		where text = ${told} and incident_id = ${out.incident}`.execute(stage.store.db)
	expect(rows).toEqual([{ n: 1 }])
})

test('S3 D33 what a caller adds by the code is written once, however often it is sent', async () => {
	const { followCode, incident } = await stage.incident()
	const text = 'He left by the back door.'
	const add = (by: Who, input: { code: string; text: string }) =>
		perform(stage.spine, { name: addFollow.name, input, key: 'caller-retry-1', who: by })
	const caller = { ...nobody, source: '10.0.0.7' }
	const first = await add(caller, { code: followCode, text })
	expect(await add(caller, { code: followCode, text })).toEqual(first)
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.story
		where text = ${text} and incident_id = ${incident}`.execute(stage.store.db)
	expect(rows).toEqual([{ n: 1 }])
	const other = await stage.incident()
	expect(await refusalOf(add(caller, { code: other.followCode, text }))).toMatchObject({ code: 'key_reused' })
})

test('L11, D282 a line a caller wrote is erased as what they said is', async () => {
	const begun = await stage.act(beginText, nobody, { language: 'en', phrases: ['hiding'], text: told })
	const { rows } = await sql<{ id: string; version: number }>`select id, version from dispatch.call
		where text_code = ${begun.code.replaceAll('-', '')}`.execute(stage.store.db)
	const call = rows[0]?.id ?? ''
	const live = await stage.act(answerCall, stage.taker, { call, version: rows[0]?.version ?? 1 })
	expect((await refusalOf(propose(await entryOf(call, 'line.2')))).rule).toBe('L11')
	await stage.act(closeCall, stage.taker, { call, version: live.version, reason: 'test_call' })
	expect((await stage.look(showText, nobody, { code: begun.code })).lines).toHaveLength(2)
	await erase(await entryOf(call, 'line.2'))
	expect((await stage.look(showText, nobody, { code: begun.code })).lines).toEqual([])
})
