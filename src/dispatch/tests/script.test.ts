import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkText } from '#kernel/matters/contract.ts'
import { needTable, readTable, usePublishedTables } from '#kernel/tables/api.ts'
import { answerCall, answerScript, openIncident, ringCall, saveDetail, showIncident, showScript } from '../contract.ts'
import { county, openStage, refusalOf, type Stage } from './stage.ts'

/** D202 to D204 on the real database: what is asked, kept, filled in and taken back. */

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 120_000)
afterAll(() => stage?.close())

async function ring(silent = false) {
	return stage.act(ringCall, stage.taker, {
		agency: county,
		number: '13800002207',
		line: '110-1',
		located: { point: stage.address().point, accuracyMetres: 60, datum: 'wgs84' },
		silent,
	})
}

async function live(silent = false) {
	const rang = await ring(silent)
	return stage.act(answerCall, stage.taker, { call: rang.call, version: rang.version })
}

const asks = (call: string) => stage.look(showScript, stage.taker, { call })

/** Answers one question after another, each with the version the last one gave. */
async function say(call: { call: string; version: number }, ...answers: readonly (readonly [string, string])[]) {
	let { version } = call
	let last
	for (const [question, answer] of answers) {
		last = await stage.act(answerScript, stage.taker, { call: call.call, version, question, answer })
		version = last.version
	}
	if (last === undefined) throw new Error('nothing was said')
	return last
}

describe('before the form', () => {
	test('D202 nothing is asked while it rings; answered, life comes first', async () => {
		const rang = await ring()
		expect((await asks(rang.call)).next).toBeNull()
		const early = { call: rang.call, version: rang.version, question: 'danger', answer: 'fire' }
		expect(await refusalOf(stage.act(answerScript, stage.taker, early))).toMatchObject({
			code: 'wrong_state',
			rule: 'D202',
		})
		await stage.act(answerCall, stage.taker, { call: rang.call, version: rang.version })
		const { next } = await asks(rang.call)
		expect(next?.code).toBe('danger')
		expect(next?.options.map((one) => one.key)).toEqual(['1', '2', '3', '4', '5', '6', '0'])
	})

	test('D203, D204 fraud still running: four keys, the form is filled, and each answer stands in the story and the ledger', async () => {
		const call = await live()
		const done = await say(call, ['danger', 'none'], ['money', 'talking'], ['remote', 'yes'], ['paid', 'minutes'])
		expect(done).toMatchObject({ type: 'fraud_paying_now', facts: { ongoing: 'yes', hurt: 'unknown' } })
		const { next, answered } = await asks(call.call)
		expect(next).toBeNull()
		expect(answered.map((one) => [one.question, one.answer])).toEqual([
			['danger', 'none'],
			['money', 'talking'],
			['remote', 'yes'],
			['paid', 'minutes'],
		])
		expect(answered[1]?.tell?.en).toMatch(/^Hang up on them now/)
		expect(answered[3]?.tell?.zh).toContain('打给银行')
		const at = stage.address()
		const placed = await stage.act(saveDetail, stage.taker, {
			call: call.call,
			version: done.version,
			place: { words: 'as said', address: at.id },
		})
		const opened = await stage.act(openIncident, stage.taker, {
			agency: county,
			call: { id: call.call, version: placed.version },
		})
		const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
		expect(shown.type).toBe('fraud_paying_now')
		const told = shown.story.filter((line) => line.act === answerScript.name)
		expect(told.map((line) => line.fact['answer'])).toEqual(['minutes', 'yes', 'talking', 'none'])
		expect(told[0]?.fact['said']).toEqual({ en: 'In the last 30 minutes', zh: '最近 30 分钟内' })
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.opening o
			join ledger.pending p on p.leaf_hash = o.leaf_hash
			where o.name = 'what' and o.value like '%"answer":"minutes"%' and o.value like '%"rule":"dispatch.script-answer r%'`.execute(
			stage.store.db,
		)
		expect(rows).toEqual([{ n: 1 }])
	})

	test('D203 a question that is not asked and an answer the table does not have are refused, and nothing is written', async () => {
		const call = await live()
		for (const [question, answer, field] of [
			['paid', 'minutes', 'question'],
			['moon', 'full', 'question'],
			['danger', 'maybe', 'answer'],
		] as const) {
			const asked = { call: call.call, version: call.version, question, answer }
			expect(await refusalOf(stage.act(answerScript, stage.taker, asked))).toMatchObject({
				code: 'invalid',
				rule: 'D203',
				field,
			})
		}
		expect((await asks(call.call)).answered).toEqual([])
		const late = { call: call.call, version: call.version + 4, question: 'danger', answer: 'none' }
		expect((await refusalOf(stage.act(answerScript, stage.taker, late))).code).toBe('overtaken')
	})

	test('D204 what a person chose stands; what the script filled in is taken back when it is answered otherwise', async () => {
		const chosen = await live()
		const typed = await stage.act(saveDetail, stage.taker, {
			call: chosen.call,
			version: chosen.version,
			type: 'fight',
			facts: { hurt: 'slight' },
		})
		const kept = await say({ call: chosen.call, version: typed.version }, ['danger', 'not_breathing'])
		expect(kept).toMatchObject({ type: 'fight', facts: { hurt: 'slight', ongoing: 'yes', vulnerable: 'yes' } })
		const open = await live()
		const water = await say(open, ['danger', 'water'])
		expect(water).toMatchObject({ type: 'person_in_water', facts: { ongoing: 'yes' } })
		const none = await say({ call: open.call, version: water.version }, ['danger', 'none'])
		expect(none).toMatchObject({ type: null, facts: { ongoing: 'unknown' } })
		const { answered, next } = await asks(open.call)
		expect(answered.map((one) => one.answer)).toEqual(['none'])
		expect(next?.code).toBe('money')
		const { rows } = await sql<{ answer: string }>`select answer from dispatch.script_answer
			where call_id = ${open.call} order by at`.execute(stage.store.db)
		expect(rows.map((row) => row.answer)).toEqual(['water', 'none'])
	})

	test('D202, D203 nobody speaks: keys first, then danger by keys; a call back is named only where it is safe', async () => {
		const call = await live(true)
		const { next } = await asks(call.call)
		expect(next?.code).toBe('silence')
		const code = await say(call, ['silence', 'code'])
		expect(code.type).toBe('silent_call')
		expect((await asks(call.call)).next).toMatchObject({ code: 'danger', rule: 'dispatch.script r3' })
		const tellOf = async (safe: boolean | null) => {
			const one = await live(true)
			const told =
				safe === null
					? one
					: await stage.act(saveDetail, stage.taker, { call: one.call, version: one.version, safeToCall: safe })
			await say({ call: one.call, version: told.version }, ['silence', 'nothing'])
			const shown = await asks(one.call)
			expect(shown.next).toBeNull()
			return shown.answered[0]?.tell?.en
		}
		expect(await tellOf(true)).toContain('I shall ring you back once')
		expect(await tellOf(false)).toContain('I shall not ring you back')
		expect(await tellOf(null)).toContain('I shall not ring you back')
	})

	test('D70 who does not take calls answers nothing and is shown nothing', async () => {
		const call = await live()
		const officer = stage.people.find((who) => who.postKind === 'officer')
		if (officer === undefined) throw new Error('nobody patrols')
		const asked = { call: call.call, version: call.version, question: 'danger', answer: 'none' }
		expect((await refusalOf(stage.act(answerScript, officer, asked))).code).toBe('not_found')
		expect((await refusalOf(stage.look(showScript, officer, { call: call.call }))).code).toBe('not_found')
	})

	test('D202, D203 another script passes the checks of a proposal, and once published it is what is asked', async () => {
		const name = 'dispatch.script-answer'
		const text = needTable(name).dmn.replaceAll('Pressed 55', 'Pressed 88').replaceAll('按了 55', '按了 88')
		const analyst = await stage.as('dai-guanlan')
		for (const [table, drafted] of [
			[name, text],
			['dispatch.script', needTable('dispatch.script').dmn.replaceAll('right now?', 'just now?')],
			['dispatch.major', needTable('dispatch.major').dmn.replaceAll('<text>30</text>', '<text>20</text>')],
		] as const) {
			const { faults } = await stage.look(checkText, analyst, { what: 'table', name: table, text: drafted })
			expect(faults, table).toEqual([])
		}
		const table = readTable(name, text)
		usePublishedTables((asked) => (asked === name ? { table } : null))
		try {
			const call = await live(true)
			const { next } = await asks(call.call)
			expect(next?.options.find((one) => one.answer === 'code')?.said.en).toMatch(/^Pressed 88/)
			await say(call, ['silence', 'code'])
		} finally {
			usePublishedTables(() => null)
		}
		const { rows } = await sql<{
			version: string
		}>`select version from dispatch.script_answer order by at desc limit 1`.execute(stage.store.db)
		expect(rows).toEqual([{ version: table.version }])
	})
})
