import { useEffect, useMemo } from 'react'
import { Link } from 'wouter'
import { useAct } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { useFeeds } from '#kernel/web/page.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { span } from '#kernel/web/times.ts'
import { type Translate, useLanguage, useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import type { showDesk } from '../../contract/desk.ts'
import { pauseReplay, speedReplay, startReplay } from '../../contract/replay.ts'

type Desk = z.output<(typeof showDesk)['output']>

const speeds = [1, 4, 16] as const

/** What feeds the desk, in its foot: how old positions are, places forced, and the replay clock of the demo. */
export function useDeskFeeds(desk: Desk, refresh: () => void): void {
	const t = useWords()
	const language = useLanguage()
	const replay = useReplay(desk, refresh)
	const { live, of, oldestSeconds } = desk.positions
	const { allowed, running, speed } = desk.replay
	const { forced } = desk
	useKeys({ Space: replay.toggle }, { when: allowed })
	useFeeds(
		useMemo(
			() => (
				<span className="feeds">
					<span>
						{t('dispatch.feed.positions', { live, of })}
						{oldestSeconds !== null && t('dispatch.feed.oldest', { age: span(oldestSeconds * 1000, language) })}
					</span>
					{forced > 0 && <Link href="/forced">{t('dispatch.feed.forced', { count: forced })}</Link>}
					{allowed && <ReplayControl running={running} speed={speed} replay={replay} t={t} />}
				</span>
			),
			[live, of, oldestSeconds, forced, allowed, running, speed, t, language, replay],
		),
	)
}

type Replay = { readonly toggle: () => void; readonly faster: () => void }

function useReplay(desk: Desk, refresh: () => void): Replay {
	const { tell } = useNotices()
	const { perform: start, problem: notStarted } = useAct(startReplay)
	const { perform: pause, problem: notPaused } = useAct(pauseReplay)
	const { perform: setSpeed, problem: notSet } = useAct(speedReplay)
	const agency = desk.agency.id
	const { running, speed } = desk.replay
	const problem = notStarted ?? notPaused ?? notSet
	useEffect(() => {
		if (problem !== null) tell({ kind: 'refused', title: problem.detail })
	}, [problem, tell])
	return useMemo(() => {
		const next = speeds[(speeds.findIndex((each) => each === speed) + 1) % speeds.length] ?? 1
		return {
			toggle: () => void (running ? pause({ agency }) : start({ agency })).then(refresh),
			faster: () => void setSpeed({ agency, speed: next }).then(refresh),
		}
	}, [agency, running, speed, refresh, start, pause, setSpeed])
}

type ControlProps = {
	readonly running: boolean
	readonly speed: number
	readonly replay: Replay
	readonly t: Translate
}

function ReplayControl({ running, speed, replay, t }: ControlProps) {
	return (
		<span className="row">
			<button type="button" className="plain" onClick={replay.toggle} aria-pressed={running}>
				{t(running ? 'dispatch.replay.runs' : 'dispatch.replay.stands')} <Kbd keys="Space" />
			</button>
			<button
				type="button"
				className="plain"
				onClick={replay.faster}
				aria-label={t('dispatch.replay.speed', { speed })}
			>
				×{speed}
			</button>
		</span>
	)
}
