import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { useKeyHelp, useTitle } from '#kernel/web/page.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { showAgain } from '../../contract/again.ts'
import { standingAt } from '../../contract/standing.ts'
import { ThenMap } from './ThenMap.tsx'
import { Then } from './Then.tsx'
import './again.css'

type Shown = z.output<(typeof showAgain)['output']>

const minuteMs = 60_000
const zoneMs = 8 * 3_600_000
const dayOf = (ms: number): string => new Date(ms + zoneMs).toISOString().slice(0, 10)
const keyHelp = [
	['ArrowLeft', 'dispatch.again.back'],
	['ArrowRight', 'dispatch.again.on'],
	['A', 'dispatch.again.backHour'],
	['F', 'dispatch.again.onHour'],
	['J', 'dispatch.key.move'],
	['Enter', 'dispatch.key.open'],
] as const

/** D245, D246. A day gone through minute by minute: what was open, in which state, which units were on what. */
export function Again() {
	const t = useWords()
	const now = useNow()
	const [day, setDay] = useState(() => dayOf(now))
	const view = useView(showAgain, { day }, { keep: true })
	useTitle(t('dispatch.again.title'))
	useKeyHelp(useMemo(() => keyHelp.map(([keys, word]) => ({ keys, what: t(word) })), [t]))
	return (
		<Show
			view={view}
			ask={{ action: showAgain.name }}
			doing={t('dispatch.again.doing')}
			title={t('dispatch.again.failed')}
		>
			{(shown) => <Minutes key={shown.from} shown={shown} day={day} last={dayOf(now)} onDay={setDay} />}
		</Show>
	)
}

function Minutes(props: {
	readonly shown: Shown
	readonly day: string
	readonly last: string
	readonly onDay: (day: string) => void
}) {
	const t = useWords()
	const [, go] = useLocation()
	const { shown } = props
	const from = Date.parse(shown.from)
	const end = Math.max(1, Math.floor((Date.parse(shown.until) - from) / minuteMs))
	const [minute, setMinute] = useState(end)
	const [picked, setPicked] = useState<string | null>(null)
	const moment = from + minute * minuteMs
	const rows = useMemo(() => standingAt(shown.incidents, moment), [shown, moment])
	const step = (by: number) => setMinute((was) => Math.max(0, Math.min(end, was + by)))
	useKeys({ ArrowLeft: () => step(-1), ArrowRight: () => step(1), A: () => step(-60), F: () => step(60) })
	const clock = new Date(moment + zoneMs).toISOString().slice(11, 16)
	const told = t('dispatch.again.at', { time: clock, count: rows.length })
	return (
		<Columns
			columns={[
				{
					key: 'then',
					title: t('dispatch.again.then'),
					width: '1fr',
					children: (
						<Pane title={t('dispatch.again.title')} level={1} tools={<RuleTag id="D245" />} className="again">
							<div className="pad again-slider">
								<label>
									<span>{t('dispatch.again.day')}</span>
									<input
										type="date"
										className="in"
										value={props.day}
										max={props.last}
										onChange={(event) => {
											if (event.target.value !== '') props.onDay(event.target.value)
										}}
									/>
								</label>
								<label className="again-minute">
									<span>
										<b>{told}</b>
									</span>
									<input
										type="range"
										min={0}
										max={end}
										value={minute}
										aria-valuetext={told}
										onChange={(event) => setMinute(Number(event.target.value))}
									/>
								</label>
								{shown.total > shown.incidents.length && (
									<p className="warn">
										{t('dispatch.again.more', { shown: shown.incidents.length, total: shown.total })}
									</p>
								)}
							</div>
							<Then
								rows={rows}
								chosen={picked}
								onChoose={setPicked}
								onOpen={(incident) => go(`/incident/${incident}`)}
							/>
						</Pane>
					),
				},
				{
					key: 'map',
					title: t('dispatch.again.map'),
					width: '1fr',
					children: <ThenMap rows={rows} chosen={picked} onChoose={setPicked} />,
				},
			]}
		/>
	)
}
