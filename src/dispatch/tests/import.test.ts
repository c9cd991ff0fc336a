import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { listForced, listIncidents, showIncident } from '../contract.ts'
import { importCalls, readMapping } from '../import/import.ts'
import { FileFault } from '../import/read.ts'
import { disagreeing, openStage, type Stage } from './stage.ts'

let stage: Stage
const folder = mkdtempSync(join(tmpdir(), 'seawall-import-'))
beforeAll(async () => {
	stage = await openStage()
}, 180_000)
afterAll(async () => {
	await stage?.close()
	rmSync(folder, { recursive: true, force: true })
})

const head = 'number,received,dispatched,on_scene,cleared,closed,type,priority,station,place,lon,lat,disposition'
const good = (n: number) =>
	`A-${n},2026-09-${String(1 + (n % 28)).padStart(2, '0')} 08:00:00,2026-10-01 08:01,2026-10-01 08:09,2026-10-01 09:00,2026-10-01T01:30:00Z,${n % 2 === 0 ? 'noise' : 'theft'},,xigang-old-town,"鱼市街 ${n} 号",121.9,29.1,advised`
const written = (name: string, text: string | Uint8Array): string => {
	const file = join(folder, name)
	writeFileSync(file, text)
	return file
}
const ask = (file: string, more: Partial<Parameters<typeof importCalls>[1]> = {}) =>
	importCalls(
		stage.store,
		{ file, bureau: 'xigang', encoding: 'utf-8', map: readMapping('{}'), dryRun: false, ...more },
		() => {},
	)
const total = async () => {
	const { rows } = await sql<{
		n: number
		m: number
		i: number
		w: number
	}>`select (select count(*)::int from dispatch.incident) as n,
		(select count(*)::int from matters.matter) as m, (select count(*)::int from dispatch.import) as i,
		(select sum(n)::int from dispatch.week_count) as w`.execute(stage.store.db)
	return rows[0]
}

test('D240, D242, D243 rows become ended incidents; the file is named in each and in the ledger', async () => {
	const text = [head, ...Array.from({ length: 6 }, (_each, n) => good(n))].join('\n')
	const file = written('good.csv', `\ufeff${text}\n`)
	const before = await total()
	const dry = await ask(file, { dryRun: true })
	expect(dry).toMatchObject({ rows: 6, count: 0, written: null })
	expect(await total()).toEqual(before)
	const done = await ask(file)
	expect(done).toMatchObject({
		rows: 6,
		count: 0,
		sha256: createHash('sha256').update(`\ufeff${text}\n`).digest('hex'),
	})
	const after = await total()
	expect(
		[after?.n, after?.m, after?.w].map((n, at) => (n ?? 0) - ([before?.n, before?.m, before?.w][at] ?? 0)),
	).toEqual([6, 6, 6])
	expect(await disagreeing(stage.store)).toEqual([])
	const listed = await stage.look(listIncidents, stage.desk, {
		section: 'done',
		from: '2026-09-01T00:00:00Z',
		until: '2026-10-01T00:00:00Z',
	})
	expect(listed.rows.map((row) => row.number)).toEqual(expect.arrayContaining(['A-0', 'A-5']))
	const { rows } = await sql<{ id: string; number: string; states: string[] }>`select i.id, i.number,
		(select array_agg(s.target order by s.n) from matters.step s where s.matter_id = i.id) as states
		from dispatch.incident i where i.import_id = ${done.written} order by i.number`.execute(stage.store.db)
	expect(rows.map((row) => row.states)).toEqual(
		rows.map((_row, n) => ['waiting', 'in_progress', 'cleared', n % 2 === 0 ? 'closed' : 'accepted_for_decision']),
	)
	const shown = await stage.look(showIncident, stage.desk, { incident: rows[2]?.id ?? '' })
	expect(shown).toMatchObject({ number: 'A-2', type: 'noise', priority: 4, state: 'closed', disposition: 'advised' })
	expect(shown.story.map((line) => line.act)).toEqual(['dispatch.call.import'])
	expect(shown.story[0]?.fact).toEqual({ import: done.written, line: 4 })
	expect(shown.place.words?.zh).toBe('鱼市街 2 号')
	expect((await stage.look(listForced, stage.desk, {})).rows.map((row) => row.number)).not.toContain('A-2')
	await sequence(stage.store, stage.signer)
	const entered = await sql<{
		value: string
	}>`select o.value from ledger.entry e join ledger.opening o on o.leaf_hash = e.leaf_hash
		where e.kind = 'system' and o.value like ${`%${done.sha256}%`}`.execute(stage.store.db)
	expect(entered.rows).toHaveLength(1)
	expect(entered.rows[0]?.value).toContain('dispatch.call.import')
	await expect(ask(file)).rejects.toThrow(/taken in before/)
	expect(await total()).toEqual(after)
})

test('D240 GB18030 with heads and words of its own; in the wrong encoding it is refused', async () => {
	// 编号,接警时间,办结时间,类别,地点 / B-1, ..., 盗窃, 北门 by the standard's table.
	const gb = Buffer.from(
		'b1e0bac52cbdd3beafcab1bce42cb0ecbde1cab1bce42cc0e0b1f02cb5d8b5e30a422d312c323032362f392f3120383a30302c323032362f392f3120393a30302cb5c1c7d42cb1b1c3c50a',
		'hex',
	)
	const file = written('gb.csv', gb)
	const map = readMapping(
		JSON.stringify({
			columns: { number: '编号', received: '接警时间', closed: '办结时间', type: '类别', place: '地点' },
			types: { 盗窃: 'theft' },
		}),
	)
	await expect(ask(file, { map })).rejects.toThrow(/not utf-8/)
	const done = await ask(file, { map, encoding: 'gb18030' })
	expect(done.rows).toBe(1)
	const { rows } = await sql<{
		words: string
		type: string
		at: Date
	}>`select p.words_zh as words, c.type, i.received_at as at
		from dispatch.incident i join dispatch.place p on p.id = i.place_id join dispatch.classification c on c.id = i.classification_id
		where i.import_id = ${done.written}`.execute(stage.store.db)
	expect(rows).toEqual([{ words: '北门', type: 'theft', at: new Date('2026-09-01T00:00:00.000Z') }])
})

test('D241 each fault has its line and column, and nothing is taken in', async () => {
	const bad = [
		head,
		good(101),
		`A-102,yesterday,,,,2026-10-01T01:30:00Z,noise,,,somewhere,,,`,
		`"A-103",2026-09-01 08:00,,,,2026-08-01 08:00,riot,9,nowhere,"two\nlines",500,1,won`,
		`A-104,2026-02-30 08:00,,,,2999-01-01T00:00:00Z,,,,,,,`,
		`A-105,2026-09-01 08:00`,
		good(101),
	].join('\n')
	const before = await total()
	const told = await ask(written('bad.csv', bad))
	expect(told.written).toBeNull()
	expect(await total()).toEqual(before)
	expect(told.faults.map(({ line, column }) => `${line} ${column}`).sort()).toEqual(
		[
			'3 received',
			...['closed', 'type', 'disposition', 'priority', 'station', 'lon'].map((column) => `4 ${column}`),
			...['received', 'closed', 'type', 'place'].map((column) => `6 ${column}`),
			'7 -',
			'8 number',
		].sort(),
	)
	for (const [text, said] of [
		['number,received\nA,2026-09-01 08:00', /lacks closed, type, place/],
		[`${head}\n`, /no rows/],
		[`${head}\n"A`, /no table/],
		[`${head},number\n${good(1)},x`, /twice/],
	] as const)
		await expect(ask(written('other.csv', text))).rejects.toThrow(said)
	await expect(ask(written('one.csv', `${head}\n${good(900)}`), { bureau: 'nowhere' })).rejects.toThrow(FileFault)
	expect(() => readMapping('{"columns":{"person":"x"}}')).toThrow(FileFault)
	const held = await ask(written('held.csv', `${head}\n${good(2)}`))
	expect(held.faults).toEqual([{ line: 2, column: 'number', what: 'the desk has an incident A-2 already' }])
})

test('D241 stopped in the middle of writing, nothing was taken in', async () => {
	const file = written('long.csv', [head, ...Array.from({ length: 12_000 }, (_each, n) => good(n + 10_000))].join('\n'))
	const before = await total()
	const stop = new AbortController()
	const said: string[] = []
	const running = importCalls(
		stage.store,
		{ file, bureau: 'xigang', encoding: 'utf-8', map: readMapping('{}'), dryRun: false, signal: stop.signal },
		(line) => {
			said.push(line)
			if (line.includes('written')) stop.abort()
		},
	)
	await expect(running).rejects.toThrow()
	expect(said).toEqual(['10000 rows checked', '10000 of 12000 rows written'])
	expect(await total()).toEqual(before)
})

test('D241 200,000 rows with one that is wrong: it is named and nothing is taken in', {
	timeout: 120_000,
}, async () => {
	const rows = Array.from({ length: 200_000 }, (_each, n) => good(n + 100_000))
	rows[123_456] = rows[123_456]?.replace(',noise,', ',nose,').replace(',theft,', ',nose,') ?? ''
	const before = await total()
	const told = await ask(written('many.csv', [head, ...rows].join('\n')))
	expect(told).toMatchObject({ rows: 200_000, count: 1, written: null })
	expect(told.faults[0]).toMatchObject({ line: 123_458, column: 'type' })
	expect(await total()).toEqual(before)
})
