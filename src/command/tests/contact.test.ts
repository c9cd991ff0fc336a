import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleShow, entryList, entryShow, matterStory } from '#kernel/ledger/contract.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { findSubject } from '#kernel/powers/load-subject.ts'
import { nobody, system, type Who } from '#kernel/who.ts'
import { contactResource, enterContact, listContacts } from '../contract.ts'
import { cityBureau, openStage, refusalOf, type Stage } from './hand-over-stage.ts'
import { demoId } from '../../../demo/ids.ts'

let stage: Stage
let officer: Who
let cityIntegrity: Who
let provinceIntegrity: Who
const province = demoId('agency', 'donglan')

beforeAll(async () => {
	stage = await openStage()
	officer = await stage.as('he-pingan')
	cityIntegrity = await stage.as('ge-jingming')
	provinceIntegrity = await stage.as('shao-zhengyuan')
}, 240_000)
afterAll(() => stage?.close())

const why = 'Review of the second quarter.'
const pressed = {
	about: 'X2611-0447',
	contactBy: 'A caller from the port office',
	did: 'pressed' as const,
	said: 'Let him go.',
}
const enter = (who: Who, more: Partial<typeof pressed> & { at?: string } = {}) =>
	stage.act(enterContact, who, { ...pressed, ...more })
const idsFor = async (who: Who) => (await stage.look(listContacts, who, {}, why)).rows.map((one) => one.id)

async function readerOf(contact: string): Promise<string | null> {
	const { rows } = await sql<{ reader_id: string | null }>`
		select reader_id from command.contact where id = ${contact}`.execute(stage.store.db)
	return rows[0]?.reader_id ?? null
}

test('K55 every post that serves writes one down, whatever it is about, and nobody else does', async () => {
	for (const who of stage.people) await enter(who, { about: 'whatever there is' })
	for (const who of [nobody, system]) await expect(enter(who)).rejects.toThrow()
	const { contact } = await enter(officer, { about: '019aa000-0000-7000-8000-00000000dead' })
	expect((await stage.look(listContacts, cityIntegrity, {}, why)).rows.find((one) => one.id === contact)).toMatchObject(
		{
			about: '019aa000-0000-7000-8000-00000000dead',
			matter: null,
			contactBy: 'A caller from the port office',
			did: 'pressed',
			writer: { en: 'He Ping’an', post: 'officer' },
		},
	)
	for (const broken of [{ about: '' }, { contactBy: 'x'.repeat(121) }, { said: '\u0000' }])
		expect((await refusalOf(enter(officer, broken))).code).toBe('invalid')
	const later = (minutes: number) => ({ at: new Date(Date.now() + minutes * 60_000).toISOString() })
	expect((await refusalOf(enter(officer, later(10)))).rule).toBe('K55')
	await enter(officer, later(-60))
})

test('K56 integrity of the next tier reads it, with a purpose; the bureau it was written in, its chain and its integrity do not', async () => {
	const { contact } = await enter(officer)
	expect(await readerOf(contact)).toBe(cityBureau)
	const subject = await stage.write((tx) => findSubject(tx, contactResource, contact))
	if (subject === null) throw new Error('no contact')
	for (const who of [...stage.people, nobody, system])
		for (const purpose of [true, false]) {
			const may = stage.spine.powers.decide(who, 'command.contact.see', subject, {
				now: 1_800_000_000,
				purpose,
			}).allowed
			const expected = purpose && who.postKind === 'integrity_inspector' && who.bureau === cityBureau
			expect(may, `${who.postKind} ${who.tier} ${purpose}`).toBe(expected)
		}
	expect(await idsFor(cityIntegrity)).toContain(contact)
	expect(await idsFor(provinceIntegrity)).not.toContain(contact)
	expect((await refusalOf(stage.look(listContacts, cityIntegrity, {}))).code).toBe('purpose_needed')
	for (const who of stage.people.filter((one) => one.postKind !== 'integrity_inspector' || one.tier === 'county'))
		expect((await refusalOf(stage.look(listContacts, who, {}, why))).code, who.postKind).toBe('not_permitted')
})

test('K56 who is named does not read it; named above, it goes to the tier above them; above the highest nobody reads', async () => {
	const named = await enter(officer, { contactBy: '葛镜明 of the city' })
	expect(await readerOf(named.contact)).toBe(province)
	expect(await idsFor(cityIntegrity)).not.toContain(named.contact)
	expect(await idsFor(provinceIntegrity)).toContain(named.contact)
	// The city's chief pressed: the city does not check itself.
	const chief = await enter(officer, { said: 'Bai Haosheng wants it closed.' })
	expect(await readerOf(chief.contact)).toBe(province)
	// Somebody of the same county: the city reads, unless it is who reads.
	const own = await enter(officer, { contactBy: 'zhou anjie' })
	expect(await readerOf(own.contact)).toBe(cityBureau)
	const top = await enter(officer, { contactBy: '顾远帆' })
	expect(await readerOf(top.contact)).toBe(null)
	for (const who of [cityIntegrity, provinceIntegrity]) expect(await idsFor(who)).not.toContain(top.contact)
	// Named and of the very tier that reads: every post refuses, and the list leaves it out.
	const city = await enter(cityIntegrity, { contactBy: 'Shao Zhengyuan' })
	expect(await readerOf(city.contact)).toBe(null)
	const twin = await enter(officer)
	await stage.store.transact('owner', (tx) =>
		sql`insert into command.contact_named (contact_id, person_id) values (${twin.contact}, ${cityIntegrity.person})`.execute(
			tx,
		),
	)
	expect(await idsFor(cityIntegrity)).not.toContain(twin.contact)
})

test('K57, S15 the ledger holds it sealed: under the next tier, on no matter, naming nobody; no view opens it', async () => {
	const { incident } = await stage.incident()
	await enter(officer, { about: incident, said: 'A word that stands nowhere else: kingfisher.' })
	await stage.look(listContacts, cityIntegrity, {}, why)
	await sequence(stage.store, stage.signer)
	const { rows } = await sql<{ n: number; leaf: Uint8Array; agency: string; what: string }>`
		select e.n, e.leaf, e.agency, o.value as what from ledger.entry e join ledger.opening o on o.leaf_hash = e.leaf_hash
			and o.name = 'what' where o.value like '%command.contact.enter%' order by e.n desc limit 1`.execute(
		stage.store.db,
	)
	const row = rows[0]
	expect(row?.agency).toBe(demoId('agency', 'lanjiang-integrity'))
	const leaf = new TextDecoder().decode(new Uint8Array(row?.leaf ?? []))
	expect(JSON.parse(leaf)).toMatchObject({ person: 'sealed', post: 'sealed', matter: null })
	expect(JSON.parse(leaf).fields).toHaveLength(5)
	for (const told of [leaf, row?.what ?? ''])
		for (const hidden of ['kingfisher', officer.person, officer.post, officer.agency, incident])
			expect(told).not.toContain(hidden)
	const n = Number(row?.n)
	let bundles = 0
	for (const who of stage.people) {
		const listed = await stage.look(entryList, who, { limit: 200 }).then(
			({ entries }) => entries.map((one) => one.n),
			(): number[] => [],
		)
		expect(listed.includes(n), `${who.postKind} ${who.tier}`).toBe(
			who.agency === demoId('agency', 'lanjiang-integrity'),
		)
		await expect(stage.look(entryShow, who, { n }, why), who.postKind).rejects.toThrow()
		const story = await stage.look(matterStory, who, { matter: incident }).catch(() => null)
		expect(JSON.stringify(story)).not.toContain('contact')
		const bundle = await stage.look(bundleShow, who, { index: n >> 8, width: (n & 255) + 1 }, why).catch(() => null)
		if (bundle === null) continue
		bundles += 1
		expect(Buffer.from(bundle.base64, 'base64').toString('utf8')).not.toContain('kingfisher')
	}
	expect(bundles).toBeGreaterThan(0)
})

test('K56 each opening of the register is entered as a look', async () => {
	const looks = async () => {
		await sequence(stage.store, stage.signer)
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.opening where name = 'what'
			and value like '%command.contact.list%'`.execute(stage.store.db)
		return rows[0]?.n ?? 0
	}
	const before = await looks()
	await stage.look(listContacts, cityIntegrity, { limit: 7 }, 'Another review.')
	expect(await looks()).toBe(before + 1)
})

test('K58 nobody changes or deletes an entry: not the application, not the owner of the database', async () => {
	const { contact } = await enter(officer)
	const hurts = [
		sql`update command.contact set said = 'Nothing.' where id = ${contact}`,
		sql`delete from command.contact where id = ${contact}`,
		sql`delete from command.contact_named`,
		sql`update command.contact_named set person_id = ${officer.person}`,
		sql`truncate command.contact, command.contact_named`,
	]
	for (const role of ['seawall_app', 'owner'] as const)
		for (const [n, hurt] of hurts.entries()) {
			// A row that names somebody, so that the triggers of the second table have something to stand before.
			await enter(officer, { contactBy: 'Zhou Anjie' })
			await expect(
				stage.store.transact(role, (tx) => hurt.execute(tx)),
				`${role} ${n}`,
			).rejects.toThrow(role === 'owner' ? /only added to/ : /permission denied|only added to/)
		}
	expect(await idsFor(cityIntegrity)).toContain(contact)
	for (const { declaration } of stage.spine.acts.values())
		expect(declaration.name).not.toMatch(/^command\.contact\.(?!enter$)/)
})
