import { z } from 'zod'
import { act, view } from '../../contract/declare.ts'
import { id, instant, text, version } from '../../contract/scalars.ts'
import { exampleIds, examplePerson, examplePost } from './examples.ts'
import { bureauResource, memberResource, postResource } from './resources.ts'
import { accountName, credentialShape, done, personShape, postShape } from './shapes.ts'
import { credentialKind, locale, postKind } from './words.ts'

/** People, the posts they hold and their credentials. */

export const personAdd = act({
	name: 'identity.person.add',
	summary: { en: 'Add a person to an agency’s files', zh: '新增人员' },
	resource: bureauResource,
	input: z.strictObject({
		agency: id,
		account: accountName,
		nameEn: text(120),
		nameZh: text(60),
		/** Sworn officer, or auxiliary. */
		sworn: z.boolean(),
		locale,
	}),
	output: done,
	purpose: 'none',
	personal: ['account', 'nameEn', 'nameZh'],
	example: {
		input: {
			agency: exampleIds.agency,
			account: 'he.pingan',
			nameEn: 'He Ping’an',
			nameZh: '何平安',
			sworn: true,
			locale: 'zh',
		},
		output: { id: exampleIds.person, version: 1 },
	},
})

export const personLeave = act({
	name: 'identity.person.leave',
	summary: { en: 'Record that a person has left: posts and sessions end', zh: '登记人员离职：岗位与会话随之终止' },
	resource: memberResource,
	input: z.strictObject({ person: id, version }),
	output: done,
	purpose: 'none',
	personal: [],
	example: { input: { person: exampleIds.person, version: 1 }, output: { id: exampleIds.person, version: 2 } },
})

export const postGrant = act({
	name: 'identity.post.grant',
	summary: { en: 'Give a person a post at an agency, from..until', zh: '任命岗位' },
	resource: bureauResource,
	input: z.strictObject({
		person: id,
		agency: id,
		kind: postKind,
		/** Now or later; without it, now. */
		from: instant.optional(),
		until: instant.optional(),
	}),
	output: done,
	purpose: 'none',
	personal: [],
	example: {
		input: { person: exampleIds.person, agency: exampleIds.agency, kind: 'officer' },
		output: { id: exampleIds.post, version: 1 },
	},
})

export const postEnd = act({
	name: 'identity.post.end',
	summary: { en: 'End a post now', zh: '免去岗位' },
	resource: postResource,
	input: z.strictObject({ post: id, version }),
	output: done,
	purpose: 'none',
	personal: [],
	example: { input: { post: exampleIds.post, version: 1 }, output: { id: exampleIds.post, version: 2 } },
})

export const credentialGrant = act({
	name: 'identity.credential.grant',
	summary: { en: 'Record a credential and until when it holds', zh: '登记资格及有效期' },
	resource: memberResource,
	input: z.strictObject({ person: id, kind: credentialKind, from: instant.optional(), until: instant }),
	output: done,
	purpose: 'none',
	personal: [],
	example: {
		input: { person: exampleIds.person, kind: 'armed', until: '2027-11-24T00:00:00Z' },
		output: { id: exampleIds.credential, version: 1 },
	},
})

export const credentialEnd = act({
	name: 'identity.credential.end',
	summary: { en: 'End a credential now', zh: '终止资格' },
	resource: memberResource,
	input: z.strictObject({ credential: id, version }),
	output: done,
	purpose: 'none',
	personal: [],
	example: {
		input: { credential: exampleIds.credential, version: 1 },
		output: { id: exampleIds.credential, version: 2 },
	},
})

export const personList = view({
	name: 'identity.person.list',
	summary: { en: 'People whose files you keep, by name', zh: '本单位及下级人员' },
	resource: memberResource,
	input: z.strictObject({
		/** Part of a name or account. */
		q: text(60).optional(),
		agency: id.optional(),
		/** The account the last page ended with. */
		after: text(63).optional(),
		limit: z.coerce.number().int().min(1).max(200).default(50),
	}),
	output: z.strictObject({
		people: z.array(
			z.strictObject({ ...personShape.shape, posts: z.array(postShape), credentials: z.array(credentialShape) }),
		),
		next: z.string().nullable(),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { q: 'he', limit: '50' },
		output: { people: [{ ...examplePerson, posts: [examplePost], credentials: [] }], next: null },
	},
})

export const postList = view({
	name: 'identity.post.list',
	summary: { en: 'Who holds which post at an agency now', zh: '单位现任岗位' },
	resource: bureauResource,
	input: z.strictObject({ agency: id }),
	output: z.strictObject({
		posts: z.array(
			z.strictObject({ ...postShape.shape, person: id, nameEn: z.string(), nameZh: z.string(), sworn: z.boolean() }),
		),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { agency: exampleIds.agency },
		output: {
			posts: [
				{
					...examplePost,
					person: exampleIds.person,
					nameEn: 'He Ping’an',
					nameZh: '何平安',
					sworn: true,
				},
			],
		},
	},
})
