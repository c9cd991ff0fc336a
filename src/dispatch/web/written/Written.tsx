import { useEffect, useRef, useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { ariaKeys } from '#kernel/web/keyword.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { clockTime, span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { readText, sayText, showThread } from '../../contract/text.ts'
import './written.css'

type Thread = z.output<(typeof showThread)['output']>

/** DS133. What is written with the caller, both sides, and the desk's answer: a sentence by one key, or free text. */
export function Written({ call, keys = false }: { readonly call: string; readonly keys?: boolean }) {
	const view = useView(
		showThread,
		{ call },
		{ topics: ['dispatch.call.', 'dispatch.incident.'], every: 10_000, keep: true },
	)
	const thread = view.output?.call === call ? view.output : undefined
	if (thread === undefined || !thread.open) return null
	return <Whole thread={thread} keys={keys} refresh={view.refresh} />
}

function Whole({
	thread,
	keys,
	refresh,
}: {
	readonly thread: Thread
	readonly keys: boolean
	readonly refresh: () => void
}) {
	const t = useWords()
	useRead(thread, refresh)
	return (
		<section className="written" aria-label={t('dispatch.written.title')}>
			<Section title={t('dispatch.written.title')} />
			<Marks thread={thread} />
			<Lines thread={thread} />
			{thread.mayWrite && <Answer thread={thread} keys={keys} refresh={refresh} />}
		</section>
	)
}

/** Why it is written, whether ringing is safe, and how long a line has waited. */
function Marks({ thread }: { readonly thread: Thread }) {
	const t = useWords()
	const language = useLanguage()
	const now = useNow()
	const left = thread.dueAt === null ? null : Date.parse(thread.dueAt) - now
	return (
		<div className="row wrap written-marks">
			{thread.unspoken !== null && <span className="warn">{t(`dispatch.unspoken.${thread.unspoken}`)}</span>}
			<span>{t(thread.safeToCall === true ? 'dispatch.written.safe' : 'dispatch.written.notSafe')}</span>
			{left !== null && (
				<span className={left < 0 ? 'tm breach' : 'tm warn'} role={left < 0 ? 'status' : undefined}>
					<Icon name="clock" />
					{left < 0
						? t('dispatch.written.late', { time: span(-left, language) })
						: t('dispatch.written.due', { time: span(left, language) })}
				</span>
			)}
		</div>
	)
}

function Lines({ thread }: { readonly thread: Thread }) {
	const t = useWords()
	const language = useLanguage()
	const end = useRef<HTMLDivElement>(null)
	const last = thread.lines.at(-1)?.id
	useEffect(() => {
		const box = end.current
		if (box !== null) box.scrollTop = box.scrollHeight
	}, [last])
	return (
		<div className="written-lines" role="log" aria-label={t('dispatch.written.lines')} ref={end} tabIndex={0}>
			{thread.lines.map((line) => {
				const chinese = language === 'zh' && line.zh !== null
				return (
					<div key={line.id} className={line.from}>
						<time dateTime={line.at}>{clockTime(line.at)}</time>
						<span className="t3">{t(`dispatch.written.${line.from}`)}</span>
						<span>
							<b lang={line.zh === null ? undefined : chinese ? 'zh-CN' : 'en'}>{chinese ? line.zh : line.text}</b>
							{line.zh !== null && (
								<span className="t2" lang={chinese ? 'en' : 'zh-CN'}>
									{' '}
									{chinese ? line.text : line.zh}
								</span>
							)}
						</span>
					</div>
				)
			})}
		</div>
	)
}

const keyOf = (at: number): string | undefined => (at < 10 ? `Alt ${(at + 1) % 10}` : undefined)

function Answer({
	thread,
	keys,
	refresh,
}: {
	readonly thread: Thread
	readonly keys: boolean
	readonly refresh: () => void
}) {
	const t = useWords()
	const language = useLanguage()
	const act = useAct(sayText)
	const [text, setText] = useState('')
	const field = useRef<HTMLInputElement>(null)
	const say = async (said: { readonly phrase: string } | { readonly text: string }) => {
		if (act.busy || (await act.perform({ call: thread.call, ...said })) === null) return
		if ('text' in said) setText('')
		refresh()
	}
	const phrases = thread.phrases.map((each, at) => ({ ...each, keys: keys ? keyOf(at) : undefined }))
	useKeys({
		...(keys ? { 'Alt W': () => field.current?.focus() } : {}),
		...Object.fromEntries(
			phrases.flatMap((each) => (each.keys === undefined ? [] : [[each.keys, () => void say({ phrase: each.code })]])),
		),
	})
	const other = thread.language ?? language
	return (
		<div className="written-answer">
			{act.problem !== null && <Problem problem={act.problem} />}
			<div className="chips" role="group" aria-label={t('dispatch.written.phrases')}>
				{phrases.map((each) => (
					<button
						key={each.code}
						type="button"
						className="chip"
						title={each.words[other]}
						aria-keyshortcuts={each.keys === undefined ? undefined : ariaKeys(each.keys)}
						onClick={() => void say({ phrase: each.code })}
					>
						{each.words[language]}
						{each.keys === undefined ? null : <Kbd keys={each.keys} />}
					</button>
				))}
			</div>
			<div className="in written-in">
				<input
					ref={field}
					value={text}
					maxLength={500}
					autoComplete="off"
					aria-label={t('dispatch.written.text')}
					placeholder={t(other === language ? 'dispatch.written.text' : 'dispatch.written.textOther')}
					onChange={(event) => setText(event.target.value)}
					onKeyDown={(event) => {
						if (event.key !== 'Enter' || event.nativeEvent.isComposing || text.trim() === '') return
						event.preventDefault()
						void say({ text: text.trim() })
					}}
				/>
				{keys && <Kbd keys="Alt W" />}
			</div>
		</div>
	)
}

/** D286. What stands on a screen that is looked at was read: entered once for each newest line. */
function useRead(thread: Thread, refresh: () => void): void {
	const act = useAct(readText)
	const told = useRef<string | null>(null)
	const { perform } = act
	const newest = thread.lines.findLast((line) => line.from === 'caller')
	const unread =
		thread.mayWrite &&
		newest !== undefined &&
		(thread.seenAt === null || Date.parse(thread.seenAt) < Date.parse(newest.at))
	const id = unread ? newest.id : null
	const { call } = thread
	useEffect(() => {
		const read = () => {
			if (id === null || told.current === id || document.visibilityState === 'hidden') return
			told.current = id
			void perform({ call }).then(refresh)
		}
		read()
		document.addEventListener('visibilitychange', read)
		return () => document.removeEventListener('visibilitychange', read)
	}, [id, call, perform, refresh])
}
