import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { projectFolder } from '#kernel/folder.ts'

/** A demo server in a process and a folder of its own, for benches that measure from outside. */
export type DemoServer = {
	readonly address: string
	/** Signs a demo person in by kind of post (the first found); gives the cookie. */
	signIn(postKind: string, agency?: string): Promise<string>
	stop(): Promise<void>
}

/**
 * Starts one; `databaseUrl` null: embedded. The replay clock is paused so that only the bench asks. `given`: a folder prepared
 * before; the bench removes it.
 */
export async function startDemo(databaseUrl: string | null, given?: string): Promise<DemoServer> {
	const folder = given ?? mkdtempSync(join(tmpdir(), 'seawall-bench-'))
	const server = spawn(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), 'start'], {
		env: {
			...process.env,
			DATABASE_URL: databaseUrl ?? '',
			SEAWALL_DATA: folder,
			PORT: '0',
			SEAWALL_REQUESTS_PER_MINUTE: '10000000',
		},
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	const address = await addressOf(server)
	await pauseReplay(address)
	return {
		address,
		signIn: (postKind, agency) => signInTo(address, postKind, agency),
		async stop() {
			server.kill('SIGTERM')
			await new Promise((resolve) => server.once('exit', resolve))
			if (given === undefined) rmSync(folder, { recursive: true, force: true })
		},
	}
}

/** Stops the replay clock of a demo server: what is open stays open, and only the caller asks. */
export async function pauseReplay(address: string): Promise<void> {
	const { output } = demoPeople.parse(await getJson(`${address}/api/views/identity.demo.people`))
	const bureau = output.agencies.find((one) => one.agency.code === 'xigang')?.agency.id
	const client = new Client(address, await signInTo(address, 'shift_leader'), 1)
	await client.act('dispatch.replay.pause', { agency: bureau }, crypto.randomUUID())
}

/** Signs a demo person in at a server that runs; gives the cookie. */
export async function signInTo(address: string, postKind: string, agency?: string): Promise<string> {
	const people = await getJson(`${address}/api/views/identity.demo.people`)
	const post = findPost(people, postKind, agency)
	const response = await fetch(`${address}/api/acts/identity.session.open`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
		body: JSON.stringify({ input: { keys: { method: 'demo', post } } }),
	})
	const cookie = response.headers.get('set-cookie')?.split(';')[0]
	if (!response.ok || cookie === undefined) {
		throw new Error(`sign-in was answered ${response.status}: ${await response.text()}`)
	}
	return cookie
}

/** The address a starting server prints. */
export function addressOf(server: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let text = ''
		server.stdout?.on('data', (part: Buffer) => {
			text += part.toString()
			const address = /http:\/\/\S+/.exec(text)?.[0]
			if (address !== undefined) resolve(address)
		})
		server.once('exit', (code) => reject(new Error(`the server ended (${code}) before it listened`)))
	})
}

export async function getJson(url: string, cookie?: string): Promise<unknown> {
	const response = await fetch(url, cookie === undefined ? {} : { headers: { cookie } })
	if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${await response.text()}`)
	return response.json()
}

/** Finds the first holding of `postKind` (at the agency of a code, when given) that the sign-in page offers. */
function findPost(people: unknown, postKind: string, agency?: string): string {
	const { output } = demoPeople.parse(people)
	for (const one of output.agencies) {
		if (agency !== undefined && one.agency.code !== agency) continue
		const found = one.posts.find((post) => post.kind === postKind)
		if (found !== undefined) return found.post
	}
	throw new Error(`the demo has no ${postKind}${agency === undefined ? '' : ` at ${agency}`}`)
}

const demoPeople = z.object({
	output: z.object({
		agencies: z.array(
			z.object({
				agency: z.object({ id: z.string(), code: z.string() }),
				posts: z.array(z.object({ post: z.string(), kind: z.string() })),
			}),
		),
	}),
})

/** A client that keeps its connections open: one call at a time each. */
export class Client {
	readonly #agent: Agent
	readonly #url: URL
	readonly #cookie: string
	constructor(address: string, cookie: string, sockets: number) {
		this.#agent = new Agent({ keepAlive: true, maxSockets: sockets })
		this.#url = new URL(address)
		this.#cookie = cookie
	}
	/** Milliseconds the answer took; anything but 200 is an error. */
	async act(name: string, input: unknown, key: string): Promise<number> {
		const from = performance.now()
		await this.#act(name, input, key)
		return performance.now() - from
	}
	/** The receipt an act was answered with. */
	async receipt(name: string, input: unknown, key: string): Promise<string> {
		return answered.parse(JSON.parse(await this.#act(name, input, key))).receipt
	}
	async #act(name: string, input: unknown, key: string): Promise<string> {
		const headers = { 'content-type': 'application/json', 'idempotency-key': key }
		const { status, text } = await this.#send('POST', `/api/acts/${name}`, JSON.stringify({ input }), headers)
		if (status !== 200) throw new Error(`${name} was answered ${status}: ${text}`)
		return text
	}
	#send(
		method: string,
		path: string,
		body: string,
		headers: Record<string, string>,
	): Promise<{ status: number; text: string }> {
		return new Promise((resolve, reject) => {
			const call = request(
				{
					host: this.#url.hostname,
					port: this.#url.port,
					agent: this.#agent,
					method,
					path,
					headers: { cookie: this.#cookie, ...headers },
				},
				(response) => {
					const parts: Buffer[] = []
					response.on('data', (part: Buffer) => parts.push(part))
					response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
				},
			)
			call.on('error', reject)
			call.end(body)
		})
	}
}

const answered = z.object({ receipt: z.string() })
