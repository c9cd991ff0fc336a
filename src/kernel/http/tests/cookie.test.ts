import { expect, it } from 'vitest'
import { apiRoutes } from '#kernel/http/api.ts'
import type { Doors } from '#kernel/http/doors.ts'
import { bareServer } from '#kernel/http/server.ts'
import { notFound } from '#kernel/refusal.ts'

const token = 'a-token-that-must-not-show'

/** Doors that only sign in: the routes are what is tested. */
async function server(behindProxy: boolean) {
	const refuse = async (): Promise<never> => {
		throw notFound()
	}
	const session = { token, until: '2026-11-25T00:00:00.000Z' }
	const doors: Doors = {
		perform: async () => ({
			output: { session, person: 'p' },
			receipt: 'a'.repeat(64),
			at: '2026-11-24T12:00:00.000Z',
		}),
		show: refuse,
		events: refuse,
		frame: refuse,
		ledger: refuse,
		feed: refuse,
		mapVersion: async () => null,
		ready: refuse,
		metrics: refuse,
	}
	const app = await bareServer({ doors, behindProxy, logger: false })
	apiRoutes(app, doors, [])
	return app
}

const signIn = (headers: Record<string, string>) => ({
	method: 'POST' as const,
	url: '/api/acts/identity.session.open',
	headers: { 'content-type': 'application/json', 'idempotency-key': 'cookie-test-key', ...headers },
	payload: '{"input":{}}',
})

it('H7 the token goes into an HttpOnly cookie of this site alone and stands in no body', async () => {
	const app = await server(false)
	const answer = await app.inject(signIn({}))
	expect(answer.statusCode).toBe(200)
	expect(answer.body).not.toContain(token)
	const cookie = String(answer.headers['set-cookie'])
	expect(cookie).toContain(token)
	expect(cookie).toMatch(/HttpOnly/)
	expect(cookie).toMatch(/SameSite=Strict/)
	expect(cookie).toMatch(/Path=\//)
	expect(cookie).not.toMatch(/Secure/)
	await app.close()
})

it('H7 behind a proxy that ends HTTPS the cookie is Secure; without one, nobody can claim it', async () => {
	const behind = await server(true)
	expect(String((await behind.inject(signIn({ 'x-forwarded-proto': 'https' }))).headers['set-cookie'])).toMatch(
		/Secure/,
	)
	await behind.close()
	const bare = await server(false)
	expect(String((await bare.inject(signIn({ 'x-forwarded-proto': 'https' }))).headers['set-cookie'])).not.toMatch(
		/Secure/,
	)
	await bare.close()
})
