import { useMemo, useState } from 'react'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { useKeyHelp, useTitle } from '#kernel/web/page.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { beginWatch, countersignRelief, endWatch, showWatch, withdrawRelief } from '../../contract/relief.ts'
import { Items } from './Items.tsx'
import { Start } from './Start.tsx'
import './relief.css'

export type Watched = z.output<(typeof showWatch)['output']>
type Offered = Watched['reliefs'][number]

const topics = ['dispatch.']
const keyHelp = [
	['B', 'dispatch.relief.begin'],
	['N', 'dispatch.relief.start'],
	['G', 'dispatch.relief.sign'],
	['Z', 'dispatch.relief.withdraw'],
	['J', 'dispatch.key.move'],
	['Enter', 'dispatch.relief.open'],
] as const

/** D210 to D217. My watch and what it answers for; handing it over, and taking one over. */
export function Relief() {
	const t = useWords()
	const view = useView(showWatch, {}, { topics, every: 30_000, keep: true })
	useTitle(t('dispatch.relief.title'))
	useKeyHelp(useMemo(() => keyHelp.map(([keys, word]) => ({ keys, what: t(word) })), [t]))
	return (
		<Show
			view={view}
			ask={{ action: showWatch.name }}
			doing={t('dispatch.relief.doing')}
			title={t('dispatch.relief.failed')}
		>
			{(watched) => <Stands watched={watched} refresh={view.refresh} />}
		</Show>
	)
}

function Stands({ watched, refresh }: { readonly watched: Watched; readonly refresh: () => void }) {
	const t = useWords()
	const say = useSay()
	const [said, setSaid] = useState<string | null>(null)
	const forMe = watched.reliefs.find((each) => each.side === 'successor')
	const own = watched.reliefs.find((each) => each.watch === watched.watch?.id)
	const list = forMe ?? watched.watch ?? watched.reliefs[0] ?? null
	const done = (word: string) => {
		setSaid(word)
		refresh()
	}
	return (
		<Pane
			title={t('dispatch.relief.title')}
			note={say(watched.agency)}
			tools={<RuleTag id="D211" />}
			className="relief"
			level={1}
			still
		>
			<div className="relief-acts">
				{forMe === undefined ? (
					<MyWatch watched={watched} offered={own !== undefined} onDone={done} />
				) : (
					<Sign relief={forMe} at={watched.at} onDone={done} />
				)}
				{watched.reliefs
					.filter((each) => each.side !== 'successor')
					.map((each) => (
						<Waits key={each.id} relief={each} onDone={done} />
					))}
				{forMe === undefined && <Start watched={watched} onDone={done} />}
				<div role="status" className="relief-said">
					{said === null ? null : t(said)}
				</div>
			</div>
			{list === null ? (
				<Empty title={t('dispatch.relief.off')}>{t('dispatch.relief.off.why')}</Empty>
			) : (
				<Items lines={list.lines} at={watched.at} />
			)}
		</Pane>
	)
}

/** Beginning a watch, and signing off: with something open that is refused, and says so (D212). */
function MyWatch(props: {
	readonly watched: Watched
	readonly offered: boolean
	readonly onDone: (said: string) => void
}) {
	const t = useWords()
	const { watch } = props.watched
	const begin = useAct(beginWatch)
	const end = useAct(endWatch)
	const problem = begin.problem ?? end.problem
	return (
		<>
			<p className="row wrap">
				{watch === null ? (
					<Button
						kind="go"
						main
						keys="B"
						busy={begin.busy}
						onPress={() =>
							void begin.perform({}).then((answer) => {
								if (answer !== null) props.onDone('dispatch.relief.begun')
							})
						}
					>
						{t('dispatch.relief.begin')}
					</Button>
				) : (
					<>
						<b className="relief-on">{t('dispatch.relief.on', { at: when(watch.since) })}</b>
						<Button
							busy={end.busy}
							onPress={() =>
								void end.perform({ watch: watch.id, version: watch.version }).then((answer) => {
									if (answer !== null) props.onDone('dispatch.relief.ended')
								})
							}
						>
							{t('dispatch.relief.end')}
						</Button>
					</>
				)}
			</p>
			{problem === null ? null : <Problem problem={problem} title={t('dispatch.relief.notDone')} />}
		</>
	)
}

/** D215. What is signed for is the list below, as it is shown. */
function Sign(props: { readonly relief: Offered; readonly at: string; readonly onDone: (said: string) => void }) {
	const { relief, at, onDone } = props
	const t = useWords()
	const say = useSay()
	const act = useAct(countersignRelief)
	return (
		<>
			<p className="row wrap">
				<b>
					{t('dispatch.relief.forMe', { name: say(relief.leaver), at: when(relief.at), count: relief.lines.length })}
				</b>
				<Button
					kind="go"
					main
					keys="G"
					busy={act.busy}
					onPress={() =>
						void act
							.perform({ relief: relief.id, version: relief.version, seen: relief.sha256, at })
							.then((answer) => onDone(answer === null ? 'dispatch.relief.look' : 'dispatch.relief.signed'))
					}
				>
					{t('dispatch.relief.sign')}
				</Button>
				<RuleTag id="D215" />
			</p>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.relief.notDone')} />}
		</>
	)
}

function Waits({ relief, onDone }: { readonly relief: Offered; readonly onDone: (said: string) => void }) {
	const t = useWords()
	const say = useSay()
	const act = useAct(withdrawRelief)
	return (
		<>
			<p className="row wrap">
				<span className="warn relief-waits">
					{t('dispatch.relief.waits', { from: say(relief.leaver), to: say(relief.successor), at: when(relief.at) })}
				</span>
				<Button
					keys="Z"
					busy={act.busy}
					onPress={() =>
						void act.perform({ relief: relief.id, version: relief.version }).then((answer) => {
							if (answer !== null) onDone('dispatch.relief.withdrawn')
						})
					}
				>
					{t('dispatch.relief.withdraw')}
				</Button>
			</p>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.relief.notDone')} />}
		</>
	)
}
