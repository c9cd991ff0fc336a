/**
 * `/api/stream`: one EventSource for the page, opened with the first listener. The browser resumes a broken one by
 * `Last-Event-ID`; when it gives up (the server said no, or went away for long) a new one is opened with `after`.
 */
export type StreamEvent = {
	/** `n.k`: entry number and place within it. */
	readonly id: string
	readonly topic: string
	readonly resource: { readonly type: string; readonly id: string } | null
	readonly body: Readonly<Record<string, unknown>>
	/** Ledger entry the event came with. */
	readonly n: number
}

type Listener = { readonly topics: readonly string[]; readonly hear: (event: StreamEvent) => void }

const listeners = new Set<Listener>()
const framers = new Set<(data: string) => void>()
const leavers = new Set<() => void>()
let allowed = false
let framed = false
const watchers = new Set<() => void>()
let source: EventSource | null = null
let last: string | null = null
let again: ReturnType<typeof setTimeout> | null = null
let tries = 0
let state = { up: true, since: Date.now() }

function setUp(up: boolean): void {
	if (up === state.up) return
	state = { up, since: Date.now() }
	for (const each of watchers) each()
}

/** The link as it stands; the same object until it changes. */
export const streamState = (): typeof state => state

export function subscribeState(watch: () => void): () => void {
	watchers.add(watch)
	return () => watchers.delete(watch)
}

/** How long to wait before opening again: 1, 2, 4, 8, then 15 seconds. */
export function waitBefore(tried: number): number {
	return Math.min(15_000, 1000 * 2 ** Math.min(tried, 4))
}

/** Reads one event's data; null when it is none of ours. */
export function readEvent(id: string, data: string): StreamEvent | null {
	try {
		const value: unknown = JSON.parse(data)
		if (typeof value !== 'object' || value === null || !('topic' in value) || typeof value.topic !== 'string')
			return null
		// Shape checked above as far as screens rely on it; the server wrote the rest from the outbox.
		return { ...(value as Omit<StreamEvent, 'id'>), id }
	} catch {
		return null
	}
}

function onMessage(message: MessageEvent<string>): void {
	if (message.lastEventId !== '') last = message.lastEventId
	const event = readEvent(message.lastEventId, message.data)
	if (event === null) return
	for (const each of listeners) if (each.topics.some((topic) => event.topic.startsWith(topic))) each.hear(event)
}

function address(): string {
	const query = new URLSearchParams()
	if (last !== null) query.set('after', last)
	if (framers.size > 0) query.set('frames', '1')
	return query.size === 0 ? '/api/stream' : `/api/stream?${query}`
}

function open(): void {
	if (source !== null || !allowed || listeners.size + framers.size === 0) return
	framed = framers.size > 0
	source = new EventSource(address())
	source.onopen = () => {
		tries = 0
		setUp(true)
	}
	source.onmessage = onMessage
	source.addEventListener('frame', (message) => {
		if (framers.size === 0) return
		for (const hear of framers) hear(String(message.data))
	})
	source.addEventListener('signed-out', () => {
		allowStream(false)
		for (const leave of leavers) leave()
	})
	source.onerror = () => {
		setUp(false)
		if (source?.readyState !== EventSource.CLOSED) return
		source = null
		again ??= setTimeout(() => {
			again = null
			open()
		}, waitBefore(tries++))
	}
}

function stopIfAlone(): void {
	if (listeners.size + framers.size > 0) return
	source?.close()
	source = null
}

/** Hears topics that begin with one of `topics` until the returned function is called. */
export function listen(topics: readonly string[], hear: (event: StreamEvent) => void): () => void {
	const listener = { topics, hear }
	listeners.add(listener)
	open()
	return () => {
		listeners.delete(listener)
		stopIfAlone()
	}
}

/** Hears live positions (the newest only, at most four a second) until the returned function is called. */
export function listenFrames(hear: (data: string) => void): () => void {
	framers.add(hear)
	if (source !== null && !framed) {
		source.close()
		source = null
	}
	open()
	return () => {
		framers.delete(hear)
		stopIfAlone()
	}
}

/** Called when the server says that the session ended. */
export function onSignedOut(leave: () => void): () => void {
	leavers.add(leave)
	return () => leavers.delete(leave)
}

/**
 * Opens the line once somebody is signed in; closes it when nobody is. A new session hears from `from` (`n.k`), the place it was
 * read at before any view was asked: what happens while the page loads is heard (W86).
 */
export function allowStream(on: boolean, session: string | null = null, from: string | null = null): void {
	if (on === allowed && session === current) return
	allowed = on
	current = session
	source?.close()
	source = null
	last = from
	tries = 0
	setUp(true)
	open()
}

let current: string | null = null
