import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
	agencyRename,
	enrolmentOpen,
	enrolmentUse,
	keysPrepare,
	organisationSetUp,
	passwordSet,
	sessionLock,
	sessionOpen,
	sessionUnlock,
	totpBegin,
	totpConfirm,
} from '#kernel/identity/contract.ts'
import { newTotpSecret } from '#kernel/identity/keys/totp.ts'
import type { Who } from '#kernel/who.ts'
import { codeAt, Town } from './town.ts'

/** Every act that takes or gives a secret, done and refused, in one organisation; then the whole database is read. */

const words = { first: 'first of the plain words', second: 'second of the plain words', wrong: 'the wrong plain words' }
const firstSecret = newTotpSecret()
const nextSecret = newTotpSecret()
/** What may stand nowhere: passwords, one-time codes, tokens. */
const secrets: string[] = Object.values(words)

let town: Town
let administrator: Who
beforeAll(async () => {
	town = await Town.open()
	administrator = await setUp()
	await keysOfSomeone()
})
afterAll(() => town.store.close())

const said = (code: string) => {
	secrets.push(code)
	return code
}

/** A code not shown before: codes work once. */
const nextCode = (secret = firstSecret) => {
	town.at += 60_000
	return said(codeAt(town.at, secret))
}

async function setUp(): Promise<Who> {
	const { totpSecret } = await town.view(keysPrepare, {})
	const firstKeys = { method: 'password', password: words.first, totpSecret, code: nextCode(totpSecret) } as const
	await town.act(organisationSetUp, {
		origin: 'https://seawall.example',
		bureau: { code: 'real', nameEn: 'Real Bureau', nameZh: '实县公安局' },
		branches: ['command'],
		stations: [],
		administrator: {
			account: 'first.one',
			nameEn: 'First One',
			nameZh: '第一人',
			sworn: true,
			locale: 'zh',
			firstKeys,
		},
	})
	return open('first.one', words.first, nextCode(totpSecret))
}

async function open(account: string, password: string, code: string): Promise<Who> {
	const { session } = await town.act(sessionOpen, { keys: { method: 'password', account, password, code } })
	return town.needWho(said(session.token))
}

/** Enrols someone, who signs in, changes password and secret, locks and unlocks; each also once with the wrong password. */
async function keysOfSomeone(): Promise<void> {
	const { person, account } = await addSomeone()
	const { code } = await town.act(enrolmentOpen, { person }, administrator)
	const firstKeys = () =>
		({ method: 'password', password: words.first, totpSecret: firstSecret, code: nextCode() }) as const
	await town.no(town.act(enrolmentUse, { code: said('a code of nobody at all'), firstKeys: firstKeys() }))
	await town.act(enrolmentUse, { code: said(code), firstKeys: firstKeys() })
	const keys = (password: string, secret = firstSecret) =>
		({ method: 'password', account, password, code: nextCode(secret) }) as const
	await town.no(town.act(sessionOpen, { keys: keys(words.wrong) }))
	const who = await open(account, words.first, nextCode())
	await town.no(town.act(passwordSet, { keys: keys(words.wrong), password: words.second }, who))
	await town.act(passwordSet, { keys: keys(words.first), password: words.second }, who)
	await town.no(town.act(totpBegin, { keys: keys(words.wrong), totpSecret: nextSecret }, who))
	await town.act(totpBegin, { keys: keys(words.second), totpSecret: nextSecret }, who)
	await town.act(totpConfirm, { code: nextCode(nextSecret) }, who)
	await town.act(sessionLock, {}, who)
	const locked = { ...who, locked: true }
	await town.no(town.act(sessionUnlock, { keys: keys(words.wrong, nextSecret) }, locked))
	const { session } = await town.act(sessionUnlock, { keys: keys(words.second, nextSecret) }, locked)
	said(session.token)
}

/** A member of the new bureau who has no keys yet. */
async function addSomeone(): Promise<{ person: string; account: string }> {
	const { rows } = await sql<{ id: string }>`select id from identity.agency where code = 'real-command'`.execute(
		town.store.db,
	)
	town.agency['real-command'] = rows[0]?.id ?? ''
	const hired = await town.hire('dispatcher', 'real-command', { keys: true })
	await town.owner(async (tx) => {
		await tx.deleteFrom('identity.password').where('person_id', '=', hired.person).execute()
		await tx.deleteFrom('identity.totp').where('person_id', '=', hired.person).execute()
	})
	return hired
}

/** Every row of every table of ours, as text; bytes stand as hex. */
async function everyRow(): Promise<readonly { table: string; row: string }[]> {
	const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', table_schema, table_name) as name
		from information_schema.tables where table_type = 'BASE TABLE'
			and table_schema not in ('pg_catalog', 'information_schema', 'public', 'geo')`.execute(town.store.db)
	const found: { table: string; row: string }[] = []
	for (const { name } of tables) {
		const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(town.store.db)
		found.push(...rows.map(({ row }) => ({ table: name, row })))
	}
	return found
}

const forms = (secret: string): readonly string[] => [
	secret,
	Buffer.from(secret).toString('hex'),
	Buffer.from(secret).toString('base64url'),
	createHash('sha256').update(secret).digest('hex'),
]
/** A six-digit code may stand in a longer number by chance. */
const holds = (row: string, form: string) =>
	/^\d{6}$/.test(form) ? new RegExp(`(?<![0-9a-f.])${form}(?![0-9a-f])`).test(row) : row.includes(form)

it('I23 no password, code or token stands in any row of any table, in clear, encoded or as a plain hash', async () => {
	const rows = await everyRow()
	expect(rows.length).toBeGreaterThan(50)
	// A session is found by its token's hash (I3), and an enrolment by its code's: 256 random bits, no password.
	const mayHash = (table: string, secret: string) =>
		secret.length >= 40 && ['identity.session', 'identity.enrolment'].includes(table)
	const found = rows.flatMap(({ table, row }) =>
		secrets
			.filter((secret) => forms(secret).some((form, n) => holds(row, form) && !(n === 3 && mayHash(table, secret))))
			.map((secret) => `${secret} in ${table}`),
	)
	expect(found).toEqual([])
})

it('I23 the secret of a code app stands with the keys alone, and a password there as argon2id', async () => {
	const rows = await everyRow()
	const of = (text: string) => new Set(rows.filter(({ row }) => row.includes(text)).map(({ table }) => table))
	expect(of(nextSecret)).toEqual(new Set(['identity.totp']))
	expect(of(firstSecret)).toEqual(new Set())
	expect(of('$argon2id$')).toEqual(new Set(['identity.password']))
})

it('S3 an act that takes or answers a secret keeps no key; another act keeps its own', async () => {
	const kept = async () => {
		const { rows } = await sql<{ act: string }>`select distinct act from kernel.act_key order by act`.execute(
			town.store.db,
		)
		return rows.map((row) => row.act)
	}
	expect(await kept()).toEqual(['identity.session.lock'])
	const { agency } = administrator
	await town.act(agencyRename, { agency, version: 1, nameEn: 'Renamed', nameZh: '改名' }, administrator)
	expect(await kept()).toEqual(['identity.agency.rename', 'identity.session.lock'])
})
