import type { z } from 'zod'
import { useNow } from '#kernel/web/clock.ts'
import { TideBar } from '#kernel/web/parts/Tide.tsx'
import { tideOf } from '#kernel/web/tide.ts'
import { clockTime, span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { incidentShown } from '../../contract/incidents.ts'
import { deadlineOf } from './deadline.ts'

type Times = z.output<typeof incidentShown>['times']
type Step = Times[number]

const kinds = ['received', 'dispatched', 'en_route', 'on_scene', 'cleared'] as const

/** The five times of an incident, each against its target. `full` adds the line of how long it took. */
export function Steps({ times, full = false }: { readonly times: Times; readonly full?: boolean }) {
	const t = useWords()
	return (
		<div className={full ? 'steps full' : 'steps'}>
			{kinds.map((kind) => {
				const step = times.find((each) => each.kind === kind)
				return (
					<div key={kind}>
						<h3>{t(`dispatch.time.${kind}`)}</h3>
						<StepTime step={step ?? { kind, at: null, timer: null }} full={full} />
					</div>
				)
			})}
		</div>
	)
}

const empty = { state: 'ok', span: 0, over: false, filled: 0, notch: 0.625, hatched: 0 } as const
const whole = { ...empty, state: 'met', filled: 1, notch: 1 } as const

function StepTime({ step, full }: { readonly step: Step; readonly full: boolean }) {
	const t = useWords()
	const language = useLanguage()
	const now = useNow()
	const { at, timer } = step
	if (timer === null)
		return (
			<>
				<b className={at === null ? 't3' : ''}>{at === null ? '—' : clockTime(at)}</b>
				{full && <div className="sm t3">&nbsp;</div>}
				<TideBar tide={at === null ? empty : whole} />
			</>
		)
	const tide = tideOf(deadlineOf(timer), now)
	const late = timer.metAt === null && tide.over
	const target = span(timer.targetSeconds * 1000, language)
	const took = timer.metAt === null ? null : span(Date.parse(timer.metAt) - Date.parse(timer.startedAt), language)
	return (
		<>
			{at !== null && <b>{clockTime(at)}</b>}
			{at === null && late && <b className="breach">{t('web.time.over', { time: span(tide.span, language) })}</b>}
			{at === null && !late && <b className="t2">{t('dispatch.time.by', { time: clockTime(timer.dueAt, false) })}</b>}
			{full && (
				<div className={`sm nw ${tide.state === 'breach' ? 'breach' : 't3'}`}>
					{took === null ? t('dispatch.time.target', { target }) : t('dispatch.time.took', { took, target })}
				</div>
			)}
			<TideBar tide={tide} />
		</>
	)
}
