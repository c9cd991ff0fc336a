import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '../contract/declare.ts'
import type { Purpose } from '../contract/scalars.ts'
import { type ActAnswer, askView, mayRetry, newKey, type Problem, ProblemError, sendAct } from './http.ts'
import { listen, type StreamEvent, streamState, subscribeState } from './stream.ts'

/** The hooks screens use. Nothing else in a screen talks to the server. */

export const queries = new QueryClient({
	defaultOptions: {
		queries: {
			// W86. Only a query that another part of the page holds hears the stream; one that stood alone may have missed events.
			staleTime: (query) => (query.getObserversCount() > 1 ? 5_000 : 0),
			retry: (failures, error) => error instanceof ProblemError && mayRetry(error.problem) && failures < 3,
			refetchOnWindowFocus: true,
			networkMode: 'always',
		},
	},
})

export type ViewOptions = {
	readonly purpose?: Purpose
	/** False: do not ask yet (no id chosen, names still closed). */
	readonly enabled?: boolean
	/** Ask again every so many milliseconds. */
	readonly every?: number
	/** Stream topics (prefixes, `dispatch.incident.`) that make the answer stale: it is asked again at most once a second. */
	readonly topics?: readonly string[]
	/** Keep showing the last answer while another input is asked for. */
	readonly keep?: boolean
}

export type Viewed<O> = {
	readonly output: O | undefined
	/** Server time (RFC 3339) the output was read at. */
	readonly at: string | undefined
	readonly problem: Problem | null
	/** Nothing to show yet. */
	readonly loading: boolean
	/** Shown data is older than the last try, which failed. */
	readonly old: boolean
	readonly refresh: () => void
}

/** Shows a view; cached by name, input and purpose. */
export function useView<I extends z.ZodObject, O extends z.ZodType>(
	declaration: ViewDeclaration<I, O>,
	input: z.input<I>,
	options: ViewOptions = {},
): Viewed<z.output<O>> {
	const query = useQuery({
		queryKey: [declaration.name, input, options.purpose ?? null],
		queryFn: ({ signal }) =>
			askView(declaration, input, { signal, ...(options.purpose === undefined ? {} : { purpose: options.purpose }) }),
		enabled: options.enabled !== false,
		refetchInterval: options.every ?? false,
		placeholderData: options.keep === true ? keepPreviousData : undefined,
	})
	const { refetch } = query
	const refresh = useCallback(() => void refetch(), [refetch])
	useStream(options.enabled === false ? none : (options.topics ?? none), useCalm(refresh))
	return {
		output: query.data?.output,
		at: query.data?.at,
		problem:
			query.error instanceof ProblemError ? query.error.problem : query.error === null ? null : strange(query.error),
		loading: query.isPending && options.enabled !== false && query.error === null,
		old: query.data !== undefined && query.error !== null,
		refresh,
	}
}

const none: readonly string[] = []

function strange(error: Error): Problem {
	return { code: 'fault', status: 0, title: error.name, detail: error.message, rule: null, field: null, extra: {} }
}

/** Runs `act` at once, then at most once a second. */
function useCalm(act: () => void): () => void {
	const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
	const last = useRef(0)
	useEffect(() => () => clearTimeout(timer.current ?? undefined), [])
	return useCallback(() => {
		if (timer.current !== null) return
		const wait = Math.max(0, last.current + 1000 - Date.now())
		timer.current = setTimeout(() => {
			timer.current = null
			last.current = Date.now()
			act()
		}, wait)
	}, [act])
}

export type Acting<I, O> = {
	/** Resolves with the answer, or null when it was refused or could not be sent (then `problem` says why). */
	readonly perform: (input: I, purpose?: Purpose) => Promise<ActAnswer<O> | null>
	readonly busy: boolean
	readonly problem: Problem | null
	readonly answer: ActAnswer<O> | null
	/** Forgets problem and answer (the form was closed or changed). */
	readonly reset: () => void
}

/**
 * Performs an act. One intent has one key: the same input and purpose keep it through failures and retries, so that it
 * happens once; a changed input is a new intent.
 */
export function useAct<I extends z.ZodObject, O extends z.ZodType>(
	declaration: ActDeclaration<I, O>,
): Acting<z.input<I>, z.output<O>> {
	const intent = useRef<{ readonly body: string; readonly key: string } | null>(null)
	const [busy, setBusy] = useState(false)
	const [problem, setProblem] = useState<Problem | null>(null)
	const [answer, setAnswer] = useState<ActAnswer<z.output<O>> | null>(null)
	const perform = useCallback(
		async (input: z.input<I>, purpose?: Purpose) => {
			const body = JSON.stringify([input, purpose ?? null])
			if (intent.current?.body !== body) intent.current = { body, key: newKey() }
			const { key } = intent.current
			setBusy(true)
			setProblem(null)
			try {
				const got = await persist(() =>
					sendAct(declaration, input, { key, ...(purpose === undefined ? {} : { purpose }) }),
				)
				intent.current = null
				setAnswer(got)
				return got
			} catch (cause) {
				const met =
					cause instanceof ProblemError
						? cause.problem
						: strange(cause instanceof Error ? cause : new Error(String(cause)))
				if (!mayRetry(met)) intent.current = null
				setProblem(met)
				return null
			} finally {
				setBusy(false)
			}
		},
		[declaration],
	)
	const reset = useCallback(() => {
		setProblem(null)
		setAnswer(null)
	}, [])
	return { perform, busy, problem, answer, reset }
}

/** Tries three times, after 0, 0.4 and 1.6 seconds, when nothing is known of the first try. */
async function persist<T>(once: () => Promise<T>): Promise<T> {
	for (const wait of [400, 1600]) {
		try {
			return await once()
		} catch (cause) {
			if (!(cause instanceof ProblemError) || !mayRetry(cause.problem)) throw cause
			await new Promise((resolve) => setTimeout(resolve, wait))
		}
	}
	return await once()
}

/** Calls `hear` for each event whose topic begins with one of `topics`. One connection serves the whole page. */
export function useStream(topics: readonly string[], hear: (event: StreamEvent) => void): void {
	const latest = useRef(hear)
	latest.current = hear
	const key = topics.join(' ')
	useEffect(() => {
		if (key === '') return
		return listen(key.split(' '), (event) => latest.current(event))
	}, [key])
}

/** Whether the page hears the server, and since when not. */
export function useLink(): { readonly up: boolean; readonly since: number } {
	return useSyncExternalStore(subscribeState, streamState)
}
