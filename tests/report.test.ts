import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slices } from '#app/slices.ts'
import { draftReport, listReports, sendReport, showReport } from '#command/contract.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { type Asked, formFaults, type ReportForm, useRecord } from '#kernel/record.ts'
import type { Who } from '#kernel/who.ts'
import { city, openStage, refusalOf, type Stage } from '../src/dispatch/tests/stage.ts'
import { demoId } from '../demo/ids.ts'

const facts = slices.flatMap((slice) => slice.facts ?? [])
const shipped = slices.flatMap((slice) => slice.forms ?? [])

describe('the forms themselves', () => {
	const form = (fact: string, asks?: Asked): ReportForm => ({
		key: 'planted',
		words: { en: 'Planted', zh: '样表' },
		about: 'Incident',
		fields: [asks === undefined ? { fact } : { fact, asks }],
	})
	const yesNo = (en: string, zh: string): Asked => ({ is: 'yes_no', words: { en, zh } })

	it('K81 every report that ships asks for nothing the record holds', () => {
		expect(shipped.length).toBeGreaterThan(0)
		expect(formFaults(shipped, facts)).toEqual([])
	})

	it.each([
		['by its key', form('incident.type', yesNo('Kind', '种类'))],
		['under its English name', form('incident.sort', yesNo('type', '种类'))],
		['under its Chinese name', form('incident.sort', yesNo('Sort', '警情 类别'))],
		['whatever the signs between', form('incident.sort', yesNo('First unit, on scene!', '种类'))],
	])('K81 a form that asks for a known field %s is refused', (_how, planted) => {
		expect(formFaults([...shipped, planted], facts)).toHaveLength(1)
		const broken = slices.map((slice) =>
			slice.name === 'command' ? { ...slice, forms: [...shipped, planted] } : slice,
		)
		expect(() => useRecord(broken)).toThrow('may not ask for what the record holds')
		useRecord(slices)
	})

	it('K80 a fact nobody holds, one twice in a form, and one asked for in two ways are refused', () => {
		expect(formFaults([form('incident.colour')], facts)).toEqual(['planted: incident.colour is held by no slice'])
		const twice = { ...form('incident.type'), fields: [{ fact: 'incident.type' }, { fact: 'incident.type' }] }
		expect(formFaults([twice], facts)).toEqual(['planted: incident.type stands twice'])
		expect(formFaults([...shipped, form('incident.outlook', yesNo('Over', '结束'))], facts)).toEqual([
			'planted: incident.outlook is asked for in two ways',
		])
	})
})

describe('a report on an incident', () => {
	let stage: Stage
	let leader: Who
	beforeAll(async () => {
		stage = await openStage()
		leader = await stage.as('shen-jinghai', 'shift_leader')
	}, 120_000)
	afterAll(() => stage.world.close())

	const answers = [
		{ fact: 'incident.road_closed', value: 'no' },
		{ fact: 'incident.help_wanted', value: 'units' },
		{ fact: 'incident.outlook', value: 'growing' },
	]
	const form = 'incident_summary' as const
	const draft = (about: string, who = leader) => stage.look(draftReport, who, { form, about })
	const send = (about: string, entered = answers, to = city, who = leader) =>
		stage.act(sendReport, who, { form, about, to, entered })

	it('K82 it is filled from the record, each value with its act, entry and time', async () => {
		const made = await stage.onScene('fight')
		await sequence(stage.store, stage.signer)
		const { fields, about, to } = await draft(made.incident)
		expect(about.name.en).toBe(made.number)
		expect(to.map((one) => one.en)).toEqual(['Lanjiang City Police', 'Donglan Province Police'])
		const number = fields.find((field) => field.fact === 'incident.number')
		expect(number).toMatchObject({ value: { en: made.number }, from: { act: 'dispatch.incident.open' }, asks: null })
		const arrived = fields.find((field) => field.fact === 'incident.arrived')
		expect(arrived?.from?.act).toBe('dispatch.unit.set-status')
		for (const { from } of [number, arrived].flatMap((field) => field ?? [])) {
			const { rows } = await sql<{
				at: Date
				matter: string
			}>`select at, matter from ledger.entry where n = ${from?.entry ?? -1}`.execute(stage.store.db)
			expect(rows[0]?.matter).toBe(made.incident)
			expect(rows[0]?.at.toISOString()).toBe(from?.at)
		}
		expect(fields.filter((field) => field.asks !== null).map((field) => field.fact)).toEqual(
			answers.map((one) => one.fact),
		)
	})

	it('K82 what the record holds cannot be typed', async () => {
		const { incident } = await stage.incident('theft')
		const typed = [...answers, { fact: 'incident.type', value: 'fight' }]
		expect(await refusalOf(send(incident, typed))).toMatchObject({ code: 'invalid', rule: 'K82', field: 'entered/3' })
		const lacking = [...answers, { fact: 'incident.disposition', value: 'mediated' }]
		expect(await refusalOf(send(incident, lacking))).toMatchObject({ code: 'invalid', rule: 'K82' })
	})

	it('K83 what is missing is asked once, stands in the matter, and the next report finds it', async () => {
		const { incident } = await stage.incident('robbery')
		expect(await refusalOf(send(incident, answers.slice(1)))).toMatchObject({ code: 'invalid', rule: 'K83' })
		const wrong = answers.map((one) => (one.fact === 'incident.outlook' ? { ...one, value: 'lovely' } : one))
		expect(await refusalOf(send(incident, wrong))).toMatchObject({
			code: 'invalid',
			rule: 'K83',
			field: 'entered/2/value',
		})
		await send(incident)
		await sequence(stage.store, stage.signer)
		const again = await draft(incident)
		expect(again.fields.every((field) => field.asks === null)).toBe(true)
		const help = again.fields.find((field) => field.fact === 'incident.help_wanted')
		expect(help).toMatchObject({ value: { en: 'units', zh: '警力' }, from: { act: 'command.report.send' } })
		expect(help?.from?.entry).not.toBeNull()
		expect(await refusalOf(send(incident))).toMatchObject({ code: 'invalid', rule: 'K82' })
		await send(incident, [])
	})

	it('K83 of two reports that answer the same at once one is refused', async () => {
		const { incident } = await stage.incident('noise')
		const both = await Promise.allSettled([send(incident), send(incident)])
		const done = both.filter((one) => one.status === 'fulfilled')
		const { rows } = await sql<{
			n: number
		}>`select count(*)::int as n from command.report where matter_id = ${incident}`.execute(stage.store.db)
		expect(done).toHaveLength(1)
		expect(rows[0]?.n).toBe(1)
	})

	it('K84 it goes up only, is read at both ends as it was sent, and gives no right to the matter', async () => {
		const { incident } = await stage.incident('fight')
		const station = demoId('agency', 'xigang-old-town')
		expect(await refusalOf(send(incident, answers, station))).toMatchObject({
			code: 'invalid',
			rule: 'K84',
			field: 'to',
		})
		const { report } = await send(incident)
		const above = await stage.as('bai-haosheng')
		const read = await stage.look(showReport, above, { report })
		expect(read.fields.find((field) => field.fact === 'incident.type')?.value?.zh).toContain('打架')
		expect((await stage.look(listReports, above, {})).rows.map((row) => row.id)).toContain(report)
		expect(await refusalOf(draft(incident, above))).toMatchObject({ code: 'not_found' })
		const province = await stage.as('gu-yuanfan')
		expect(await refusalOf(stage.look(showReport, province, { report }))).toMatchObject({ code: 'not_found' })
		await expect(
			sql`update command.report set body = '{}' where id = ${report}`.execute(stage.store.db),
		).rejects.toThrow()
	})
})
