import { request } from 'node:http'
import { createServer, connect, type Socket, type Server } from 'node:net'
import { type Keep, type Kept, Outbox, type Sent } from '#kernel/web/outbox/outbox.ts'
import { seeded } from '#kernel/seeded.ts'
import { getJson, startDemo } from './demo-server.ts'
import { type Row, row } from './row.ts'

/** Lines cut; a shorter run: `SEAWALL_BENCH_CUTS=100 npx seawall bench offline`. */
const wanted = Number(process.env['SEAWALL_BENCH_CUTS'] ?? '1000')
/** Notes to one incident, so that its story holds them all. */
const each = 40

/**
 * desk/offline: the phone's outbox before a real server over a line that is cut at random moments (before the request, within
 * it, before the answer, within the answer), and the page closed and opened at random. Counts acts entered twice or lost.
 */
export async function run(): Promise<Row[]> {
	const server = await startDemo(null)
	const random = seeded(92)
	const line = await cutLine(new URL(server.address), random)
	try {
		const officer = await server.signIn('shift_leader')
		const incidents = await openOf(server.address, officer)
		const stored = new Map<string, string>()
		const keep: Keep = {
			all: () => [...stored.values()].map((text): Kept => JSON.parse(text)),
			put: (item) => void stored.set(item.key, JSON.stringify(item)),
			drop: (key) => void stored.delete(key),
		}
		const post = (item: Kept): Promise<Sent> => send(line.address, officer, item)
		let box = new Outbox(keep, post)
		const texts: { incident: string; text: string }[] = []
		let reloads = 0
		while (line.cuts() < wanted) {
			const incident = incidents[Math.floor(texts.length / each) % incidents.length] ?? ''
			const text = `offline note ${texts.length}`
			texts.push({ incident, text })
			box.add({
				key: crypto.randomUUID(),
				act: 'dispatch.incident.note',
				input: { incident, text },
				words: text,
				at: texts.length,
			})
			await box.flush()
			if (random() < 0.1) {
				reloads += 1
				box = new Outbox(keep, post)
			}
			if (texts.length >= incidents.length * each) break
		}
		const cuts = line.cuts()
		line.heal()
		for (let n = 0; n < 20 && box.items.some((item) => item.state !== 'done'); n += 1) await box.flush()
		const { doubles, lost } = await compare(server.address, officer, texts)
		return [
			row('desk/offline', 'doubles', doubles, 'acts', { name: 'goal', value: 0 }),
			row('desk/offline', 'lost', lost, 'acts', { name: 'goal', value: 0 }),
			row('desk/offline', 'cuts', cuts, 'cuts', { name: 'goal', value: wanted }),
			row('desk/offline', 'cut_after_entry', line.late(), 'cuts'),
			row('desk/offline', 'acts', texts.length, 'acts'),
			row('desk/offline', 'reloads', reloads, 'reloads'),
		]
	} finally {
		await line.close()
		await server.stop()
	}
}

/** One connection a request, as a phone that wakes has. */
function send(address: string, cookie: string, item: Kept): Promise<Sent> {
	return new Promise((resolve, reject) => {
		const unknown = (): void => resolve({ is: 'unknown' })
		const call = request(
			`${address}/api/acts/${item.act}`,
			{
				method: 'POST',
				agent: false,
				headers: { cookie, 'content-type': 'application/json', 'idempotency-key': item.key },
				timeout: 10_000,
			},
			(response) => {
				let text = ''
				response.on('data', (part: Buffer) => (text += part.toString()))
				response.on('error', unknown)
				response.on('aborted', unknown)
				response.on('end', () => {
					if (!response.complete) return unknown()
					if (response.statusCode === 200) resolve({ is: 'done', ...(JSON.parse(text) as Answer) })
					else if ((response.statusCode ?? 500) >= 500) unknown()
					else reject(new Error(`${item.act} was refused: ${text}`))
				})
			},
		)
		call.on('error', unknown)
		call.on('timeout', () => call.destroy())
		call.end(JSON.stringify({ input: item.input }))
	})
}

type Answer = { readonly receipt: string; readonly output: unknown }

type Line = {
	readonly address: string
	cuts(): number
	/** Those in the middle of an answer: the act was entered, and the phone does not know. */
	late(): number
	/** From now on nothing is cut. */
	heal(): void
	close(): Promise<void>
}

/** A line to the server, one connection a request, nearly each cut after a random number of bytes or milliseconds. */
async function cutLine(to: URL, random: () => number): Promise<Line> {
	let cuts = 0
	let late = 0
	let healed = false
	const open = new Set<Socket>()
	const server: Server = createServer((near) => {
		const far = connect(Number(to.port), to.hostname)
		open.add(near).add(far)
		const end = (): void => {
			near.destroy()
			far.destroy()
			open.delete(near)
			open.delete(far)
		}
		let ended = false
		const cut = (): void => {
			if (ended || healed) return
			ended = true
			cuts += 1
			end()
		}
		const how = random()
		// Up to here a cut; the rest goes through, so that work goes on.
		const share = 0.9
		const bytesUp = how < 0.2 * share ? Math.floor(random() * 400) : Number.POSITIVE_INFINITY
		const bytesDown = how >= 0.2 * share && how < 0.6 * share ? Math.floor(random() * 300) : Number.POSITIVE_INFINITY
		if (how >= 0.6 * share && how < share) setTimeout(cut, random() * 12)
		let up = 0
		let down = 0
		near.on('data', (part) => {
			up += part.length
			if (!healed && up > bytesUp) cut()
			else far.write(part)
		})
		far.on('data', (part) => {
			down += part.length
			if (!healed && down > bytesDown) {
				if (!ended) late += 1
				cut()
			} else near.write(part)
		})
		for (const one of [near, far]) {
			one.on('error', end)
			one.on('close', () => {
				ended = true
				end()
			})
		}
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const at = server.address()
	if (at === null || typeof at === 'string') throw new Error('no port')
	return {
		address: `http://127.0.0.1:${at.port}`,
		cuts: () => cuts,
		late: () => late,
		heal() {
			healed = true
			for (const one of open) one.destroy()
		},
		async close() {
			for (const one of open) one.destroy()
			await new Promise((resolve) => server.close(resolve))
		},
	}
}

type Shown = { readonly output: { readonly rows: readonly { readonly id: string }[] } }

async function openOf(address: string, cookie: string): Promise<readonly string[]> {
	const found = (await getJson(`${address}/api/views/dispatch.incident.list?limit=100`, cookie)) as Shown
	if (found.output.rows.length < 20) throw new Error(`the demo has only ${found.output.rows.length} incidents`)
	return found.output.rows.map((one) => one.id)
}

type Told = { readonly output: { readonly story: readonly { readonly text: string | null }[] } }

async function compare(address: string, cookie: string, texts: readonly { incident: string; text: string }[]) {
	const told = new Map<string, number>()
	for (const incident of new Set(texts.map((one) => one.incident))) {
		const { output } = (await getJson(
			`${address}/api/views/dispatch.incident.show?incident=${incident}`,
			cookie,
		)) as Told
		for (const { text } of output.story) if (text !== null) told.set(text, (told.get(text) ?? 0) + 1)
	}
	let doubles = 0
	let lost = 0
	for (const { text } of texts) {
		const times = told.get(text) ?? 0
		if (times > 1) doubles += times - 1
		if (times === 0) lost += 1
	}
	return { doubles, lost }
}
