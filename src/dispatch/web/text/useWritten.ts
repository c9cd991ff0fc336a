import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { askNamed, mayRetry, newKey, ProblemError, sendNamed } from '#kernel/web/http.ts'
import type { beginText, showText, writeText } from '../../contract/text.ts'
import { type Kept, keep, kept, type Line, type Waiting } from './kept.ts'
import type { Language } from './tongue.ts'

export type Shown = z.output<(typeof showText)['output']>
type Begin = z.input<(typeof beginText)['input']>

/** Between two looks, and between two tries of what was not delivered. */
const every = 3_000

export type Written = {
	readonly kept: Kept
	readonly shown: Shown | null
	/** The code leads nowhere. */
	readonly wrong: boolean
	readonly speak: (language: Language) => void
	readonly begin: (input: Begin) => void
	readonly write: (input: Line, reads: string) => void
	readonly open: (code: string) => void
	readonly again: (key: string) => void
	readonly drop: (key: string) => void
	readonly restart: () => void
}

/**
 * The page's one thread with the server. What is sent is kept in the tab until it was answered, tried again under its own key,
 * and so arrives once; lines arrive in the order they were written. The conversation is asked for every few seconds.
 */
export function useWritten(): Written {
	const [now, setNow] = useState<Kept>(kept)
	const [shown, setShown] = useState<Shown | null>(null)
	const [wrong, setWrong] = useState(false)
	const newest = useRef(now)
	const busy = useRef(false)
	const change = useCallback((next: (was: Kept) => Kept) => {
		newest.current = next(newest.current)
		keep(newest.current)
		setNow(newest.current)
	}, [])
	const step = useCallback(async (): Promise<void> => {
		if (busy.current || document.visibilityState === 'hidden') return
		busy.current = true
		try {
			await deliver(newest, change)
			const { code } = newest.current
			if (code !== null) setShown(await looked(code))
		} catch (cause) {
			if (!(cause instanceof ProblemError) || !['not_found', 'invalid'].includes(cause.problem.code)) return
			setWrong(true)
			change((was) => ({ ...was, code: null, lines: [] }))
		} finally {
			busy.current = false
		}
	}, [change])
	useEffect(() => {
		const go = () => void step()
		go()
		const timer = setInterval(go, every)
		addEventListener('online', go)
		document.addEventListener('visibilitychange', go)
		return () => {
			clearInterval(timer)
			removeEventListener('online', go)
			document.removeEventListener('visibilitychange', go)
		}
	}, [step])
	const then = (next: (was: Kept) => Kept) => {
		change(next)
		void step()
	}
	const retried = <W extends Waiting<unknown>>(one: W, key: string): W =>
		one.key === key ? { ...one, refused: null } : one
	return {
		kept: now,
		shown: now.code === null ? null : shown,
		wrong,
		speak: (language) => change((was) => ({ ...was, language })),
		begin: (input) =>
			then((was) => ({ ...was, begun: { key: newKey(), input, refused: null, reads: input.text ?? '' }, lines: [] })),
		write: (input, reads) =>
			then((was) => ({ ...was, lines: [...was.lines, { key: newKey(), input, refused: null, reads }] })),
		open: (code) => {
			setWrong(false)
			then((was) => ({ ...was, code }))
		},
		again: (key) =>
			then((was) => ({
				...was,
				begun: was.begun === null ? null : retried(was.begun, key),
				lines: was.lines.map((line) => retried(line, key)),
			})),
		drop: (key) =>
			change((was) => ({
				...was,
				begun: was.begun?.key === key ? null : was.begun,
				lines: was.lines.filter((line) => line.key !== key),
			})),
		restart: () => {
			setShown(null)
			change((was) => ({ ...was, code: null, begun: null, lines: [] }))
		},
	}
}

const looked = async (code: string): Promise<Shown> =>
	(await askNamed<typeof showText>('dispatch.text.show', { code })).output

/** Sends what waits, the oldest first, until nothing does or the network fails. */
async function deliver(newest: { readonly current: Kept }, change: (next: (was: Kept) => Kept) => void): Promise<void> {
	const { begun } = newest.current
	if (begun !== null && begun.refused === null) {
		const sent = await tried(() => sendNamed<typeof beginText>('dispatch.text.begin', begun.input, begun.key))
		if (sent.output !== null) {
			const { code } = sent.output
			change((was) => ({ ...was, code, begun: null }))
		} else if (sent.refused !== null) change((was) => ({ ...was, begun: { ...begun, refused: sent.refused } }))
	}
	for (;;) {
		const { code, lines } = newest.current
		const [line] = lines
		if (code === null || line === undefined || line.refused !== null) return
		const input = { ...line.input, code }
		const sent = await tried(() => sendNamed<typeof writeText>('dispatch.text.write', input, line.key))
		if (sent.output === null && sent.refused === null) return
		change((was) => ({
			...was,
			lines:
				sent.refused === null
					? was.lines.filter((one) => one.key !== line.key)
					: was.lines.map((one) => (one.key === line.key ? { ...one, refused: sent.refused } : one)),
		}))
	}
}

type Tried<O> = { readonly output: O | null; readonly refused: string | null }

async function tried<O>(send: () => Promise<{ readonly output: O }>): Promise<Tried<O>> {
	try {
		return { output: (await send()).output, refused: null }
	} catch (cause) {
		if (!(cause instanceof ProblemError)) throw cause
		return { output: null, refused: mayRetry(cause.problem) ? null : cause.problem.detail }
	}
}
