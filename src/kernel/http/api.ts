import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { callerOf, sessionCookie } from './server.ts'
import type { Doors } from './doors.ts'

/** `POST /api/acts/<name>` and `GET /api/views/<name>`, or `POST` where the input is long. */
export function apiRoutes(app: FastifyInstance, doors: Doors): void {
	app.post<{ Params: { name: string }; Body: unknown }>('/api/acts/:name', async (request, reply) => {
		const body = bodyOf(request.body)
		const answer = await doors.perform({
			...callerOf(request),
			name: request.params.name,
			input: body.input,
			purpose: body.purpose,
			key: request.headers['idempotency-key'],
		})
		reply.header('cache-control', 'no-store')
		return { ...answer, output: withSession(answer.output, request, reply) }
	})
	app.get<{ Params: { name: string }; Querystring: Record<string, unknown> }>(
		'/api/views/:name',
		async (request, reply) => {
			const { purposeReason, purposeMatter, ...input } = request.query
			const purpose =
				purposeReason === undefined
					? undefined
					: { reason: purposeReason, ...(purposeMatter === undefined ? {} : { matter: purposeMatter }) }
			return shown(doors, request, reply, { name: request.params.name, input, purpose })
		},
	)
	// H12. The same question with its input as the body: a text may be longer than an address.
	app.post<{ Params: { name: string }; Body: unknown }>('/api/views/:name', async (request, reply) =>
		shown(doors, request, reply, { name: request.params.name, ...bodyOf(request.body) }),
	)
}

async function shown(
	doors: Doors,
	request: FastifyRequest,
	reply: FastifyReply,
	asked: { readonly name: string; readonly input: unknown; readonly purpose: unknown },
): Promise<unknown> {
	reply.header('cache-control', 'no-store')
	const present = request.headers['seawall-present'] === '1'
	return doors.show({ ...callerOf(request), present, ...asked })
}

function bodyOf(body: unknown): { input: unknown; purpose: unknown } {
	if (typeof body !== 'object' || body === null) return { input: body, purpose: undefined }
	return { input: 'input' in body ? body.input : undefined, purpose: 'purpose' in body ? body.purpose : undefined }
}

/** An output that opens a session sets the cookie; the token itself never reaches the page. */
function withSession(output: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
	if (typeof output !== 'object' || output === null || !('session' in output)) return output
	const { session, ...rest } = output
	const options = { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: request.protocol === 'https' }
	if (isOpened(session)) reply.setCookie(sessionCookie, session.token, { ...options, expires: new Date(session.until) })
	else reply.clearCookie(sessionCookie, options)
	return rest
}

function isOpened(session: unknown): session is { token: string; until: string | number } {
	return (
		typeof session === 'object' &&
		session !== null &&
		'token' in session &&
		typeof session.token === 'string' &&
		'until' in session
	)
}
