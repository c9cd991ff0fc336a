import type { z } from 'zod'
import { answersFeed, ordersFeed } from '../contract.ts'
import { answersTo, type Sent } from './answers.ts'
import { writeCamt029 } from './camt029.ts'

/**
 * F150, F151. A bank of the demo as a machine outside: it fetches its orders by its own key and answers each as its script says.
 * It keeps nothing: started again it fetches all its orders and says the same, which changes nothing (F145).
 */

export type SimulatedBank = { readonly code: string; readonly key: string }

export type Simulator = {
	/** Resolves once every order fetched so far was answered in full. */
	settled(): Promise<void>
	stop(): Promise<void>
}

type Options = {
	readonly server: string
	readonly banks: readonly SimulatedBank[]
	readonly seed: number
	/** 1 as scripted, 0 without a pause. */
	readonly pace: number
	readonly say: (line: string) => void
}

type Order = z.output<typeof ordersFeed.output>['orders'][number]

const pollMs = 700

/** Starts answering; runs until it is stopped. A server that is away is asked again. */
export function startSimulator(options: Options): Simulator {
	const stopping = new AbortController()
	const underWay = new Set<Promise<void>>()
	let fetched = 0
	const run = async (bank: SimulatedBank): Promise<void> => {
		let after = 0
		const say = once(options.say)
		while (!stopping.signal.aborted) {
			const orders = await fetchOrders({ ...options, say }, bank, after, stopping.signal)
			for (const order of orders) {
				after = Math.max(after, order.n)
				const answering = answer(options, bank, order, stopping.signal).finally(() => underWay.delete(answering))
				underWay.add(answering)
			}
			fetched += 1
			if (orders.length === 0) await pause(pollMs, stopping.signal)
		}
	}
	const running = Promise.all(options.banks.map(run))
	return {
		async settled() {
			const before = fetched
			// Each bank has looked once more, and what it found then is answered.
			while (fetched < before + options.banks.length + 1) await pause(50, stopping.signal)
			while (underWay.size > 0) await Promise.all(underWay)
		},
		async stop() {
			stopping.abort()
			await running
			await Promise.all(underWay)
		},
	}
}

/** Says a line again only after another. */
function once(say: (line: string) => void): (line: string) => void {
	let last = ''
	return (line) => {
		if (line !== last) say(line)
		last = line
	}
}

async function fetchOrders(
	options: Options,
	bank: SimulatedBank,
	after: number,
	signal: AbortSignal,
): Promise<readonly Order[]> {
	try {
		const response = await post(
			options.server + ordersFeed.path,
			bank.key,
			JSON.stringify({ after }),
			'application/json',
			signal,
		)
		if (!response.ok) {
			options.say(`${bank.code}: the server says ${response.status} ${await response.text()}`)
			return []
		}
		return ordersFeed.output.parse(await response.json()).orders
	} catch (error) {
		if (!signal.aborted)
			options.say(`${bank.code}: the server is away (${error instanceof Error ? error.message : String(error)})`)
		return []
	}
}

async function answer(options: Options, bank: SimulatedBank, order: Order, signal: AbortSignal): Promise<void> {
	const began = Date.now()
	for (const sent of answersTo(order.document, options.seed)) {
		await pause(began + sent.afterMs * options.pace - Date.now(), signal)
		if (signal.aborted) return
		await deliver(options, bank, sent, order, signal)
	}
}

/** Sends one message until the server has it, or says that it is no message. */
async function deliver(
	options: Options,
	bank: SimulatedBank,
	{ told }: Sent,
	order: Order,
	signal: AbortSignal,
): Promise<void> {
	const victim = order.document.payment?.bank?.bic ?? null
	// It answers in the form it was asked in.
	const own = order.document.bank.bic
	const xml = own === null || victim === null || order.camt056 === null ? null : writeCamt029(told, own, victim)
	const [body, type] = xml === null ? [JSON.stringify(told), 'application/json'] : [xml, 'application/xml']
	while (!signal.aborted) {
		try {
			const response = await post(options.server + answersFeed.path, bank.key, body, type, signal)
			if (response.ok || (response.status < 500 && response.status !== 429)) {
				const said = response.ok ? told.is : `${response.status} ${await response.text()}`
				options.say(`${bank.code} ${order.document.order}: ${told.message} ${said}`)
				return
			}
		} catch {
			// Away: asked again below.
		}
		await pause(pollMs, signal)
	}
}

function post(url: string, key: string, body: string, type: string, signal: AbortSignal): Promise<Response> {
	return fetch(url, {
		method: 'POST',
		headers: { authorization: `Bearer ${key}`, 'content-type': type },
		body,
		signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
	})
}

/** Waits, or stops waiting when it is to end. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
	if (ms <= 0 || signal.aborted) return Promise.resolve()
	return new Promise((resolve) => {
		const timer = setTimeout(done, ms)
		function done(): void {
			clearTimeout(timer)
			signal.removeEventListener('abort', done)
			resolve()
		}
		signal.addEventListener('abort', done)
	})
}
