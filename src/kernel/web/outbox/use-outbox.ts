import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { ActDeclaration } from '../../contract/declare.ts'
import type { Acting } from '../client.ts'
import { serverNow } from '../clock.ts'
import { type ActAnswer, mayRetry, newKey, type Problem, ProblemError, sendAct } from '../http.ts'
import { type Keep, type Kept, Outbox, type Sent } from './outbox.ts'

/** W92. The outbox of this browser: in its local storage, one key an item, for one holding of a post. */

const prefix = 'seawall.outbox.'
const retryMs = 5_000

function keepOf(post: string): Keep {
	const own = `${prefix}${post}.`
	return {
		all() {
			const found: Kept[] = []
			for (let n = 0; n < localStorage.length; n += 1) {
				const name = localStorage.key(n)
				if (name?.startsWith(own) !== true) continue
				const item = readKept(localStorage.getItem(name))
				if (item !== null) found.push(item)
			}
			return found
		},
		put: (item) => localStorage.setItem(own + item.key, JSON.stringify(item)),
		drop: (key) => localStorage.removeItem(own + key),
	}
}

function readKept(text: string | null): Kept | null {
	try {
		const value: unknown = JSON.parse(text ?? '')
		// Written by `put` above and by nothing else.
		return typeof value === 'object' && value !== null && 'key' in value ? (value as Kept) : null
	} catch {
		return null
	}
}

/** What says nothing of whether it happened, or asks for a session or patience first: the same key is sent again. */
const holds = new Set(['not_signed_in', 'too_many', 'fault'])

async function post(item: Kept): Promise<Sent> {
	try {
		const declared = { name: item.act } as ActDeclaration
		const { receipt, output } = await sendAct(declared, item.input, { key: item.key })
		return { is: 'done', receipt, output }
	} catch (cause) {
		if (!(cause instanceof ProblemError)) return { is: 'unknown' }
		const { code, detail, rule } = cause.problem
		if (mayRetry(cause.problem) || holds.has(code)) return { is: 'unknown' }
		return { is: 'refused', problem: { code, detail, rule } }
	}
}

const boxes = new Map<string, Outbox>()

/** One outbox a post; sends every few seconds while something waits, and at once when the network is back. */
function outboxOf(post_: string): Outbox {
	let box = boxes.get(post_)
	if (box !== undefined) return box
	box = new Outbox(keepOf(post_), post)
	boxes.set(post_, box)
	const made = box
	const go = (): void => {
		if (made.items.some(isOpen)) void made.flush()
	}
	setInterval(go, retryMs)
	addEventListener('online', go)
	addEventListener('storage', (event) => {
		if (event.key?.startsWith(prefix) === true) made.reread()
	})
	go()
	return box
}

export const isOpen = (item: Kept): boolean => item.state === 'waiting' || item.state === 'tried'

/** The outbox of a post and what is in it. */
export function useOutbox(of: string): { readonly box: Outbox; readonly items: readonly Kept[] } {
	const box = useMemo(() => outboxOf(of), [of])
	const items = useSyncExternalStore(
		useCallback((hear) => box.subscribe(hear), [box]),
		() => box.items,
	)
	return { box, items }
}

/** How long a press waits for its answer before it is said to be kept. */
const patienceMs = 2_500

/**
 * An act through the outbox, used as `useAct` is: answers when the server did within a moment; null when it was refused
 * (`problem` says why) or is kept (`kept`).
 */
export function useKept<I extends z.ZodObject, O extends z.ZodType>(
	declaration: ActDeclaration<I, O>,
	of: string,
): Omit<Acting<z.input<I>, z.output<O>>, 'perform'> & {
	readonly perform: (input: z.input<I>, words: string, urgent?: boolean) => Promise<ActAnswer<z.output<O>> | null>
	/** The last press waits for the network. */
	readonly kept: boolean
	/** The last press as it stands. */
	readonly item: Kept | null
} {
	const { box, items } = useOutbox(of)
	const [key, setKey] = useState<string | null>(null)
	const [busy, setBusy] = useState(false)
	const item = items.find((one) => one.key === key) ?? null
	const perform = useCallback(
		async (input: z.input<I>, words: string, urgent = false) => {
			const made = newKey()
			box.add({ key: made, act: declaration.name, input, words, at: serverNow(), urgent })
			setKey(made)
			setBusy(true)
			await Promise.race([box.flush(), new Promise((resolve) => setTimeout(resolve, patienceMs))])
			setBusy(false)
			const now = box.items.find((one) => one.key === made)
			if (now === undefined || now.state !== 'done' || now.receipt === null) return null
			// The server has parsed its output with the same schema.
			return { output: now.output as z.output<O>, receipt: now.receipt, at: new Date(serverNow()).toISOString() }
		},
		[box, declaration],
	)
	const reset = useCallback(() => setKey(null), [])
	const problem: Problem | null =
		item?.problem === undefined || item.problem === null
			? null
			: { status: 0, title: '', field: null, extra: {}, ...asProblem(item.problem) }
	const answer =
		item?.state === 'done' && item.receipt !== null
			? { output: item.output as z.output<O>, receipt: item.receipt, at: new Date(item.at).toISOString() }
			: null
	return { perform, busy, problem, answer, reset, item, kept: !busy && item !== null && isOpen(item) }
}

const asProblem = ({ code, detail, rule }: NonNullable<Kept['problem']>) => ({
	// Codes are the server's closed list.
	code: code as Problem['code'],
	detail,
	rule,
})
