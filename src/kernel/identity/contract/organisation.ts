import { z } from 'zod'
import { act, view } from '../../contract/declare.ts'
import { id, text, tier, version } from '../../contract/scalars.ts'
import { exampleAgency, exampleAgencyName, exampleIds } from './examples.ts'
import { bureauResource, organisationResource } from './resources.ts'
import { accountName, agencyCode, agencyName, agencyShape, done, firstKeys } from './shapes.ts'
import { agencyBranch, credentialKind, locale, postKind } from './words.ts'

/** The organisation and its tree of agencies. */

const named = z.strictObject({ code: agencyCode, nameEn: text(120), nameZh: text(60) })

export const organisationSetUp = act({
	name: 'identity.organisation.set-up',
	summary: { en: 'Make this installation a real organisation', zh: '将本系统设为正式单位' },
	resource: organisationResource,
	input: z.strictObject({
		/** Where people will open it, e.g. https://seawall.example: passkeys are bound to it. */
		origin: z
			.string()
			.regex(
				/^(https:\/\/[a-z0-9.-]+(:\d{1,5})?|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)$/,
				'is not an https origin',
			),
		province: named.optional(),
		city: named.optional(),
		bureau: named,
		branches: z.array(agencyBranch).max(9),
		stations: z.array(named).max(200),
		administrator: z.strictObject({
			account: accountName,
			nameEn: text(120),
			nameZh: text(60),
			sworn: z.boolean(),
			locale,
			firstKeys,
		}),
	}),
	output: z.strictObject({ bureau: id, person: id, post: id }),
	purpose: 'none',
	personal: ['administrator'],
	secret: ['administrator'],
	anonymous: true,
	example: {
		input: {
			origin: 'https://seawall.example',
			bureau: { code: 'example', nameEn: 'Example County Bureau', nameZh: '示例县公安局' },
			branches: ['command', 'legal', 'integrity'],
			stations: [{ code: 'example-east', nameEn: 'East Station', nameZh: '城东派出所' }],
			administrator: {
				account: 'he.pingan',
				nameEn: 'He Ping’an',
				nameZh: '何平安',
				sworn: true,
				locale: 'zh',
				firstKeys: {
					method: 'password',
					password: 'four plain words here',
					totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
					code: '492039',
				},
			},
		},
		output: { bureau: exampleIds.bureau, person: exampleIds.person, post: exampleIds.post },
	},
})

export const agencyAdd = act({
	name: 'identity.agency.add',
	summary: { en: 'Add an agency under another', zh: '在上级单位下新增单位' },
	resource: bureauResource,
	input: z.strictObject({
		parent: id,
		code: agencyCode,
		nameEn: text(120),
		nameZh: text(60),
		tier,
		/** Set for a branch of the parent bureau; then `tier` is the parent's. */
		branch: agencyBranch.optional(),
	}),
	output: done,
	purpose: 'none',
	personal: [],
	example: {
		input: {
			parent: exampleIds.bureau,
			code: 'xigang-seawall',
			nameEn: 'Seawall Station',
			nameZh: '海堤派出所',
			tier: 'station',
		},
		output: { id: exampleIds.agency, version: 1 },
	},
})

export const agencyRename = act({
	name: 'identity.agency.rename',
	summary: { en: 'Rename an agency', zh: '修改单位名称' },
	resource: bureauResource,
	input: z.strictObject({ agency: id, version, nameEn: text(120), nameZh: text(60) }),
	output: done,
	purpose: 'none',
	personal: [],
	example: {
		input: { agency: exampleIds.agency, version: 1, nameEn: 'Old Town Station', nameZh: '老城派出所' },
		output: { id: exampleIds.agency, version: 2 },
	},
})

export const agencyTree = view({
	name: 'identity.agency.tree',
	summary: { en: 'The tree of agencies, yours and those above and below', zh: '本单位及上下级单位' },
	resource: organisationResource,
	input: z.strictObject({}),
	/** Parents before children. */
	output: z.strictObject({ agencies: z.array(agencyShape).max(5000) }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { agencies: [exampleAgency] } },
})

export const demoPeople = view({
	name: 'identity.demo.people',
	summary: { en: 'The people of the demo and their posts, to sign in as', zh: '演示人员及其岗位' },
	resource: organisationResource,
	input: z.strictObject({}),
	output: z.strictObject({
		/** In the order of the tree; empty when the demo has not been seeded. */
		agencies: z.array(
			z.strictObject({
				agency: agencyName,
				posts: z.array(
					z.strictObject({
						post: id,
						kind: postKind,
						nameEn: z.string(),
						nameZh: z.string(),
						sworn: z.boolean(),
						credentials: z.array(credentialKind),
						/** The unit crewed on this shift. */
						unit: id.nullable(),
						/** Shown first: one person for each thing worth trying. */
						highlight: z.boolean(),
					}),
				),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: {},
		output: {
			agencies: [
				{
					agency: exampleAgencyName,
					posts: [
						{
							post: exampleIds.post,
							kind: 'officer',
							nameEn: 'He Ping’an',
							nameZh: '何平安',
							sworn: true,
							credentials: ['armed'],
							unit: null,
							highlight: true,
						},
					],
				},
			],
		},
	},
})
