import { z } from 'zod'
import { act, view } from '../../contract/declare.ts'
import { id, instant } from '../../contract/scalars.ts'
import { exampleIds, exampleKeys, exampleOpened, examplePerson, examplePost } from './examples.ts'
import { organisationResource, sessionResource } from './resources.ts'
import { keys, opened, personShape, postShape } from './shapes.ts'
import { holdReason, locale, organisationMode, sessionMethod } from './words.ts'

/** Signing in and out. */

export const sessionOpen = act({
	name: 'identity.session.open',
	summary: { en: 'Sign in to one of your posts', zh: '以本人岗位登录' },
	resource: organisationResource,
	input: z.strictObject({
		keys,
		/** The post to act from; without it the newest post held. Ignored for `demo`, which names its post. */
		post: id.optional(),
		locale: locale.optional(),
	}),
	output: opened,
	purpose: 'none',
	personal: [],
	secret: ['keys'],
	anonymous: true,
	example: { input: { keys: exampleKeys, locale: 'zh' }, output: exampleOpened },
})

export const sessionClose = act({
	name: 'identity.session.close',
	summary: { en: 'Sign out', zh: '退出登录' },
	resource: sessionResource,
	input: z.strictObject({
		/** One of your own sessions elsewhere; without it, this one. */
		session: id.optional(),
	}),
	output: z.strictObject({ id }),
	purpose: 'none',
	personal: [],
	example: { input: {}, output: { id: exampleIds.session } },
})

export const sessionSwitch = act({
	name: 'identity.session.switch',
	summary: { en: 'Go on from another of your posts, or in another language', zh: '切换岗位或语言' },
	resource: sessionResource,
	input: z.strictObject({ post: id.optional(), locale: locale.optional() }),
	output: opened,
	purpose: 'none',
	personal: [],
	example: { input: { post: exampleIds.post }, output: exampleOpened },
})

export const sessionLock = act({
	name: 'identity.session.lock',
	summary: { en: 'Lock this desk: names hidden, alarms kept', zh: '锁定席位：隐藏姓名，保留告警' },
	resource: sessionResource,
	input: z.strictObject({}),
	output: z.strictObject({ id }),
	purpose: 'none',
	personal: [],
	example: { input: {}, output: { id: exampleIds.session } },
})

export const sessionUnlock = act({
	name: 'identity.session.unlock',
	summary: { en: 'Unlock your desk', zh: '解锁本人席位' },
	resource: sessionResource,
	input: z.strictObject({ keys }),
	output: opened,
	purpose: 'none',
	personal: [],
	secret: ['keys'],
	example: { input: { keys: exampleKeys }, output: exampleOpened },
})

export const sessionTakeOver = act({
	name: 'identity.session.take-over',
	summary: { en: 'Take over a colleague’s locked desk with its live work', zh: '接管同事已锁定的席位及其在办工作' },
	resource: sessionResource,
	input: z.strictObject({ keys, post: id.optional() }),
	output: opened,
	purpose: 'none',
	personal: [],
	secret: ['keys'],
	example: { input: { keys: exampleKeys }, output: exampleOpened },
})

export const sessionRevoke = act({
	name: 'identity.session.revoke',
	summary: { en: 'End someone’s session at once', zh: '立即终止他人会话' },
	resource: sessionResource,
	input: z.strictObject({ session: id }),
	output: z.strictObject({ id }),
	purpose: 'none',
	personal: [],
	example: { input: { session: exampleIds.session }, output: { id: exampleIds.session } },
})

export const sessionShow = view({
	name: 'identity.session.show',
	summary: { en: 'Who you are here, your posts, and the server’s time', zh: '当前身份、岗位与服务器时间' },
	resource: organisationResource,
	input: z.strictObject({}),
	output: z.strictObject({
		mode: organisationMode,
		serverTime: instant,
		/** `n.k`: the end of the stream when this was read. Who hears from there on misses nothing that views asked later lack. */
		stream: z.string(),
		/** Null when not signed in. */
		session: z
			.strictObject({
				id,
				method: sessionMethod,
				locked: z.boolean(),
				/** Live work that keeps this desk from signing out. */
				holds: z.array(holdReason),
				/** When it ends whatever happens. */
				until: instant,
				person: personShape,
				post: postShape,
				/** All posts held now, this one included. */
				posts: z.array(postShape),
				credentials: z.array(z.string()),
				/** The unit crewed on this shift. */
				unit: id.nullable(),
				locale,
				/** Your other open sessions. */
				others: z.array(z.strictObject({ id, openedAt: instant, method: sessionMethod })),
			})
			.nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: {},
		output: {
			mode: 'demo',
			serverTime: '2026-11-24T08:00:00.000Z',
			stream: '120.32767',
			session: {
				id: exampleIds.session,
				method: 'demo',
				locked: false,
				holds: [],
				until: '2026-11-24T20:00:00.000Z',
				person: examplePerson,
				post: examplePost,
				posts: [examplePost],
				credentials: ['armed', 'first_aid'],
				unit: null,
				locale: 'zh',
				others: [],
			},
		},
	},
})

export const sessionList = view({
	name: 'identity.session.list',
	summary: { en: 'Open sessions of people of your bureau', zh: '本单位人员的在线会话' },
	resource: sessionResource,
	input: z.strictObject({}),
	output: z.strictObject({
		sessions: z
			.array(
				z.strictObject({ id, person: id, nameEn: z.string(), nameZh: z.string(), post: postShape, openedAt: instant }),
			)
			.max(500),
	}),
	purpose: 'none',
	looks: 'entered',
	example: { input: {}, output: { sessions: [] } },
})
