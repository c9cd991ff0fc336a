import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '#kernel/who.ts'
import {
	acknowledgeTransfer,
	answerCall,
	assignUnit,
	beginText,
	callBack,
	closeIncident,
	disposeIncident,
	hangUpCall,
	inviteText,
	listOutward,
	mineUnit,
	openIncident,
	outwardKind,
	reopenFollow,
	returnTransfer,
	ringCall,
	saveDetail,
	sayText,
	showCall,
	showRecommendation,
	showText,
	transferCall,
	type Unspoken,
	writeText,
} from '../contract.ts'
import en from '../words/en.json' with { type: 'json' }
import { county, openStage, refusalOf, type Stage } from './stage.ts'

/** D284. Whoever is not safe to call is neither rung nor messaged, by whichever way something could go out. */

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 240_000)
afterAll(() => stage?.close())

type Call = { readonly call: string; readonly version: number }
let addresses = 0

/** A call with its type and place told, as it is spoken. */
async function told(call: Call, detail: Readonly<Record<string, unknown>> = {}): Promise<Call> {
	const saved = await stage.act(saveDetail, stage.taker, {
		...call,
		type: 'noise',
		place: { words: 'as said', address: stage.address().id },
		...detail,
	})
	return { call: saved.call, version: saved.version }
}

async function written(safe: boolean): Promise<Call> {
	const who = { ...nobody, source: `10.1.0.${++addresses}` }
	const number = safe ? { safeToCall: true, number: '13800002211' } : {}
	const { code } = await stage.act(beginText, who, { language: 'en', phrases: ['deaf'], ...number })
	const { rows } = await sql<{ id: string; version: number }>`select id, version from dispatch.call
		where text_code = ${code.replaceAll('-', '')}`.execute(stage.store.db)
	const live = await stage.act(answerCall, stage.taker, { call: rows[0]?.id ?? '', version: rows[0]?.version ?? 1 })
	return told({ call: live.call, version: live.version })
}

async function spoken(safe: boolean | undefined, unspoken?: Unspoken): Promise<Call> {
	const rang = await stage.act(ringCall, stage.taker, { agency: county, number: '13800002212', line: '110-4' })
	const live = await stage.act(answerCall, stage.taker, { call: rang.call, version: rang.version })
	return told(
		{ call: rang.call, version: live.version },
		{ ...(safe === undefined ? {} : { safeToCall: safe }), ...(unspoken === undefined ? {} : { unspoken }) },
	)
}

const callers: readonly (readonly [who: string, safe: boolean, make: () => Promise<Call>])[] = [
	['writes, nothing said', false, () => written(false)],
	['writes, said yes', true, () => written(true)],
	['speaks, said no', false, () => spoken(false)],
	['speaks, said yes', true, () => spoken(true)],
	['speaks, deaf, nothing said', false, () => spoken(undefined, 'deaf')],
	['speaks, silent, said yes', true, () => spoken(true, 'silent')],
]

const passOn = (call: Call) =>
	stage.act(transferCall, stage.taker, { ...call, to: 'fire_119', words: 'Smoke from a bin.' })

async function closed(call: Call) {
	const opened = await stage.act(openIncident, stage.taker, {
		agency: county,
		call: { id: call.call, version: call.version },
	})
	const out = await stage.act(disposeIncident, stage.desk, {
		incident: opened.incident,
		version: opened.version,
		disposition: 'advised',
	})
	await stage.act(closeIncident, stage.desk, { incident: opened.incident, version: out.version })
	return opened
}

/** Every kind of message, with what sends it. */
const ways: Readonly<Record<(typeof outwardKind.options)[number], (call: Call) => Promise<unknown>>> = {
	taken_over: async (call) => {
		const { version } = await passOn(call)
		await stage.act(acknowledgeTransfer, stage.taker, { call: call.call, version, reference: 'F-1' })
	},
	came_back: async (call) => {
		const { version } = await passOn(call)
		await stage.act(returnTransfer, stage.taker, { call: call.call, version, reason: 'Not theirs.' })
	},
	answered: closed,
	reopened: async (call) => {
		const { followCode } = await closed(call)
		await stage.act(reopenFollow, nobody, { code: followCode, text: 'It began again.' })
	},
	write_here: (call) => stage.act(inviteText, stage.taker, call),
}

test('D284 D193 no message of any kind waits for a caller who is not safe to call', async () => {
	for (const [who, safe, make] of callers)
		for (const kind of outwardKind.options) {
			const call = await make()
			await ways[kind](call)
			const { rows } = await sql<{ state: string }>`select state from dispatch.outward
				where call_id = ${call.call} and kind = ${kind}`.execute(stage.store.db)
			expect(rows, `${kind} to one who ${who}`).toEqual([{ state: safe ? 'waiting' : 'withheld' }])
			const listed = (await stage.look(listOutward, stage.taker, {})).rows.some((row) => row.call.id === call.call)
			if (!safe) expect(listed, `${kind} to one who ${who}`).toBe(false)
		}
}, 120_000)

test('D284 nobody who is not safe to call is rung back', async () => {
	for (const [who, safe, make] of callers) {
		const call = await make()
		const over = await stage.act(hangUpCall, stage.taker, call)
		const back = stage.act(callBack, stage.taker, { call: call.call, version: over.version, outcome: 'reached' })
		if (safe) expect((await back).state, who).toBe('live')
		else expect(await refusalOf(back), who).toMatchObject({ code: 'not_permitted', rule: 'D193' })
	}
})

test('D284 a safe caller is told by hand where to write, with the code, once; it leads to their call', async () => {
	const call = await spoken(true, 'deaf')
	const { code, version, message } = await stage.act(inviteText, stage.taker, call)
	expect(message).toBe('waiting')
	const row = (await stage.look(listOutward, stage.taker, {})).rows.find((one) => one.call.id === call.call)
	expect(row?.words.en).toContain(code)
	expect(row?.words.zh).toContain(code)
	expect(en['dispatch.outward.write_here']).not.toMatch(/police|officer|station|110/i)
	expect((await refusalOf(stage.act(inviteText, stage.taker, { call: call.call, version }))).rule).toBe('D284')
	await stage.act(writeText, nobody, { code, text: 'I can write.' })
	await stage.act(sayText, stage.taker, { call: call.call, phrase: 'reading' })
	expect((await stage.look(showText, nobody, { code })).lines).toHaveLength(2)
	// No longer safe: what waits is withheld.
	await stage.act(writeText, nobody, { code, safeToCall: false })
	expect((await stage.look(listOutward, stage.taker, {})).rows.some((one) => one.call.id === call.call)).toBe(false)
})

test('D284 the mark stands at the desk and on the phone of the crew, and can be taken back', async () => {
	const call = await spoken(undefined, 'silent')
	expect((await stage.look(showCall, stage.taker, { call: call.call })).unspoken).toBe('silent')
	const opened = await stage.act(openIncident, stage.taker, {
		agency: county,
		call: { id: call.call, version: call.version },
	})
	const card = await stage.look(showRecommendation, stage.desk, { incident: opened.incident })
	const crews = stage.people.filter((who) => who.unit !== null)
	const unit = card.ranked.find((one) => crews.some((who) => who.unit === one.unit))
	const crew = crews.find((who) => who.unit === unit?.unit)
	if (unit === undefined || crew === undefined) throw new Error('no crew can go')
	await stage.act(assignUnit, stage.desk, {
		incident: opened.incident,
		version: opened.version,
		units: [unit.unit],
		card: card.card,
		override: 'Nearest with a crew.',
	})
	const { facts } = await stage.look(mineUnit, crew, {})
	expect(facts.map((one) => one.en)).toContain('The caller must stay silent: write, do not ring')
	const other = await spoken(undefined, 'deaf')
	await stage.act(saveDetail, stage.taker, { ...other, unspoken: null })
	expect((await stage.look(showCall, stage.taker, { call: other.call })).unspoken).toBe(null)
})
