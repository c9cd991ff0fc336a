import { useLocation } from 'wouter'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { showHandOver } from '../../contract/hand-over.ts'
import { Answers } from './Answers.tsx'
import { Behind } from './Behind.tsx'
import { What } from './cells.tsx'

export type Shown = z.output<typeof showHandOver.output>

/** One hand-over: what to do, by when, what happens at zero, and who decides. */
export function Opened({ id }: { readonly id: string }) {
	const t = useWords()
	const [, navigate] = useLocation()
	const view = useView(showHandOver, { handOver: id }, { topics: ['command.hand-over.'], keep: true })
	const shown = view.output?.id === id ? view.output : undefined
	// Answered, it leaves the list of what is open and stays here to be read.
	const stay = (): void => {
		navigate(`/hand-over/${id}`, { replace: true })
		view.refresh()
	}
	return (
		<Pane title={t('command.hand-over.one')} note={shown === undefined ? undefined : <What row={shown} />}>
			<Show
				view={{ ...view, output: shown }}
				doing={t('command.hand-over.doing')}
				title={t('command.hand-over.failed')}
			>
				{(one) => (
					<>
						<Said shown={one} />
						<Answers shown={one} onChanged={stay} />
						<Behind shown={one} />
					</>
				)}
			</Show>
		</Pane>
	)
}

function Said({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	const { offeredBy, answeredBy, decidedBy } = shown
	return (
		<div className="pad col ho-head">
			<p className="ho-way">
				<b>{say(shown.from)}</b> <span aria-hidden="true">→</span>
				<span className="hid">{t('command.hand-over.to')}</span> <b>{say(shown.to)}</b>
			</p>
			<Next shown={shown} />
			<Quote post={offeredBy} agency={say(shown.from)} text={shown.reason} />
			<Quote post={answeredBy} agency={say(shown.to)} text={shown.answer} />
			<Quote post={decidedBy} agency={say(shown.superior)} text={shown.decision} />
		</div>
	)
}

/** The clock, and what happens when it is at zero. */
function Next({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	const names = { from: say(shown.from), to: say(shown.to), superior: say(shown.superior) }
	const deadline = { from: Date.parse(shown.offeredAt), due: Date.parse(shown.dueAt) }
	if (shown.state !== 'offered')
		return (
			<p>
				<b>{t(`command.hand-over.now.${shown.state}`, names)}</b>
				{shown.raised === null ? null : <> {t(`command.hand-over.raised.${shown.raised}`, names)}</>}
			</p>
		)
	return (
		<>
			<p className="ho-clock">
				<Timer deadline={deadline} what={t('command.hand-over.answer-by')} /> <Tide deadline={deadline} />
			</p>
			<p className="t2">{t('command.hand-over.at-zero', names)}</p>
		</>
	)
}

/** What one side wrote, by its post and agency, never by name. */
function Quote(props: { readonly post: string | null; readonly agency: string; readonly text: string | null }) {
	const t = useWords()
	if (props.text === null) return null
	const post = props.post === null ? '' : `${t(`web.post.${props.post}`)} · `
	return (
		<blockquote className="ho-said">
			<p>{props.text}</p>
			<footer className="t3">
				{post}
				{props.agency}
			</footer>
		</blockquote>
	)
}
