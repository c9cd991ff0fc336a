import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody, system, type Who } from '#kernel/who.ts'
import {
	carryMessage,
	certainty,
	endWarning,
	issuerPost,
	issueWarning,
	lapseWarning,
	listCarriedMessages,
	listWarnings,
	messageType,
	putCarriedPhoto,
	refuseWarning,
	response,
	severity,
	showBoard,
	showCarriedPhoto,
	showMessage,
	urgency,
	warningKind,
	warningState,
	warningStatus,
	withdrawWarning,
} from '../contract.ts'
import { readCapText } from '../rules/cap-read.ts'
import { atomFeed } from '../rules/atom.ts'
import { ahead, bureau, openStage, refusalOf, smoke, type Stage } from './stage.ts'

let stage: Stage
let commander: Who
beforeAll(async () => {
	stage = await openStage()
	commander = await stage.as('jiang-wanqing', 'commander')
}, 240_000)
afterAll(() => stage?.close())

const issued = async (more: Parameters<Stage['propose']>[0] = {}) => {
	const { warning } = await stage.propose(more)
	const out = await stage.act(issueWarning, stage.leader, { warning, version: 1 })
	return out
}
const board = async (ended: 'yes' | 'no' = 'no', on = stage.spine) =>
	(await stage.look(showBoard, nobody, { ended }, on)).rows
const named = async (identifier: string) => (await board()).find((one) => one.identifier === identifier)
const xmlOf = async (identifier: string) => (await stage.look(showMessage, nobody, { identifier })).xml

test('V1 who issues follows from kind and size; the nearest bureau of that tier, upwards', async () => {
	const small = await stage.propose()
	expect(small).toMatchObject({ state: 'proposed', issuer: bureau, issuerPost: 'shift_leader' })
	expect(await stage.propose({ kind: 'armed_danger' })).toMatchObject({ issuer: bureau, issuerPost: 'commander' })
	const wide = await stage.propose({ area: { is: 'circle', centre: [121.9, 29.1], radiusMetres: 20_000 } })
	expect(wide).toMatchObject({ issuerPost: 'commander' })
	expect(wide.issuer).not.toBe(bureau)
	// From a station, too, it goes to the bureau above.
	const station = await stage.propose({}, await stage.as('he-pingan'))
	expect(station.issuer).toBe(bureau)
	const { rows } = await stage.look(listWarnings, stage.leader, {})
	expect(rows.find((row) => row.id === small.warning)).toMatchObject({
		rule: 'warnings.issuer r2',
		may: ['warnings.warning.issue', 'warnings.warning.refuse'],
	})
	expect(rows.find((row) => row.id === wide.warning)?.may).toEqual([])
})

test('V2, V55, V58 two people: neither the proposer nor any other post issues it', async () => {
	const own = await stage.propose({}, stage.leader)
	const refusal = await refusalOf(stage.act(issueWarning, stage.leader, { warning: own.warning, version: 1 }))
	expect(refusal).toMatchObject({ code: 'not_permitted', rule: 'V58' })
	const { warning } = await stage.propose()
	for (const who of stage.people.filter((one) => !(one.postKind === 'shift_leader' && one.bureau === bureau))) {
		const code = (await refusalOf(stage.act(issueWarning, who, { warning, version: 1 }))).code
		expect(['not_permitted', 'not_found'], `${who.postKind} ${who.tier}`).toContain(code)
	}
	expect(await board()).toEqual([])
	// The database holds it as well, whoever writes.
	await expect(
		stage.write((tx) =>
			sql`update warnings.warning set state = 'in_force', issued_at = now(), issued_by = proposed_by where id = ${warning}`.execute(
				tx,
			),
		),
	).rejects.toThrow(/check/)
})

test('V3 it ends: not too soon, not later than its row, and by the clock; nobody reads it past its moment', async () => {
	for (const minutes of [-5, 9, 24 * 60 + 5])
		expect(await refusalOf(stage.propose({ until: ahead(minutes) }))).toMatchObject({ rule: 'V3', field: 'until' })
	const { warning, identifier } = await issued()
	expect(await named(identifier)).toMatchObject({ kind: 'fire_smoke', type: 'alert', status: 'actual' })
	expect((await refusalOf(stage.act(lapseWarning, system, { warning }))).code).toBe('not_now')
	expect((await refusalOf(stage.act(lapseWarning, stage.leader, { warning }))).code).toBe('not_permitted')
	const after = stage.later(121)
	expect((await board('yes', after)).map((one) => one.identifier)).not.toContain(identifier)
	const open = (await stage.look(listWarnings, stage.leader, {}, after)).rows
	expect(open.map((row) => row.id)).not.toContain(warning)
	const timer = await sql<{
		seconds: number
	}>`select target_seconds as seconds from matters.timer where matter_id = ${warning}
		and kind = 'warning_end' and met_at is null and dropped_at is null`.execute(stage.store.db)
	expect(Math.abs((timer.rows[0]?.seconds ?? 0) - 7_200)).toBeLessThan(30)
	expect(await stage.act(lapseWarning, system, { warning }, after)).toMatchObject({ state: 'ended' })
	expect((await refusalOf(stage.act(lapseWarning, system, { warning }, after))).code).toBe('already')
	// Proposed in time and issued too late, it is refused.
	const late = await stage.propose({ until: ahead(30) })
	const answer = stage.act(issueWarning, stage.leader, { warning: late.warning, version: 1 }, stage.later(25))
	expect((await refusalOf(answer)).rule).toBe('V3')
})

test('V4, V6 smaller than a street block, or naming somebody, it is refused with the rule and the field', async () => {
	const dot = { is: 'circle' as const, centre: [121.9, 29.1] as [number, number], radiusMetres: 60 }
	expect(await refusalOf(stage.propose({ area: dot }))).toMatchObject({ code: 'invalid', rule: 'V4', field: 'area' })
	const zh = { ...smoke().zh, description: '嫌疑人电话 13800002207' }
	expect(await refusalOf(stage.propose({ zh }))).toMatchObject({ code: 'invalid', rule: 'V6', field: 'zh' })
	const { warning } = await issued()
	const reason = 'Ask 13800002207.'
	expect((await refusalOf(stage.act(endWarning, stage.leader, { warning, version: 2, reason }))).rule).toBe('V6')
	await stage.act(endWarning, stage.leader, { warning, version: 2, reason: 'Over.' })
})

test('V5 none comes from a protected matter, proposed or issued, nor from one that is not there for the proposer', async () => {
	const plain = await stage.incident('noise')
	const { warning } = await stage.propose({ about: plain })
	const hidden = await stage.incident('domestic')
	expect(await refusalOf(stage.propose({ about: hidden }))).toMatchObject({ code: 'not_permitted', rule: 'V5' })
	// An officer of another station may not know of either.
	const other = await stage.as('du-chengbei')
	for (const about of [plain, hidden, '019aa000-0000-7000-8000-00000000dead', warning])
		expect((await refusalOf(stage.propose({ about }, other))).code).toBe('not_found')
	await sql`update dispatch.incident set protected = true where id = ${plain}`.execute(stage.store.db)
	expect((await refusalOf(stage.act(issueWarning, stage.leader, { warning, version: 1 }))).rule).toBe('V5')
})

test('V7 refused with a reason, or taken back by who proposed it and nobody else', async () => {
	const one = await stage.propose()
	expect(
		await stage.act(refuseWarning, stage.leader, { warning: one.warning, version: 1, reason: 'The smoke is gone.' }),
	).toMatchObject({ state: 'refused' })
	const two = await stage.propose()
	expect((await refusalOf(stage.act(withdrawWarning, stage.leader, { warning: two.warning, version: 1 }))).code).toBe(
		'not_permitted',
	)
	expect(await stage.act(withdrawWarning, stage.desk, { warning: two.warning, version: 1 })).toMatchObject({
		state: 'withdrawn',
	})
	expect((await refusalOf(stage.act(issueWarning, stage.leader, { warning: two.warning, version: 2 }))).rule).toBe(
		'V10',
	)
	const ended = (await stage.look(listWarnings, stage.desk, { section: 'ended' })).rows
	expect(ended.find((row) => row.id === one.warning)).toMatchObject({ reason: 'The smoke is gone.', messages: [] })
})

test('V8, V9, V20, V22 an update ends what it stands for, a cancel ends it early; both name every message before', async () => {
	const first = await issued()
	const update = await stage.propose({ replaces: first.warning, severity: 'extreme' })
	const second = await stage.act(issueWarning, stage.leader, { warning: update.warning, version: 1 })
	expect(await named(first.identifier)).toBe(undefined)
	expect(await named(second.identifier)).toMatchObject({ type: 'update', severity: 'extreme' })
	expect((await refusalOf(stage.propose({ replaces: first.warning }))).code).toBe('wrong_state')
	const third = await stage.act(endWarning, stage.leader, {
		warning: update.warning,
		version: 2,
		reason: 'The fire is out.',
	})
	const line = (xml: string) =>
		/<references>(.*)<\/references>/
			.exec(xml)?.[1]
			?.split(' ')
			.map((one) => one.split(',')[1])
	const [alert, updated, cancel] = await Promise.all([first, second, third].map((one) => xmlOf(one.identifier)))
	expect(line(alert ?? '')).toBe(undefined)
	expect(line(updated ?? '')).toEqual([first.identifier])
	expect(line(cancel ?? '')).toEqual([first.identifier, second.identifier])
	expect(cancel).toContain('<note>The fire is out.</note>')
	expect(await board()).toEqual([])
	expect((await board('yes')).find((one) => one.identifier === third.identifier)).toMatchObject({ type: 'cancel' })
	expect((await board('yes', stage.later(125))).map((one) => one.identifier)).not.toContain(third.identifier)
})

test('V20 what went out is frozen: its hash holds, and nobody changes it', async () => {
	const { identifier } = await issued()
	const shown = await stage.look(showMessage, nobody, { identifier })
	expect(createHash('sha256').update(shown.xml).digest('hex')).toBe(shown.sha256)
	await expect(
		stage.write((tx) => sql`update warnings.message set xml = '' where identifier = ${identifier}`.execute(tx)),
	).rejects.toThrow(/permission/)
})

test('V21 anybody reads what is in force, and no person, post or matter stands in it', async () => {
	const about = await stage.incident('fire_help')
	const { warning, identifier } = await issued({ about })
	const waiting = await stage.propose()
	const all = JSON.stringify(await board('yes')) + (await xmlOf(identifier))
	for (const hidden of [
		about,
		stage.desk.person,
		stage.leader.person,
		stage.leader.post,
		'shift_leader',
		waiting.warning,
	])
		expect(all).not.toContain(hidden)
	expect(all).toContain(warning)
	const wrong = stage.look(showMessage, nobody, { identifier: `seawall-${waiting.warning}-1` })
	expect((await refusalOf(wrong)).code).toBe('not_found')
})

const oracles = process.env['SEAWALL_ORACLES']
const schema = join(oracles ?? '', 'cap', 'schema', 'cap12.xsd')

test.skipIf(oracles === undefined || !existsSync(schema))(
	'V20 every message is CAP 1.2 to a validator that is not ours, in both languages; and ours reads back what was said',
	async () => {
		using schemaFile = XmlDocument.fromBuffer(readFileSync(schema))
		using validator = XsdValidator.fromDoc(schemaFile)
		const holds = (xml: string) => {
			using file = XmlDocument.fromString(xml)
			validator.validate(file)
		}
		// The validator does say no.
		expect(() => holds((smoke(), '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>'))).toThrow()
		const identifiers: string[] = []
		for (const kind of warningKind.options) {
			const { warning } = await stage.propose({
				kind,
				status: kind === 'crowd' ? 'exercise' : 'actual',
				area:
					kind === 'outage'
						? {
								is: 'polygon',
								points: [
									[121.9, 29.1],
									[121.904, 29.1],
									[121.904, 29.104],
								],
							}
						: { is: 'circle', centre: [121.9, 29.1], radiusMetres: 400 },
			})
			const acute = ['chemical', 'explosion', 'armed_danger'].includes(kind)
			const by = acute ? commander : stage.leader
			identifiers.push((await stage.act(issueWarning, by, { warning, version: 1 })).identifier)
			if (kind === 'fraud')
				identifiers.push((await stage.act(endWarning, by, { warning, version: 2, reason: 'Ended & gone.' })).identifier)
		}
		for (const identifier of identifiers) {
			const xml = await xmlOf(identifier)
			holds(xml)
			const read = readCapText(xml)
			if (!read.ok) throw new Error(JSON.stringify(read.faults))
			expect(read.alerts[0]?.infos.map((info) => info.language)).toEqual(['en-US', 'zh-CN'])
			const ended = read.alerts[0]?.msgType === 'Cancel'
			expect(read.alerts[0]?.infos[0]?.description).toBe(ended ? 'This warning has ended.' : smoke().en.description)
		}
		using feed = XmlDocument.fromString(atomFeed(await board('yes'), new Date().toISOString(), 'https://x.example'))
		expect(feed.root.name).toBe('feed')
		expect(feed.root.find('a:entry', { a: 'http://www.w3.org/2005/Atom' }).length).toBeGreaterThan(10)
	},
)

test('V68, V69 a message carried by hand: who took it, their number or photograph, their time; by the desk that issued it', async () => {
	const proposed = await stage.propose()
	const key = { warning: proposed.warning, to: '县广播电视台' }
	expect((await refusalOf(stage.act(carryMessage, stage.leader, { ...key, reference: 'GB-1' }))).code).toBe(
		'not_permitted',
	)
	await stage.act(issueWarning, stage.leader, { warning: proposed.warning, version: proposed.version })
	expect(await refusalOf(stage.act(carryMessage, stage.desk, key))).toMatchObject({ rule: 'V68', field: 'reference' })
	const early = { ...key, reference: 'GB-1', at: new Date(Date.now() - 3_600_000).toISOString() }
	expect(await refusalOf(stage.act(carryMessage, stage.desk, early))).toMatchObject({ rule: 'V68', field: 'at' })
	await stage.act(carryMessage, stage.desk, { ...key, reference: 'GB-1' })
	const bytes = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(900, 6)])
	const sha256 = createHash('sha256').update(bytes).digest('hex')
	const photo = { sha256, kind: 'image/png' as const, bytes: bytes.length }
	await stage.act(carryMessage, stage.desk, { ...key, to: '气象短信平台', photo })
	const base64 = bytes.toString('base64')
	const put = await stage.act(putCarriedPhoto, stage.desk, { warning: proposed.warning, sha256, part: 0, base64 })
	expect(put.missing).toBe(0)
	const { rows } = await stage.look(listCarriedMessages, stage.leader, { warning: proposed.warning })
	expect(rows).toHaveLength(2)
	expect(rows).toContainEqual(
		expect.objectContaining({
			to: '县广播电视台',
			reference: 'GB-1',
			message: `seawall-${proposed.warning}-1`,
			photo: null,
		}),
	)
	expect(rows.find((row) => row.reference === null)?.photo).toMatchObject({ sha256, whole: true, parts: 1 })
	const shown = await stage.look(showCarriedPhoto, stage.desk, { warning: proposed.warning, sha256, part: 0 })
	expect(shown.base64).toBe(base64)
	const officer = await stage.as('bai-haosheng')
	expect((await refusalOf(stage.act(carryMessage, officer, { ...key, reference: 'x' }))).code).toBe('not_permitted')
})

test('V40 closed word lists are CHECK constraints and equal the lists of the contract', async () => {
	const { rows } = await sql<{ definition: string }>`
		select pg_get_constraintdef(c.oid) as definition from pg_constraint c join pg_namespace n on n.oid = c.connamespace
		where n.nspname = 'warnings' and c.contype = 'c'`.execute(stage.store.db)
	const sets = rows.map(
		({ definition }) => new Set([...definition.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1])),
	)
	const lists = [
		warningKind,
		warningState,
		severity,
		urgency,
		certainty,
		response,
		warningStatus,
		messageType,
		issuerPost,
	]
	for (const list of lists) expect(sets).toContainEqual(new Set<string>(list.options))
})
