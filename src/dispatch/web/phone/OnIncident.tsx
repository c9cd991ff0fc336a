import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { tideOf } from '#kernel/web/tide.ts'
import { clockTime, span } from '#kernel/web/times.ts'
import { useNow } from '#kernel/web/clock.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentRow, UnitShown } from '../../contract/shapes.ts'
import { deadlineOf } from '../shared/deadline.ts'
import { PlaceText } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'
import { News } from './News.tsx'
import { NextStatus } from './NextStatus.tsx'
import type { Mine } from './Phone.tsx'
import { PhoneMap } from './PhoneMap.tsx'
import { Photo } from './Photo.tsx'
import { Recording } from './Recording.tsx'
import { SmallActs } from './SmallActs.tsx'
import { Well } from './Well.tsx'

type Props = {
	readonly mine: Mine
	readonly unit: UnitShown
	readonly incident: IncidentRow
	readonly refresh: () => void
}

/** What I am sent to: what, where, how long I have, what to know, what to press. */
export function OnIncident({ mine, unit, incident, refresh }: Props) {
	const terms = useTerms()
	const say = useSay()
	const post = useSession().session?.post.id ?? ''
	return (
		<>
			<section className="phone-what">
				<Priority level={incident.priority} big />
				<div>
					<h2>{terms.type(incident.type)}</h2>
					<p>
						<PlaceText place={incident.place} detail />
					</p>
				</div>
				<Left mine={mine} />
			</section>
			{mine.facts.length > 0 && (
				<div className="phone-facts">
					{mine.facts.map((fact) => (
						<span key={fact.en} className="tag">
							<Icon name="alert" />
							{say(fact)}
						</span>
					))}
				</div>
			)}
			<PhoneMap unit={unit} incident={incident} />
			<div className="phone-acts">
				<Progress mine={mine} />
				<Well mine={mine} unit={unit.id} post={post} refresh={refresh} />
				<NextStatus mine={mine} unit={unit} refresh={refresh} />
				<SmallActs mine={mine} unit={unit} incident={incident} refresh={refresh} />
				<Photo incident={incident.id} post={post} />
				<Recording incident={incident.id} post={post} />
			</div>
			<News mine={mine} />
		</>
	)
}

function Left({ mine }: { readonly mine: Mine }) {
	const t = useWords()
	const language = useLanguage()
	const now = useNow()
	if (mine.timer === null || mine.timer.metAt !== null) return null
	const tide = tideOf(deadlineOf(mine.timer), now)
	return (
		<div className="phone-left">
			<b className={tide.state}>
				{tide.over ? t('web.time.over', { time: span(tide.span, language) }) : span(tide.span, language)}
			</b>
			<div className="t3">{t(`dispatch.running.${mine.timer.kind}`)}</div>
		</div>
	)
}

function Progress({ mine }: { readonly mine: Mine }) {
	const t = useWords()
	const steps = [
		['dispatched', mine.assignment?.dispatchedAt ?? null],
		['en_route', mine.assignment?.enRouteAt ?? null],
		['on_scene', mine.assignment?.onSceneAt ?? null],
		['cleared', mine.assignment?.clearedAt ?? null],
	] as const
	const last = steps.findLastIndex(([, at]) => at !== null)
	return (
		<ol className="phone-steps">
			{steps.map(([key, at], n) => (
				<li key={key} className={at === null ? 'later' : n === last ? 'now' : 'done'}>
					<i aria-hidden="true" />
					<span>
						{t(`dispatch.phone.step.${key}`)} {at !== null && clockTime(at, false)}
					</span>
				</li>
			))}
		</ol>
	)
}
