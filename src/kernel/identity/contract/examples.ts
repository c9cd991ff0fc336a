/** Values the examples share. Ids are of the demo organisation's shape, and of nobody. */
export const exampleIds = {
	agency: '3e0f4c6a-8d21-8b4e-9a77-0c5d1e2f3a4b',
	bureau: '5b1c9d2e-7f30-8a6b-8c11-4d3e2f1a0b9c',
	person: '7a2d8e3f-6b41-8c5d-9e22-5f4a3b2c1d0e',
	post: '9c3e7f4a-5d52-8d6e-af33-6a5b4c3d2e1f',
	session: '0192f3a4-b5c6-7d7e-8f90-a1b2c3d4e5f6',
	credential: '0192f3a4-b5c6-7d7e-8f90-0a1b2c3d4e5f',
} as const

export const exampleAgency = {
	id: exampleIds.agency,
	code: 'xigang-old-town',
	nameEn: 'Old Town Station',
	nameZh: '老城派出所',
	tier: 'station',
	branch: null,
	parent: exampleIds.bureau,
	bureau: exampleIds.agency,
	demo: true,
	version: 1,
} as const

export const exampleAgencyName = {
	id: exampleIds.agency,
	code: 'xigang-old-town',
	nameEn: 'Old Town Station',
	nameZh: '老城派出所',
	tier: 'station',
	branch: null,
} as const

export const examplePost = {
	id: exampleIds.post,
	kind: 'officer',
	agency: exampleAgencyName,
	from: '2026-01-01T00:00:00.000Z',
	until: null,
	drill: false,
	version: 1,
} as const

export const examplePerson = {
	id: exampleIds.person,
	account: 'demo.he-pingan',
	nameEn: 'He Ping’an',
	nameZh: '何平安',
	sworn: true,
	agency: exampleIds.agency,
	locale: 'zh',
	demo: true,
	version: 1,
} as const

export const exampleOpened = {
	session: { token: 'kept-in-the-cookie', until: '2026-11-24T20:00:00.000Z' },
	person: exampleIds.person,
	post: exampleIds.post,
}

export const exampleKeys = {
	method: 'password',
	account: 'he.pingan',
	password: 'four plain words here',
	code: '492039',
} as const
