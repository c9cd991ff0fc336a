import type { z } from 'zod'
import { performs } from '../../act.ts'
import type { Tier } from '../../contract/scalars.ts'
import type { Tx } from '../../db/schema.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { branchWords } from '../branches.ts'
import { organisationSetUp } from '../contract/organisation.ts'
import type { AgencyBranch } from '../contract/words.ts'
import { keepFirstKeys } from '../first-keys.ts'
import { endSessionsOf } from '../sessions.ts'
import { needOrganisation, organisationSubject } from '../store.ts'

type Input = z.output<typeof organisationSetUp.input>
type Named = Input['bureau']

/** I17. From the demo to a real organisation, once: its tree, its first administrator, and no demo session any more. */
export const setUpOrganisationAct = performs(organisationSetUp, {
	async load(tx) {
		const row = await needOrganisation(tx, true)
		return { subject: organisationSubject(row), row, version: null }
	},
	async run({ tx, now }, row, input) {
		if (row.mode === 'real') throw alreadyReal()
		mustDiffer(input)
		await endDemoSessions(tx, now)
		await tx
			.updateTable('identity.organisation')
			.set((set) => ({ mode: 'real', origin: input.origin, set_up_at: now, version: set('version', '+', 1) }))
			.execute()
		const { bureau, agencies } = await addTree(tx, input, now)
		const { person, post } = await addAdministrator(tx, bureau, input, now)
		return {
			output: { bureau, person, post },
			fact: { bureau, agencies, person, post, method: input.administrator.firstKeys.method, origin: input.origin },
			personal: { administrator: input.administrator.nameZh },
			messages: [{ topic: 'identity.organisation.set-up', resource: null, body: { bureau } }],
		}
	},
})

async function endDemoSessions(tx: Tx, now: Date): Promise<void> {
	const rows = await tx
		.selectFrom('identity.session')
		.select('person_id')
		.distinct()
		.where('revoked_at', 'is', null)
		.execute()
	for (const row of rows) await endSessionsOf(tx, row.person_id, null, 'set_up', now)
}

async function addTree(tx: Tx, input: Input, now: Date) {
	let agencies = 0
	const add = async (named: Named, tier: Tier, parent: string | null, branch: AgencyBranch | null = null) => {
		const id = newId<'agency'>(now.getTime())
		const names = { code: named.code, name_en: named.nameEn, name_zh: named.nameZh }
		await tx
			.insertInto('identity.agency')
			.values({ id, ...names, tier, branch, parent_id: parent })
			.execute()
		agencies += 1
		return id
	}
	const province = input.province === undefined ? null : await add(input.province, 'province', null)
	const city = input.city === undefined ? province : await add(input.city, 'city', province)
	const bureau = await add(input.bureau, 'county', city)
	for (const branch of new Set(input.branches)) {
		const words = branchWords[branch]
		const named = {
			code: branchCode(input.bureau.code, branch),
			nameEn: `${input.bureau.nameEn}, ${words.en}`,
			nameZh: `${input.bureau.nameZh}${words.zh}`,
		}
		await add(named, 'county', bureau, branch)
	}
	for (const station of input.stations) await add(station, 'station', bureau)
	return { bureau, agencies }
}

const branchCode = (bureau: string, branch: AgencyBranch) => `${bureau.slice(0, 40)}-${branch.replaceAll('_', '-')}`

async function addAdministrator(tx: Tx, bureau: string, input: Input, now: Date) {
	const { account, nameEn, nameZh, sworn, locale, firstKeys } = input.administrator
	const person = newId<'person'>(now.getTime())
	const post = newId<'post'>(now.getTime())
	await tx
		.insertInto('identity.person')
		.values({ id: person, account, name_en: nameEn, name_zh: nameZh, sworn, agency_id: bureau, locale, left_at: null })
		.execute()
	await keepFirstKeys(tx, person, firstKeys, input.origin, now)
	await tx
		.insertInto('identity.post')
		.values({ id: post, person_id: person, agency_id: bureau, kind: 'administrator', from_at: now, until_at: null })
		.execute()
	return { person, post }
}

/** Codes of the tree are told apart before the database would have to. */
function mustDiffer(input: Input): void {
	const codes = [
		input.province?.code,
		input.city?.code,
		input.bureau.code,
		...[...new Set(input.branches)].map((branch) => branchCode(input.bureau.code, branch)),
		...input.stations.map((station) => station.code),
	].filter((code) => code !== undefined)
	const twice = codes.find((code, at) => codes.indexOf(code) !== at)
	if (twice === undefined) return
	throw new Refusal(
		'invalid',
		{ en: `Two agencies have the code ${twice}.`, zh: `单位代码 ${twice} 重复。` },
		{ rule: 'I19', field: 'stations' },
	)
}

function alreadyReal(): Refusal {
	return new Refusal(
		'already',
		{
			en: 'This installation already is a real organisation. Sign in.',
			zh: '本系统已设为正式单位，请登录。',
		},
		{ rule: 'I17' },
	)
}
