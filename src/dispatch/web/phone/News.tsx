import { Brick, Wall } from '#kernel/web/parts/Wall.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { useStory } from '../shared/sentences.tsx'
import type { Mine } from './Phone.tsx'

/** What is new on the incident, newest first, all of it in the ledger. */
export function News({ mine }: { readonly mine: Mine }) {
	const t = useWords()
	const say = useSay()
	const known = mine.unit === null ? mine.others : [mine.unit, ...mine.others]
	const story = useStory(true, new Map(known.map((each) => [each.id, say(each.callSign)])))
	return (
		<section className="phone-news" aria-label={t('dispatch.phone.news')}>
			<h2>
				{t('dispatch.phone.news')}
				<span className="sp" />
				<span className="row t3">
					{t('dispatch.phone.entered')} <Wall laid={6} />
				</span>
			</h2>
			<ul>
				{story(mine.news).map((line) => (
					<li key={line.key}>
						<Brick kind={line.kind} />
						<span>{line.what}</span>
						<time className="t3" dateTime={line.at}>
							{clockTime(line.at)}
						</time>
						<small>{line.who}</small>
					</li>
				))}
			</ul>
			{mine.news.length === 0 && <p className="t3 phone-quiet">{t('dispatch.phone.noNews')}</p>}
		</section>
	)
}
