import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Declaration } from '../contract/declare.ts'
import { notSignedIn } from '../refusal.ts'
import { callerOf, longLimit, sessionCookie } from './server.ts'
import type { Doors } from './doors.ts'

/**
 * `POST /api/acts/<name>` and `GET /api/views/<name>`, or `POST` where the input is long. Those of `declarations` that are
 * declared long take a larger body, from whoever is signed in.
 */
export function apiRoutes(app: FastifyInstance, doors: Doors, declarations: readonly Declaration[]): void {
	const act = async (name: string, request: FastifyRequest, reply: FastifyReply) => {
		const body = bodyOf(request.body)
		const answer = await doors.perform({
			...callerOf(request),
			name,
			input: body.input,
			purpose: body.purpose,
			key: request.headers['idempotency-key'],
		})
		reply.header('cache-control', 'no-store')
		return { ...answer, output: withSession(answer.output, request, reply) }
	}
	// H12. A view may be asked with its input as the body: a text may be longer than an address.
	const view = async (name: string, request: FastifyRequest, reply: FastifyReply) =>
		shown(doors, request, reply, { name, ...bodyOf(request.body) })
	app.post<Named>('/api/acts/:name', (request, reply) => act(request.params.name, request, reply))
	app.post<Named>('/api/views/:name', (request, reply) => view(request.params.name, request, reply))
	for (const { kind, name, long } of declarations) {
		if (long !== true) continue
		const answer = kind === 'act' ? act : view
		app.post(`/api/${kind}s/${name}`, { bodyLimit: longLimit, onRequest: signedIn }, (request, reply) =>
			answer(name, request, reply),
		)
	}
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
}

type Named = { Params: { name: string }; Body: unknown }

/** A large body is read from nobody who shows no session. */
async function signedIn(request: FastifyRequest): Promise<void> {
	if (callerOf(request).token === null) throw notSignedIn()
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
