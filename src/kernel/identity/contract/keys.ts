import { z } from 'zod'
import { act, view } from '../../contract/declare.ts'
import { id, instant, text } from '../../contract/scalars.ts'
import { exampleIds } from './examples.ts'
import { memberResource, organisationResource } from './resources.ts'
import { firstKeys, keys, newPassword, passkeyRegistration, totpCode, totpSecret } from './shapes.ts'

/** The keys people sign in with: password with a code (TOTP), and passkeys. */

const none = z.strictObject({})
const ofSelf = { resource: memberResource, purpose: 'none', personal: [] } as const

export const keysPrepare = view({
	name: 'identity.keys.prepare',
	summary: {
		en: 'What a browser needs to make or use a passkey or a code',
		zh: '创建或使用通行密钥、动态口令所需的数据',
	},
	resource: organisationResource,
	input: none,
	output: z.strictObject({
		/** Good once, for five minutes; hand it back with the passkey's answer. */
		challenge: z.string(),
		/** For `navigator.credentials.get`: `allowCredentials` is left out, so that no account is told. */
		rpId: z.string().nullable(),
		rpName: z.string(),
		/** A random user handle for a new passkey, base64url. */
		userHandle: z.string(),
		/** COSE algorithms taken: ES256, EdDSA, RS256. */
		algorithms: z.array(z.int()),
		/** A new secret for a code app; kept nowhere until it is handed back with a code. */
		totpSecret,
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: {},
		output: {
			challenge: 'MTcz…',
			rpId: null,
			rpName: 'Seawall',
			userHandle: 'lq3Tn0bX1Jw',
			algorithms: [-7, -8, -257],
			totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
		},
	},
})

export const passwordSet = act({
	...ofSelf,
	name: 'identity.password.set',
	summary: { en: 'Change your password; your other sessions end', zh: '修改本人密码，其他会话随之结束' },
	input: z.strictObject({ keys, password: newPassword }),
	output: none,
	secret: ['keys', 'password'],
	example: {
		input: {
			keys: { method: 'password', account: 'he.pingan', password: 'four plain words here', code: '492039' },
			password: 'five other plain words here',
		},
		output: {},
	},
})

export const totpBegin = act({
	...ofSelf,
	name: 'identity.totp.begin',
	summary: { en: 'Begin to change the secret of your code app', zh: '开始更换动态口令密钥' },
	input: z.strictObject({ keys, totpSecret }),
	output: none,
	secret: ['keys', 'totpSecret'],
	example: {
		input: {
			keys: { method: 'password', account: 'he.pingan', password: 'four plain words here', code: '492039' },
			totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
		},
		output: {},
	},
})

export const totpConfirm = act({
	...ofSelf,
	name: 'identity.totp.confirm',
	summary: { en: 'Confirm the new secret with a code made from it', zh: '用新密钥生成的口令确认更换' },
	input: z.strictObject({ code: totpCode }),
	output: none,
	secret: ['code'],
	example: { input: { code: '492039' }, output: {} },
})

export const passkeyRegister = act({
	...ofSelf,
	name: 'identity.passkey.register',
	summary: { en: 'Add a passkey of yours', zh: '添加本人通行密钥' },
	input: z.strictObject({ challenge: text(200), label: text(60), registration: passkeyRegistration }),
	output: z.strictObject({ id }),
	secret: ['registration', 'challenge'],
	example: {
		input: {
			challenge: 'MTcz…',
			label: 'Desk key',
			registration: {
				id: 'AQID',
				rawId: 'AQID',
				type: 'public-key',
				clientExtensionResults: {},
				response: { clientDataJSON: 'e30', attestationObject: 'oA' },
			},
		},
		output: { id: exampleIds.credential },
	},
})

export const passkeyRemove = act({
	...ofSelf,
	name: 'identity.passkey.remove',
	summary: { en: 'Remove a passkey of yours', zh: '删除本人通行密钥' },
	input: z.strictObject({ passkey: id }),
	output: none,
	example: { input: { passkey: exampleIds.credential }, output: {} },
})

export const keysShow = view({
	name: 'identity.keys.show',
	summary: { en: 'Which keys you sign in with', zh: '本人登录方式' },
	resource: memberResource,
	input: none,
	output: z.strictObject({
		password: z.boolean(),
		totp: z.boolean(),
		passkeys: z.array(z.strictObject({ id, label: z.string(), addedAt: instant })),
	}),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { password: true, totp: true, passkeys: [] } },
})

export const enrolmentOpen = act({
	name: 'identity.enrolment.open',
	summary: { en: 'Give a person a code to set up their own keys', zh: '为人员生成登录方式设置码' },
	resource: memberResource,
	input: z.strictObject({ person: id }),
	output: z.strictObject({
		/** Hand it over in person; good once, for 72 hours. */
		code: z.string(),
		until: instant,
	}),
	purpose: 'none',
	personal: [],
	/** The code it gives is a secret: no key keeps the answer. */
	secret: [],
	example: {
		input: { person: exampleIds.person },
		output: { code: 'one-time', until: '2026-11-27T08:00:00.000Z' },
	},
})

export const enrolmentUse = act({
	name: 'identity.enrolment.use',
	summary: { en: 'Set up your first keys with the code you were given', zh: '使用设置码建立本人登录方式' },
	resource: organisationResource,
	input: z.strictObject({ code: text(100), firstKeys }),
	output: z.strictObject({ account: z.string() }),
	purpose: 'none',
	personal: [],
	secret: ['code', 'firstKeys'],
	anonymous: true,
	example: {
		input: {
			code: 'one-time',
			firstKeys: {
				method: 'password',
				password: 'four plain words here',
				totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
				code: '492039',
			},
		},
		output: { account: 'he.pingan' },
	},
})
