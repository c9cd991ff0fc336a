import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { partBytes } from '#kernel/files/contract.ts'
import type { Who } from '#kernel/who.ts'
import { attachIncident, listAttachments, putAttachment, showAttachment } from '../contract.ts'
import { openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
let incident: string
let crew: Who
beforeAll(async () => {
	stage = await openStage()
	const out = await stage.sent('noise')
	incident = out.incident
	const officer = stage.people.find((one) => one.postKind === 'officer')
	if (officer === undefined) throw new Error('no officer')
	crew = { ...officer, unit: out.assignments[0]?.unit ?? null }
}, 120_000)
afterAll(() => stage.close())

/** A JPEG by its first bytes, of any length. */
function photo(length: number, seed: number) {
	const bytes = Buffer.alloc(length, seed)
	bytes.set([0xff, 0xd8, 0xff, 0xe0])
	const parts = Array.from({ length: Math.ceil(length / partBytes) }, (_, n) =>
		bytes.subarray(n * partBytes, (n + 1) * partBytes).toString('base64'),
	)
	return { bytes, parts, sha256: createHash('sha256').update(bytes).digest('hex') }
}
const madeAt = '2026-11-24T02:44:32.000Z'
const named = (one: { readonly sha256: string; readonly bytes: Buffer }) => ({
	incident,
	what: 'photo' as const,
	sha256: one.sha256,
	kind: 'image/jpeg',
	bytes: one.bytes.length,
	madeAt,
	clockOffsetMs: -1_500,
	point: [121.9012, 29.1034] as [number, number],
	accuracyMetres: 8,
})
const rows = async (who: Who = stage.desk) => (await stage.look(listAttachments, who, { incident })).rows

it('D126 D128 a photograph comes in parts, in any order and again, and is shown when it is whole, byte for byte', async () => {
	const one = photo(partBytes * 2 + 777, 7)
	const first = await stage.act(attachIncident, crew, named(one))
	expect(await stage.act(attachIncident, crew, named(one))).toEqual({ ...first, again: true })
	const put = (part: number) =>
		stage.act(putAttachment, crew, { incident, sha256: one.sha256, part, base64: one.parts[part] ?? '' })
	expect((await put(2)).missing).toBe(2)
	expect((await put(2)).missing).toBe(2)
	expect((await put(0)).missing).toBe(1)
	expect((await rows())[0]).toMatchObject({
		sha256: one.sha256,
		parts: 0,
		madeAt,
		clockOffsetMs: -1_500,
		accuracyMetres: 8,
	})
	const early = stage.look(showAttachment, stage.desk, { incident, sha256: one.sha256, part: 0 })
	expect((await refusalOf(early)).code).toBe('not_found')
	expect((await put(1)).missing).toBe(0)
	expect((await put(1)).missing).toBe(0)
	expect((await rows())[0]?.parts).toBe(3)
	const back: Buffer[] = []
	for (const part of [0, 1, 2])
		back.push(
			Buffer.from((await stage.look(showAttachment, crew, { incident, sha256: one.sha256, part })).base64, 'base64'),
		)
	expect(Buffer.concat(back).equals(one.bytes)).toBe(true)
})

it('D126 a device clock may be wrong, but by it and its offset nothing is made in the future', async () => {
	const one = photo(913, 77)
	const hour = 3_600_000
	const made = (aheadMs: number, clockOffsetMs: number) =>
		stage.act(attachIncident, crew, {
			...named(one),
			madeAt: new Date(Date.now() + aheadMs).toISOString(),
			clockOffsetMs,
		})
	expect(await refusalOf(made(hour, 0))).toMatchObject({ code: 'invalid', rule: 'D126', field: 'madeAt' })
	expect(await refusalOf(made(-hour, 2 * hour))).toMatchObject({ rule: 'D126', field: 'madeAt' })
	expect((await made(hour, -hour)).again).toBe(false)
})

it('D126 F1 what does not hash to its name is refused, and nothing of it is kept', async () => {
	const said = photo(900, 1)
	const sent = photo(900, 2)
	await stage.act(attachIncident, crew, named(said))
	const put = stage.act(putAttachment, crew, { incident, sha256: said.sha256, part: 0, base64: sent.parts[0] ?? '' })
	expect(await refusalOf(put)).toMatchObject({ code: 'invalid', rule: 'F1', field: 'sha256' })
	const { rows: kept } =
		await sql`select 1 as one from files.part where sha256 = decode(${said.sha256}::text, 'hex')`.execute(
			stage.store.db,
		)
	expect(kept).toEqual([])
	expect(
		(await stage.act(putAttachment, crew, { incident, sha256: said.sha256, part: 0, base64: said.parts[0] ?? '' }))
			.missing,
	).toBe(0)
})

it('D126 F2 another kind, another length, too large and a part nobody announced are refused and named', async () => {
	const one = photo(900, 3)
	expect(await refusalOf(stage.act(attachIncident, crew, { ...named(one), kind: 'image/svg+xml' }))).toMatchObject({
		rule: 'D126',
		field: 'kind',
	})
	expect(await refusalOf(stage.act(attachIncident, crew, { ...named(one), bytes: 21 * 1024 * 1024 }))).toMatchObject({
		code: 'too_large',
		field: 'bytes',
	})
	const put = (base64: string, part = 0) =>
		refusalOf(stage.act(putAttachment, crew, { incident, sha256: one.sha256, part, base64 }))
	expect((await put(one.parts[0] ?? '')).code).toBe('not_found')
	await stage.act(attachIncident, crew, named(one))
	expect(await put(one.bytes.subarray(0, 800).toString('base64'))).toMatchObject({ rule: 'F2', field: 'base64' })
	expect(await put(one.parts[0] ?? '', 5)).toMatchObject({ rule: 'F2' })
	expect(await put(Buffer.alloc(900, 60).toString('base64'))).toMatchObject({ rule: 'F2', field: 'base64' })
})

it('D127 a recording is attached by hash, clock and place, and holds no bytes', async () => {
	const sha256 = createHash('sha256').update('a recording elsewhere').digest('hex')
	await stage.act(attachIncident, crew, {
		incident,
		what: 'recording',
		sha256,
		madeAt,
		clockOffsetMs: 90_000,
		bytes: 4_000_000_000,
	})
	expect((await rows()).find((one) => one.sha256 === sha256)).toMatchObject({
		what: 'recording',
		bytes: 4_000_000_000,
		parts: 0,
		clockOffsetMs: 90_000,
	})
	const put = stage.act(putAttachment, crew, { incident, sha256, part: 0, base64: photo(10, 1).parts[0] ?? '' })
	expect((await refusalOf(put)).code).toBe('not_found')
})

it('D158 D159 F3 another crew, another bureau and who counts see nothing, and a known hash opens nothing elsewhere', async () => {
	const [known] = await rows()
	const other = await stage.incident('noise')
	for (const who of stage.people.filter((one) =>
		['administrator', 'analyst', 'trainer', 'integrity_inspector'].includes(one.postKind),
	)) {
		expect((await refusalOf(stage.look(listAttachments, who, { incident }, 'curious'))).code).toMatch(
			/not_permitted|not_found/,
		)
		expect((await refusalOf(stage.act(attachIncident, who, named(photo(500, 9))))).code).toMatch(
			/not_permitted|not_found/,
		)
	}
	const elsewhere = stage.look(showAttachment, stage.desk, {
		incident: other.incident,
		sha256: known?.sha256 ?? '',
		part: 0,
	})
	expect((await refusalOf(elsewhere)).code).toBe('not_found')
})
