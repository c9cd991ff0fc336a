import { sql } from 'kysely'
import type { Message } from '#kernel/act.ts'
import { boundTo, type Wire } from '#kernel/db/dialect.ts'
import type { Store } from '#kernel/db/store.ts'
import { newId } from '#kernel/ids.ts'
import { perform } from '#kernel/spine/perform.ts'
import { sendTail } from '#kernel/spine/tail.ts'
import { system } from '#kernel/who.ts'
import type { Bed } from './bed.ts'

/** The same SQL without the engine: the statements of one instance's two transactions, recorded and sent again. */

type Sent = { readonly text: string; readonly parameters: readonly unknown[] | null }
type Recorded = { readonly sent: readonly Sent[]; readonly matter: string; readonly keys: readonly string[] }

/** Opens one served process and answers its service, writing down every statement on the way. */
export async function record({ spine }: Bed): Promise<Recorded> {
	const sent: Sent[] = []
	const recording = { ...spine, store: listening(spine.store, sent) }
	const keys = [`floor-open-${newId()}`, `floor-answer-${newId()}`] as const
	const opened = await perform(recording, {
		name: 'bench.process.open',
		input: { process: 'bench.served' },
		key: keys[0],
		who: system,
	})
	const matter = String(Object(opened.output).matter)
	const { rows } = await sql<{ n: number }>`select n from matters.process_wait where instance_id = ${matter}`.execute(
		spine.store.db,
	)
	await perform(recording, {
		name: 'matters.service.answer',
		input: { instance: matter, wait: rows[0]?.n, data: { found: true } },
		key: keys[1],
		who: system,
	})
	return { sent, matter, keys }
}

function listening(store: Store, sent: Sent[]): Store {
	return {
		...store,
		lease: (role, work) =>
			store.lease(role, ({ wire }) => {
				const heard: Wire = {
					send(text, parameters) {
						sent.push({ text, parameters })
						return wire.send(text, parameters)
					},
					script(text) {
						sent.push({ text, parameters: null })
						return wire.script(text)
					},
					copyOut: (text, hear) => wire.copyOut(text, hear),
				}
				return work({ wire: heard, tx: boundTo(heard) })
			}),
	}
}

/** Sends what was recorded `count` times, under ids of its own each, from `clients` at once; gives instances a second. */
export async function replay({ store }: Bed, recorded: Recorded, count: number, clients: number): Promise<number> {
	let next = 0
	const from = performance.now()
	const one = async (): Promise<void> => {
		while (next < count) {
			next += 1
			await store.lease('seawall_app', ({ wire }) => once(wire, recorded))
		}
	}
	await Promise.all(Array.from({ length: clients }, one))
	return count / ((performance.now() - from) / 1000)
}

async function once(wire: Wire, { sent, matter, keys }: Recorded): Promise<void> {
	const own = newId()
	const mark = own.slice(-12)
	const renamed = (value: unknown): unknown =>
		typeof value === 'string'
			? keys.reduce((text, key, n) => text.replaceAll(key, `floor-${n}-${mark}`), value.replaceAll(matter, own))
			: Array.isArray(value)
				? value.map(renamed)
				: value
	// A tail goes with its COMMIT, as an act sends them.
	let tail: Promise<unknown> = Promise.resolve()
	for (const { text, parameters } of sent) {
		if (parameters === null) {
			await Promise.all([tail, wire.script(text)])
			tail = Promise.resolve()
		} else if (text.includes('into ledger.pending')) tail = sendAgain(wire, parameters.map(renamed), own)
		else await wire.send(text, parameters.map(renamed))
	}
}

/** A leaf is made anew each time: a copied one would not fit its hash. */
function sendAgain(wire: Wire, parameters: readonly unknown[], matter: string): Promise<unknown> {
	const list = (n: number): readonly string[] => {
		const value = parameters[n]
		return Array.isArray(value) ? value.map(String) : []
	}
	const messages = list(7).map(
		(topic, n): Message => ({
			topic,
			resource: { type: list(8)[n] ?? '', id: list(9)[n] ?? '' },
			body: JSON.parse(list(10)[n] ?? '{}'),
		}),
	)
	const personal: Record<string, string> = list(4).includes('data') ? { data: '{"found":true}' } : {}
	const facts = {
		at: new Date(),
		kind: 'system',
		name: String(parameters[13]),
		person: 'system',
		post: 'system',
		agency: 'none',
		outcome: 'done',
		rules: ['M111'],
		matter,
		subject: { type: 'Matter', id: matter },
		fact: { matter, instance: matter, ended: null },
		personal,
	} as const
	return sendTail(wire, facts, messages, {
		actor: String(parameters[11]),
		key: String(parameters[12]),
		act: String(parameters[13]),
		bodySha256: Buffer.from(String(parameters[14]), 'hex'),
		answer: () => String(parameters[15]),
	}).done
}
